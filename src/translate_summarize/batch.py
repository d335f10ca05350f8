"""A whole folder: pool segments over documents, resume anywhere, isolate failures.

What a file's documents are depends on its bytes and on what translates them, never on its place in the folder, on what
else is there or on the time. For each finished file a record under OUT/.tsum/records says from what its documents were
made; it is written after them, so a run that is killed leaves either a file whose record holds, which is skipped next
time, or one without, which is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from translate_summarize.errors import DocumentError, OutputError, TranslationError, TsumError
from translate_summarize.glossary import Compliance, Glossary, comply
from translate_summarize.languages import ensure_french
from translate_summarize.notes import digest_of, own_glosses
from translate_summarize.pipeline import assemble, cuts, segments_of, select
from translate_summarize.places import Place, place_of
from translate_summarize.readers import MAX_BYTES, parse
from translate_summarize.renderers import ensure_installed, render, suffix
from translate_summarize.renderers.digest import render_digest
from translate_summarize.renderers.layout import lines
from translate_summarize.runs import Job, entry_of, read_record, write_changed, write_record
from translate_summarize.sources import Source, find_sources
from translate_summarize.stories import sketch, subject
from translate_summarize.translation import signature_of, translate
from translate_summarize.types import (
    Bitext,
    Document,
    Engine,
    Entry,
    Memory,
    Outcome,
    Segment,
    Selection,
    Translation,
)

WINDOW = 1000
"""Segments pooled for the engine at a time: enough that batches are even, few enough that memory stays small."""
_RECORDS = 2  # raise it when records, or what documents depend on, change


@dataclass(frozen=True, slots=True)
class _Prepared:
    source: Source
    key: str
    document: Document
    segments: tuple[Segment, ...]
    selection: Selection
    wanted: tuple[Segment, ...]
    """What is translated: the segments, then those that the brief shows shortened."""


_Translated = tuple[_Prepared, tuple[Translation, ...] | TsumError]


def process_folder(
    job: Job, engine: Engine, *, memory: Memory | None = None, report: Callable[[str], None] | None = None
) -> Iterator[Outcome]:
    """Translate the articles of a folder; one outcome for each file as it is finished.

    Documents lie in a tree that mirrors the folder. When the iterator is exhausted, `index.html` (the digest) and
    `run.json` stand beside them. Unchanged files are not done again, and nothing is written where nothing changed.

    Args:
        job: What is asked for; its folder and output may be addresses that fsspec knows.
        engine: What `load_engine` returned, or anything with its two members.
        memory: Asked before the engine, and told what the engine said.
        report: Told in one line when something takes a while (a lock that a dead run may have left).

    Raises:
        DocumentError: The folder is missing.
        OptionsError: A place is at an address that nothing here can read.
        OutputError: The output folder cannot be written, or another run is writing there.
        TranslationError: Never for one file: that is a failed outcome.
    """
    work = Run(job, engine, memory=memory).outcomes
    return supervise(job, work, signature=job_signature(job, engine), report=report)


def job_signature(job: Job, engine: Engine) -> str:
    """What produces the translations of a folder run: the engine, and the wording that its job asks for."""
    return signature_of(engine, glossary=job.glossary, clock=job.clock)


def supervise(
    job: Job,
    work: Callable[[Sequence[Source]], Iterator[Outcome]],
    *,
    signature: str,
    report: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """A folder run whose files are done by `work`: the lock before it, the digest and the report after it.

    Raises:
        DocumentError, OptionsError, OutputError: As `process_folder` does.
    """
    for name in job.formats:
        ensure_installed(name)
    folder, output = place_of(job.folder), place_of(job.output)
    sources = find_sources(folder, output=output, include=job.include, exclude=job.exclude)
    with output.locked(report=report):
        output.clear()
        outcomes: dict[str, Outcome] = {}
        for outcome in work(sources):
            outcomes[outcome.source] = outcome
            yield outcome
        _finish(job, folder, output, [outcomes[s.relative] for s in sources], signature=signature)
        output.clear()


def plan(
    job: Job, engine: Engine, *, memory: Memory | None = None
) -> tuple[tuple[Source, ...], tuple[Source, ...], int]:
    """What a run would do, without doing it: all files found, those to be translated, and their size in bytes."""
    folder, output = place_of(job.folder), place_of(job.output)
    sources = find_sources(folder, output=output, include=job.include, exclude=job.exclude)
    run = Run(job, engine, memory=memory)
    todo, size = [], 0
    for source in sources:
        with contextlib.suppress(TsumError):
            if (
                source.known
                and run.unchanged(source, run.key_of(data := folder.read(source.relative, most=MAX_BYTES + 1))) is None
            ):
                todo.append(source)
                size += len(data)
    return sources, tuple(todo), size


def sample_rate(job: Job, sources: Sequence[Source], engine: Engine, *, segments: int = 40) -> float | None:
    """Bytes a second at which a sample spread over these files is translated; None where none can be read."""
    folder = place_of(job.folder)
    sample: list[Segment] = []
    size = 0
    for source in sources[:: max(1, len(sources) // 8)]:
        with contextlib.suppress(TsumError):
            found = segments_of(_parsed(source, folder.read(source.relative)))[: segments // 8]
            sample += found
            size += sum(len(s.text.encode()) for s in found)
    started = time.perf_counter()
    translate(sample, engine)
    seconds = time.perf_counter() - started
    return size / seconds if size else None


class Run:
    """One run's settings, and the three stages that overlap: prepare, translate, finish."""

    def __init__(self, job: Job, engine: Engine, *, memory: Memory | None = None) -> None:
        """Settle what decides the outcomes."""
        self._job = job
        self._folder = place_of(job.folder)
        self._output = place_of(job.output)
        self._engine = engine
        self._memory = memory
        self._signature = job_signature(job, engine)
        people = memory.version() if memory else ""
        self._glosses = own_glosses() if job.glosses is None else job.glosses
        made_of = [_RECORDS, self._signature, people, digest_of(self._glosses)]
        settings = [*made_of, sorted(job.formats), job.any_language]
        settings += [job.sentences, job.words, job.tight]
        self._settings = json.dumps(settings)

    def key_of(self, data: bytes) -> str:
        """What a file's documents are made from: its bytes and all that decides the outcome."""
        return hashlib.sha256(hashlib.sha256(data).digest() + self._settings.encode()).hexdigest()

    def outcomes(self, sources: Sequence[Source]) -> Iterator[Outcome]:
        """Window by window: while two are translated, the next is read and the last is written.

        Two, so that the engine has work while the sentences of one are protected or checked. Windows stay in order, as
        each stage hands them on in order; CTranslate2 lets go of the interpreter while it works.
        """
        rest = iter(sources)
        with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(2) as translators, ThreadPoolExecutor(1) as writer:
            coming = reader.submit(self._prepare_window, rest)
            translating: deque[Future[list[_Translated]]] = deque()
            writing: list[Future[Outcome]] = []
            more = True
            try:
                while more or translating:
                    if more:
                        ready, done, more = coming.result()
                        if more:
                            coming = reader.submit(self._prepare_window, rest)
                        yield from done
                        translating.append(translators.submit(self._translate_window, ready))
                        if more and len(translating) < 2:
                            continue
                    translated = translating.popleft().result()
                    for future in writing:
                        yield future.result()
                    writing = [writer.submit(self._finish_one, p, result) for p, result in translated]
                for future in writing:
                    yield future.result()
            finally:
                for stage in (reader, translators, writer):
                    stage.shutdown(wait=True, cancel_futures=True)

    def _prepare_window(self, rest: Iterator[Source]) -> tuple[list[_Prepared], list[Outcome], bool]:
        """Articles for about WINDOW segments, outcomes of files that need no engine, and whether there may be more."""
        ready: list[_Prepared] = []
        done: list[Outcome] = []
        size = 0
        for source in rest:
            try:
                prepared = self._prepare(source)
            except TsumError as error:
                done.append(Outcome(source.relative, "failed", str(error)))
                continue
            if isinstance(prepared, Outcome):
                done.append(prepared)
            else:
                ready.append(prepared)
                size += len(prepared.segments)
            if size >= WINDOW or len(done) >= WINDOW:
                return ready, done, True
        return ready, done, False

    def _prepare(self, source: Source) -> _Prepared | Outcome:
        if not source.known:
            return Outcome(source.relative, "skipped", f"{source.relative} is in no format that tsum reads.")
        data = self._folder.read(source.relative, most=MAX_BYTES + 1)
        key = self.key_of(data)
        entry = self.unchanged(source, key)
        if entry is not None:
            return Outcome(source.relative, "unchanged", entry=entry)
        document = _parsed(source, data)
        if not self._job.any_language:
            ensure_french(document)
        segments = segments_of(document)
        job = self._job
        selection = select(segments, sentences=job.sentences, words=job.words, tight=job.tight)
        return _Prepared(source, key, document, segments, selection, (*segments, *cuts(selection)))

    def unchanged(self, source: Source, key: str) -> Entry | None:
        """The digest's entry of a file whose documents stand as its record says, made from the same; else None."""
        record = read_record(self._output, source)
        if record is None or record["key"] != key:
            return None
        if any(self._output.size(name) != size for name, size in record["documents"].items()):
            return None
        return entry_of(record)

    def _translate_window(self, ready: Sequence[_Prepared]) -> list[_Translated]:
        pooled = [segment for prepared in ready for segment in prepared.wanted]
        try:
            translations = translate(
                pooled,
                self._engine,
                memory=self._memory,
                glossary=self._job.glossary,
                clock=self._job.clock,
            )
        except TranslationError as error:
            if len(ready) <= 1:
                return [(prepared, error) for prepared in ready]
            return [pair for prepared in ready for pair in self._translate_window([prepared])]
        results: list[_Translated] = []
        start = 0
        for prepared in ready:
            end = start + len(prepared.wanted)
            results.append((prepared, translations[start:end]))
            start = end
        return results

    def _finish_one(self, prepared: _Prepared, result: tuple[Translation, ...] | TsumError) -> Outcome:
        source = prepared.source
        if isinstance(result, TsumError):
            return Outcome(source.relative, "failed", f"{source.relative}: {result}")
        try:
            bitext = assemble(
                prepared.document,
                prepared.segments,
                result,
                prepared.selection,
                signature=self._signature,
                glosses=self._glosses,
            )
            made = {name: render(bitext, name) for name in self._job.formats}
        except TranslationError as error:
            return Outcome(source.relative, "failed", str(error))
        except OutputError as error:  # subtitles of what has no cues, say
            return Outcome(source.relative, "failed", f"{source.relative}: {error}")
        sizes: dict[str, int] = {}
        for name, content in made.items():
            data = content.encode("utf-8") if isinstance(content, str) else content
            path = f"{source.target}.fr-en{suffix(name)}"
            self._output.write(path, data)
            sizes[path] = len(data)
        entry = _entry(source, bitext, tuple(sizes), glossary=self._job.glossary)
        write_record(self._output, source, {"key": prepared.key, "documents": sizes, "entry": asdict(entry)})
        return Outcome(source.relative, "written", entry=entry)


