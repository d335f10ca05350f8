"""What commands say, and what they are made of: options, an engine, an article."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from translate_summarize.errors import DocumentError, OptionsError
from translate_summarize.glossary import Glossary
from translate_summarize.hours import Clock
from translate_summarize.options import Options, load_options
from translate_summarize.types import Document, Engine, Gloss, Memory, Severity

if TYPE_CHECKING:
    from translate_summarize.memory import SqliteMemory


_Result = TypeVar("_Result")


def options_of(flags: dict[str, Any]) -> Options:
    known = {"format" if key == "format_" else key: value for key, value in flags.items() if key != "articles"}
    return load_options(known, environment=os.environ)


def read_article(article: str, options: Options) -> Document:
    from translate_summarize.languages import ensure_french
    from translate_summarize.readers import is_address, read

    if options.offline and is_address(article):
        raise DocumentError(f"{article} is a web address, which --offline forbids to fetch: give a file.")
    if article == "-":
        if sys.stdin is None or sys.stdin.closed:
            raise DocumentError("Standard input is closed: give a file, or pipe an article into tsum.")
        document = read(sys.stdin.buffer, name="stdin", fields=fields_of(options), keep_original=options.target_only)
    else:
        document = read(
            article,
            allow_private=options.allow_private,
            fields=fields_of(options),
            keep_original=options.target_only,
        )
    if not options.force:
        ensure_french(document)
    return document


def loader_of(options: Options, *, threads: int) -> Callable[..., Engine]:
    """What loads the engine that is asked for; it can be sent to another process."""
    from translate_summarize.engines import load_engine

    return partial(
        load_engine,
        options.model,
        engine=options.engine,
        beam_size=options.beam_size,
        compute_type=options.compute_type,
        device=options.device,
        threads=threads,
    )


def fields_of(options: Options) -> dict[str, str]:
    """What the fields of JSON lines are called: kind to name; OptionsError names one that says nothing."""
    from translate_summarize.readers.jsonl import FIELDS

    pairs = [field.partition("=") for field in options.fields]
    for kind, _, name in pairs:
        if kind not in FIELDS or not name:
            raise OptionsError(f"The field '{kind}={name}' says nothing: write KIND=NAME, KIND of {', '.join(FIELDS)}.")
    return {kind: name for kind, _, name in pairs}


def engine_of(options: Options) -> Engine:
    started = time.perf_counter()
    engine = loader_of(options, threads=options.threads)(report=None if options.quiet else say)
    if options.verbose:
        say(f"Loaded {engine.signature} in {time.perf_counter() - started:.2f} s")
    return engine


def width() -> int:
    """Columns for text: the terminal's, at most 100; 80 where there is none."""
    return min(100, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80


def say(text: str) -> None:
    """A message for a person: stderr, so that stdout stays clean."""
    typer.echo(text, err=True)


@contextlib.contextmanager
def memory_of(options: Options, *, default: bool) -> Iterator[SqliteMemory | None]:
    """The translation memory that is asked for: a file, the user's own (where `default`), or none."""
    if options.memory == "none" or (options.memory is None and not default):
        yield None
        return
    from translate_summarize.memory import open_memory

    path = None if options.memory is None else Path(options.memory)
    with open_memory(path, report=say) as memory:
        yield memory


@dataclass(frozen=True, slots=True)
class Wording:
    """How things are to be said and explained."""

    glossary: Glossary | None
    clock: Clock
    glosses: tuple[Gloss, ...]


def wording_of(options: Options) -> Wording:
    """The glossary that is asked for, loaded, the clock, and what is explained: the reader's notes, tsum's, or nothing."""
    from translate_summarize.glossary import load_glossary
    from translate_summarize.notes import load_glosses, own_glosses

    glossary = load_glossary(Path(options.glossary)) if options.glossary else None
    glosses: tuple[Gloss, ...] = ()
    if options.notes:
        glosses = load_glosses(Path(options.notes_file)) if options.notes_file else own_glosses()
    return Wording(glossary, "24" if options.clock == "24" else "12", glosses)


def asked(
    stage: Callable[..., _Result], options: Options, wording: Wording, *, memory: Memory | None
) -> Callable[[Document, Engine], _Result]:
    """A stage of the pipeline (`process`, `summarize`) with all that the options say of it."""
    return partial(
        stage,
        sentences=options.brief_sentences,
        words=options.brief_words,
        tight=options.brief_tight,
        memory=memory,
        glossary=wording.glossary,
        clock=wording.clock,
        glosses=wording.glosses,
    )


def fails(fail_on: str, severities: Collection[Severity]) -> bool:
    """Whether marks of these severities make the exit status 1."""
    grave: dict[str, frozenset[Severity]] = {
        "error": frozenset({"error"}),
        "doubt": frozenset({"error", "doubt"}),
        "marks": frozenset({"error", "doubt", "note"}),
    }
    return not grave.get(fail_on, frozenset()).isdisjoint(severities)


@contextlib.contextmanager
def progress(options: Options, what: str) -> Iterator[None]:
    """A spinner on stderr while something takes time; only on a terminal, never with --quiet."""
    if options.quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


def print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
