"""Articles to documents, window by window: read, pool their segments for the engine, write.

What decides a file's outcome is settled here: its bytes, the engine, and what the job asks for.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath

from translate_summarize.errors import OutputError, TranslationError, TsumError
from translate_summarize.glossary import Compliance, Glossary, comply
from translate_summarize.heap import give_back
from translate_summarize.languages import ensure_french
from translate_summarize.notes import digest_of, own_glosses
from translate_summarize.pipeline import assemble, cuts, segments_of, select
from translate_summarize.places import place_of
from translate_summarize.readers import MAX_BYTES, has_fields, parse
from translate_summarize.renderers import render, suffix
from translate_summarize.renderers.layout import lines
from translate_summarize.runs import Job, entry_of, read_record, record_of, write_record
from translate_summarize.sources import Source
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
_FIRST = 4
"""Part of that, as a divisor, which the first window holds, so that the engine soon has work; each holds twice the last."""
_RECORDS = 3  # raise it when records, or what documents depend on, change


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


def job_signature(job: Job, engine: Engine) -> str:
    """What produces the translations of a folder run: the engine, and the wording that its job asks for."""
    return signature_of(engine, glossary=job.glossary, clock=job.clock)


class Run:
    """One run's settings, and the three stages that overlap: prepare, translate, finish."""

    def __init__(self, job: Job, engine: Engine, *, memory: Memory | None = None) -> None:
        """Settle what decides the outcomes."""
        self._job = job
        self._folder = place_of(job.folder)
        self._output = place_of(job.output)
        self._engine = engine
        self._memory = memory
        self._window = WINDOW // _FIRST
        self._signature = job_signature(job, engine)
        people = memory.version() if memory else ""
        self._glosses = own_glosses() if job.glosses is None else job.glosses
        made_of = [_RECORDS, self._signature, people, digest_of(self._glosses)]
        settings = [*made_of, sorted(job.formats), job.any_language]
        settings += [job.sentences, job.words, job.tight]
        self._settings = json.dumps(settings)

    def key_of(self, source: Source, data: bytes) -> str:
        """What a file's documents are made from: its bytes and all that decides the outcome."""
        fields = json.dumps(sorted(self._job.fields)) if has_fields(suffix_of(source)) else ""
        return hashlib.sha256(hashlib.sha256(data).digest() + (self._settings + fields).encode()).hexdigest()

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
                    give_back()
                    for future in writing:
                        yield future.result()
                    writing = [writer.submit(self._finish_one, p, result) for p, result in translated]
                for future in writing:
                    yield future.result()
            finally:
                for stage in (reader, translators, writer):
                    stage.shutdown(wait=True, cancel_futures=True)

    def _prepare_window(self, rest: Iterator[Source]) -> tuple[list[_Prepared], list[Outcome], bool]:
        """Articles for a window of segments, outcomes of files that need no engine, and whether there may be more."""
        wanted, self._window = self._window, min(2 * self._window, WINDOW)
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
            if size >= wanted or len(done) >= WINDOW:
                return ready, done, True
        return ready, done, False

    def _prepare(self, source: Source) -> _Prepared | Outcome:
        if not source.known:
            return Outcome(source.relative, "skipped", f"{source.relative} is in no format that tsum reads.")
        data = self._folder.read(source.relative, most=MAX_BYTES + 1)
        key = self.key_of(source, data)
        entry = self.unchanged(source, key)
        if entry is not None:
            return Outcome(source.relative, "unchanged", entry=entry)
        document = parsed(source, data, fields=self._job.fields)
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
        write_record(self._output, source, {"key": prepared.key, "documents": sizes, "entry": record_of(entry)})
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


def parsed(source: Source, data: bytes, *, fields: Sequence[tuple[str, str]] = ()) -> Document:
    """The article in the bytes of a source; raises DocumentError as `parse` does."""
    name = source.target.rpartition("/")[2]
    return parse(data, suffix=suffix_of(source), name=name, location=source.relative, fields=dict(fields))


def suffix_of(source: Source) -> str:
    """The suffix of a source as it is spelt, dot included."""
    return PurePosixPath(source.relative).suffix