def _entry(source: Source, bitext: Bitext, documents: tuple[str, ...], *, glossary: Glossary | None) -> Entry:
    kept = comply(bitext.translations, glossary) if glossary else Compliance(0, 0)
    brief = tuple(line.text for line in lines(bitext.brief))
    text = "\n".join(block.text for block in bitext.document.blocks)
    title = bitext.brief.title.target if bitext.brief.title else ""
    return Entry(
        source=source.relative,
        documents=documents,
        title=title or _first_words(brief[0] if brief else source.relative),
        date=bitext.brief.date,
        brief=brief,
        words=len(text.split()),
        coverage=bitext.coverage,
        sketch=sketch(text),
        terms=kept.occurrences,
        terms_honoured=kept.honoured,
        subject=subject(text),
    )


def _first_words(sentence: str, count: int = 12) -> str:
    words = sentence.split()
    return sentence if len(words) <= count else " ".join(words[:count]) + " …"


def _parsed(source: Source, data: bytes) -> Document:
    try:
        return parse(
            data,
            suffix=PurePosixPath(source.relative).suffix,
            name=source.target.rpartition("/")[2],
            location=source.relative,
        )
    except RecursionError as error:
        raise DocumentError(f"{source.relative} is nested too deeply to be read.") from error


def _terms(job: Job, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    if job.glossary is None:
        return {}
    occurrences, honoured = sum(e.terms for e in entries), sum(e.terms_honoured for e in entries)
    return {"glossary": {"terms": len(job.glossary.terms), "occurrences": occurrences, "honoured": honoured}}


def _finish(job: Job, folder: Place, output: Place, outcomes: Sequence[Outcome], *, signature: str) -> None:
    """The digest and the report: what stands in the folder now, whichever run put it there."""
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    failures = [outcome for outcome in outcomes if outcome.status == "failed"]
    files = [
        {
            "source": outcome.source,
            "status": "written" if outcome.entry else outcome.status,
            "documents": list(outcome.entry.documents) if outcome.entry else [],
            "message": outcome.message,
        }
        for outcome in outcomes
    ]
    report = {
        "schema": "tsum-run/1",
        "signature": signature,
        "formats": list(job.formats),
        "brief_sentences": job.sentences,
        "brief_words": job.words,
        "brief_tight": job.tight,
        "counts": {
            "found": len(outcomes),
            "written": len(entries),
            "skipped": sum(outcome.status == "skipped" for outcome in outcomes),
            "failed": len(failures),
        },
        **_terms(job, entries),
        "files": files,
    }
    page = render_digest(entries, failures, name=folder.title or "articles", signature=signature)
    write_changed(output, "index.html", page)
    write_changed(output, "run.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
