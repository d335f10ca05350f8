"""A whole folder: pool segments over documents, resume anywhere, isolate failures.

What a file's documents are depends on its bytes and on what translates them, never on its place in the folder, on what
else is there or on the time. For each finished file a record under OUT/.tsum/records says from what its documents were
made; it is written after them, so a run that is killed leaves either a file whose record holds, which is skipped next
time, or one without, which is done again.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from translate_summarize.errors import TsumError
from translate_summarize.pipeline import segments_of
from translate_summarize.places import Place, place_of
from translate_summarize.readers import MAX_BYTES
from translate_summarize.renderers import ensure_installed
from translate_summarize.renderers.digest import digest_parts
from translate_summarize.runs import Job, write_changed
from translate_summarize.sources import Source, find_sources
from translate_summarize.translation import translate
from translate_summarize.types import Engine, Entry, Memory, Outcome, Segment
from translate_summarize.windows import Run, job_signature, parsed


def process_folder(
    job: Job,
    engine: Engine,
    *,
    memory: Memory | None = None,
    found: Callable[[int], None] | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Translate the articles of a folder; one outcome for each file as it is finished.

    Documents lie in a tree that mirrors the folder. When the iterator is exhausted, `index.html` (the digest) and
    `run.json` stand beside them. Unchanged files are not done again, and nothing is written where nothing changed.

    Args:
        job: What is asked for; its folder and output may be addresses that fsspec knows.
        engine: What `load_engine` returned, or anything with its two members.
        memory: Asked before the engine, and told what the engine said.
        found: Told how many files there are, before the first outcome.
        report: Told in one line when something takes a while (a lock that a dead run may have left).

    Raises:
        DocumentError: The folder is missing.
        OptionsError: A place is at an address that nothing here can read.
        OutputError: The output folder cannot be written, or another run is writing there.
        TranslationError: Never for one file: that is a failed outcome.
    """
    work = Run(job, engine, memory=memory).outcomes
    return supervise(job, work, signature=job_signature(job, engine), found=found, report=report)


def supervise(
    job: Job,
    work: Callable[[Sequence[Source]], Iterator[Outcome]],
    *,
    signature: str,
    found: Callable[[int], None] | None = None,
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
    if found:
        found(len(sources))
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
                and run.unchanged(source, run.key_of(source, data := folder.read(source.relative, most=MAX_BYTES + 1)))
                is None
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
            data = folder.read(source.relative, most=MAX_BYTES + 1)
            found = segments_of(parsed(source, data, fields=job.fields))[: segments // 8]
            sample += found
            size += sum(len(s.text.encode()) for s in found)
    started = time.perf_counter()
    translate(sample, engine)
    seconds = time.perf_counter() - started
    return size / seconds if size else None


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
    page = digest_parts(entries, failures, name=folder.title or "articles", signature=signature)
    write_changed(output, "index.html", page)
    write_changed(output, "run.json", chain(json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(report), "\n"))
