"""`tsum batch`."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import WORK, app
from translate_summarize.cli.terminal import (
    engine_of,
    fails,
    fields_of,
    loader_of,
    memory_of,
    options_of,
    say,
    wording_of,
)
from translate_summarize.options import Options
from translate_summarize.runs import Job
from translate_summarize.sources import Source
from translate_summarize.tally import Tally
from translate_summarize.types import Engine, Outcome, Severity

if TYPE_CHECKING:
    from translate_summarize.memory import SqliteMemory


class Folder(TyperCommand):
    """`--ray` may stand alone, which Typer's options cannot: it then means a cluster that is started for this run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        following = dict(pairwise([*args, "-"]))
        alone = "--ray" in args and following["--ray"].startswith("-")
        return super().parse_args(ctx, [f"{arg}=local" if alone and arg == "--ray" else arg for arg in args])


@app.command(rich_help_panel=WORK, cls=Folder)
def batch(
    folder: Annotated[
        str,
        typer.Argument(metavar="FOLDER", help="Where the articles are, folders below it too; or an address, s3://…."),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder for documents and the digest. [FOLDER.fr-en]"),
    ] = None,
    format_: p.Format = None,
    include: p.Include = None,
    exclude: p.Exclude = None,
    dry_run: Annotated[  # noqa: FBT002  # Typer's way
        bool, typer.Option("--dry-run", help="Say what would be done, and how long it should take.")
    ] = False,
    fail_on: p.FailOn = None,
    notes: p.Notes = None,
    notes_file: p.NotesFile = None,
    memory: p.FolderMemory = None,
    glossary: p.GlossaryFile = None,
    clock: p.ClockName = None,
    fields: p.Fields = None,
    ray: p.Ray = None,
    brief_sentences: p.Sentences = None,
    brief_words: p.Words = None,
    brief_tight: p.Tight = None,
    model: p.ModelName = None,
    engine: p.EngineName = None,
    beam_size: p.BeamSize = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
    threads: p.Threads = None,
    force: p.AnyLanguage = None,
    quiet: p.Quiet = None,
    verbose: p.Verbose = None,
) -> None:
    """Translate a whole folder: a document for each article, and one page that lists them all.

    Stopped at any moment, the same command goes on where it was; unchanged articles are not done again.

    Example: tsum batch press -o out --format html,docx
    """
    given = {key: value for key, value in locals().items() if key not in {"folder", "output", "dry_run"}}
    options = options_of(given)
    from translate_summarize.batch import plan
    from translate_summarize.glossary import Compliance, compliance_lines, merged

    job = job_of(folder, output, options)
    with memory_of(options, default=True) as remembered:
        if dry_run:
            loaded = engine_of(options)
            sources, todo, size = plan(job, loaded, memory=remembered)
            known = sum(source.known for source in sources)
            _forecast(job, loaded, found=len(sources), known=known, todo=todo, size=size)
            return
        tally = Tally(remembered) if remembered else None
        counts, marked, kept = Counter[str](), Counter[Severity](), []
        started = time.monotonic()
        with bar(quiet=options.quiet) as (found, show):
            for outcome in outcomes_of(job, options, remembered, tally, found):
                counts[outcome.status] += 1
                marked += gravest(outcome)
                if outcome.entry:
                    kept.append(Compliance(outcome.entry.terms, outcome.entry.terms_honoured))
                show(outcome, counts)
    if not options.quiet:
        _conclude(str(job.output), counts, marked, seconds=time.monotonic() - started)
        if job.glossary:
            for line in compliance_lines(merged(kept)):
                typer.echo(line)
        if tally and tally.asked:
            typer.echo(f"{tally.line()}.")
    if (options.fail_on != "never" and counts["failed"]) or fails(options.fail_on, marked):
        raise typer.Exit(1)


def gravest(outcome: Outcome) -> Counter[Severity]:
    """The gravest severity among the marks of a file, once; nothing where there are none."""
    coverage = outcome.entry.coverage if outcome.entry else None
    if coverage is None or not coverage.marked:
        return Counter()
    return Counter(["error" if coverage.errors else "doubt" if coverage.doubts else "note"])


def outcomes_of(
    job: Job,
    options: Options,
    memory: SqliteMemory | None,
    tally: Tally | None,
    found: Callable[[int], None],
    engine: Engine | None = None,
) -> Iterator[Outcome]:
    """The run itself, here (by `engine`, where it is loaded already) or over a cluster."""
    report = None if options.quiet else say
    if options.ray is None:
        from translate_summarize.batch import process_folder

        return process_folder(job, engine or engine_of(options), memory=tally, found=found, report=report)
    from translate_summarize.cluster import process_folder_over_ray

    cores = options.threads or 1
    return process_folder_over_ray(
        job,
        loader_of(options, threads=cores),
        address=options.ray,
        cores=cores,
        gpus=float(options.device == "cuda"),
        memory=memory.carried() if memory else None,
        found=found,
        report=report,
    )


def job_of(folder: str, output: str | None, options: Options) -> Job:
    """What is asked for of a folder; the glossary and the notes are loaded."""
    wording = wording_of(options)
    return Job(
        folder=folder,
        output=output or _beside(folder),
        formats=options.format,
        sentences=options.brief_sentences,
        words=options.brief_words,
        tight=options.brief_tight,
        include=options.include,
        exclude=options.exclude,
        any_language=options.force,
        glossary=wording.glossary,
        clock=wording.clock,
        fields=tuple(fields_of(options).items()),
        glosses=wording.glosses,
    )


def _beside(folder: str) -> str:
    """Where documents go unless somebody says so: a folder next to the articles'."""
    from translate_summarize.places import is_address

    return f"{folder.rstrip('/') if is_address(folder) else Path(folder).resolve()}.fr-en"


def _conclude(output: str, counts: Counter[str], marked: Counter[Severity], *, seconds: float) -> None:
    found = counts.total()
    parts = [f"{counts[status]} {status}" for status in ("written", "unchanged", "skipped", "failed")]
    typer.echo(
        f"{found} found = {' + '.join(parts)}; {marked.total()} with marks; {duration(seconds)}. Digest: {output.rstrip('/')}/index.html"
    )


def _forecast(job: Job, engine: Engine, *, found: int, known: int, todo: Sequence[Source], size: int) -> None:
    """What would be done, and how long it should take at the rate of a sample of it."""
    from translate_summarize.batch import sample_rate

    typer.echo(
        f"{found} found: {len(todo)} to translate, {known - len(todo)} unchanged, {found - known} in other formats."
    )
    if todo:
        rate = sample_rate(job, todo, engine)
        if rate:
            typer.echo(
                f"About {duration(size / rate)} at {rate / 1000:.1f} kB of French a second, measured on a sample."
            )


def duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def bar(*, quiet: bool) -> Iterator[tuple[Callable[[int], None], Callable[[Outcome, Counter[str]], None]]]:
    """Two functions: one is told how many files there are, one each outcome.

    A bar with rate and time left on a terminal, plain lines otherwise.
    """
    if quiet or not sys.stderr.isatty():
        yield (lambda _: None), (_failure if quiet else _line)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (MofNCompleteColumn(), BarColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    progress = Progress(*columns, console=Console(stderr=True))
    started = time.monotonic()
    with progress:
        task = progress.add_task("reading", total=None)

        def show(outcome: Outcome, counts: Counter[str]) -> None:
            if outcome.status == "failed":
                progress.console.print(f"tsum: {outcome.message}", markup=False, highlight=False)
            rate = counts["written"] / max(0.001, time.monotonic() - started)
            progress.update(task, completed=counts.total(), description=f"{rate:.1f} a second: {_tally(counts)}")

        yield (lambda total: progress.update(task, total=total)), show


def _failure(outcome: Outcome, counts: Counter[str]) -> None:
    del counts
    if outcome.status == "failed":
        say(f"tsum: {outcome.message}")


def _line(outcome: Outcome, counts: Counter[str]) -> None:
    _failure(outcome, counts)
    if outcome.status != "failed" and counts.total() % 100 == 0:
        say(_tally(counts))


def _tally(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[s]} {s}" for s in ("written", "unchanged", "skipped", "failed") if counts[s])
