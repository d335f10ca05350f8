"""`tsum translate` and `tsum brief`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import WORK, app
from translate_summarize.cli.terminal import (
    Wording,
    asked,
    engine_of,
    fails,
    memory_of,
    options_of,
    progress,
    read_article,
    say,
    width,
    wording_of,
)
from translate_summarize.errors import DocumentError, OptionsError, OutputError, TsumError
from translate_summarize.glossary import Glossary
from translate_summarize.options import Options
from translate_summarize.tally import Tally
from translate_summarize.types import Bitext, Brief, Document, Engine, Severity, Translation


@app.command(rich_help_panel=WORK)
def translate(
    articles: p.Articles,
    format_: p.Format = None,
    output: p.Output = None,
    target_only: p.TargetOnly = None,
    brief_sentences: p.Sentences = None,
    brief_words: p.Words = None,
    brief_tight: p.Tight = None,
    model: p.ModelName = None,
    engine: p.EngineName = None,
    beam_size: p.BeamSize = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
    threads: p.Threads = None,
    memory: p.MemoryFile = None,
    glossary: p.GlossaryFile = None,
    clock: p.ClockName = None,
    notes: p.Notes = None,
    notes_file: p.NotesFile = None,
    fail_on: p.FailOn = None,
    fields: p.Fields = None,
    offline: p.Offline = None,
    allow_private: p.AllowPrivate = None,
    force: p.Force = None,
    quiet: p.Quiet = None,
    verbose: p.Verbose = None,
) -> None:
    """Translate articles: a bilingual document for each, and its brief here.

    Example: tsum translate seeds/*.txt --format html,docx -o out
    """
    options = options_of(locals())
    plan = _plan(articles, options)
    wording = wording_of(options)
    failures = 0
    severities: set[Severity] = set()
    loaded: Engine | None = None
    with memory_of(options, default=False) as kept:
        for article, targets in plan:
            try:
                document = read_article(article, options)
                loaded = loaded or engine_of(options)
                tally = Tally(kept) if kept else None
                bitext = _translate_one(document, loaded, targets, options, wording, memory=tally)
                severities |= {mark.severity for t in bitext.translations for mark in t.marks}
            except TsumError as error:
                if len(plan) == 1:
                    raise
                failures += 1
                say(f"tsum: {error}")
    if failures:
        say(f"tsum: {failures} of {len(plan)} articles failed.")
        raise typer.Exit(1)
    if fails(options.fail_on, severities):
        if not options.quiet:
            say(f"tsum: There are marks that --fail-on {options.fail_on} does not let pass.")
        raise typer.Exit(1)


@app.command(rich_help_panel=WORK)
def brief(
    article: p.Article,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="text, md, html or json.")] = "text",
    brief_sentences: Annotated[
        int | None, typer.Option("--sentences", "--brief-sentences", metavar="N", help="Sentences, at most. [3]")
    ] = None,
    brief_words: Annotated[
        int | None,
        typer.Option("--words", "--brief-words", metavar="N", help="French words, at most; then up to 5 sentences."),
    ] = None,
    brief_tight: Annotated[
        bool | None,
        typer.Option("--tight", "--brief-tight", help="Cut asides (brackets, relative clauses) from the sentences."),
    ] = None,
    summarizer: Annotated[
        str | None,
        typer.Option("--summarizer", metavar="hf:MODEL", help="Let a summariser write it, and check what it wrote."),
    ] = None,
    bullets: Annotated[bool | None, typer.Option("--bullets", help="Show the sentences as a list.")] = None,
    model: p.ModelName = None,
    engine: p.EngineName = None,
    beam_size: p.BeamSize = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
    threads: p.Threads = None,
    memory: p.MemoryFile = None,
    glossary: p.GlossaryFile = None,
    clock: p.ClockName = None,
    notes: p.Notes = None,
    notes_file: p.NotesFile = None,
    fields: p.Fields = None,
    offline: p.Offline = None,
    allow_private: p.AllowPrivate = None,
    force: p.Force = None,
    quiet: p.Quiet = None,
    verbose: p.Verbose = None,
) -> None:
    """Print the English brief of an article; only what it shows is translated.

    Example: tsum brief article.txt --words 40 --bullets
    """
    options = options_of({key: value for key, value in locals().items() if key not in {"article", "format_"}})
    from translate_summarize.pipeline import summarize

    _brief_text(Brief(()), options, format_)  # an unknown format is refused before any work
    wording = wording_of(options)
    document = read_article(article, options)
    if options.summarizer:
        found = _written(document, options, wording)
        typer.echo(_brief_text(found, options, format_))
        return
    with memory_of(options, default=False) as remembered, progress(options, "Translating the brief"):
        found = asked(summarize, options, wording, memory=remembered)(document, engine_of(options))
    typer.echo(_brief_text(found, options, format_))
    if wording.glossary and not options.quiet:
        shown = (found.title,) if found.title and found.title not in found.translations else ()
        _report_terms((*shown, *found.translations), wording.glossary)


def _written(document: Document, options: Options, wording: Wording) -> Brief:
    """The brief as a summariser writes it, over the English of the whole article."""
    from translate_summarize.engines.summarizing import Summarizer
    from translate_summarize.pipeline import process, rewritten

    writer = Summarizer(options.summarizer or "", device=options.device, threads=options.threads)
    with memory_of(options, default=False) as remembered, progress(options, "Translating and summarising"):
        whole = replace(options, brief_tight=False)  # a summariser reads sentences as they are
        bitext = asked(process, whole, wording, memory=remembered)(document, engine_of(options))
        return rewritten(bitext, writer.summarize([item.target for item in bitext.translations]))


def rewrite(article: str, options: Options, *, memory: Path, corrected: Sequence[str]) -> None:
    """Translate one article with a memory, as `tsum translate` does, and say which corrections stand nowhere in it."""
    from translate_summarize.corrections import missing_from
    from translate_summarize.memory import open_memory
    from translate_summarize.pipeline import segments_of

    wording = wording_of(options)
    ((_, targets),) = _plan([article], options)
    document = read_article(article, options)
    for sentence in missing_from(corrected, segments_of(document)):
        say(f"tsum: {sentence}")
    with open_memory(memory, report=say) as remembered:
        _translate_one(document, engine_of(options), targets, options, wording, memory=Tally(remembered))


def _plan(articles: Sequence[str], options: Options) -> list[tuple[str, dict[str, Path | None]]]:
    """Each article with its targets, format → path (None: stdout); refused before any work is done."""
    from translate_summarize.output import ensure_absent, ensure_folder
    from translate_summarize.readers import name_of
    from translate_summarize.renderers import ensure_installed, suffix

    if options.target_only:
        from translate_summarize import originals

        ends = {name: f".en{originals.suffix(name)}" for name in options.format}
    else:
        for name in options.format:
            ensure_installed(name)
        ends = {name: f".fr-en{suffix(name)}" for name in options.format}
    if options.output == "-":
        if len(articles) > 1 or len(options.format) > 1:
            raise OptionsError("Standard output takes one article in one format: give -o a folder instead of -.")
        return [(articles[0], dict.fromkeys(options.format))]
    folder = Path(options.output)
    plan: list[tuple[str, dict[str, Path | None]]] = []
    owners: dict[Path, str] = {}
    for article in dict.fromkeys(articles):
        stem = "stdin" if article == "-" else name_of(article)
        targets = {name: folder / f"{stem}{end}" for name, end in ends.items()}
        for path in targets.values():
            if path in owners:
                raise OutputError(
                    f"{owners[path]} and {article} would both be written to {path}: translate them into two folders."
                )
            owners[path] = article
        plan.append((article, {**targets}))
    if not options.force:
        ensure_absent(owners)
    for article, _ in plan:
        _ensure_readable(article)
    ensure_folder(folder)
    return plan


def _ensure_readable(article: str) -> None:
    """A missing path among several is refused at once: it is a slip of the keyboard, not a bad file."""
    from translate_summarize.readers import is_address

    if article != "-" and not is_address(article) and not Path(article).exists():
        raise DocumentError(f"{article} does not exist: check the path.")


def _translate_one(
    document: Document,
    engine: Engine,
    targets: dict[str, Path | None],
    options: Options,
    wording: Wording,
    *,
    memory: Tally | None,
) -> Bitext:
    from translate_summarize.output import write
    from translate_summarize.pipeline import process
    from translate_summarize.renderers import render

    if options.target_only:
        from translate_summarize.originals import ensure_possible

        for name in targets:
            ensure_possible(document, name)
    started = time.perf_counter()
    with progress(options, f"Translating {document.name}"):
        bitext = asked(process, options, wording, memory=memory)(document, engine)
    seconds = time.perf_counter() - started
    make = _english if options.target_only else render
    rendered = {name: make(bitext, name) for name in targets}  # one that cannot be made leaves none behind
    for name, path in targets.items():
        content = rendered[name]
        if path is not None:
            write(path, content)
        elif isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            typer.echo(content, nl=not content.endswith("\n"))
    if not options.quiet:
        _report(bitext, [path for path in targets.values() if path is not None], options)
        if wording.glossary:
            _report_terms(bitext.translations, wording.glossary)
        if memory:
            say(f"{memory.line()}.")
    if options.verbose:
        words = sum(len(t.segment.text.split()) for t in bitext.translations)
        say(f"{words} words in {seconds:.2f} s ({words / seconds:.0f} a second); {bitext.signature}")
    return bitext


def _english(bitext: Bitext, name: str) -> str | bytes:
    from translate_summarize.originals import in_english

    made, why_plain = in_english(bitext, name)
    if why_plain:
        say(f"tsum: {why_plain} A plain document has it instead.")
    return made


def _report(bitext: Bitext, paths: Sequence[Path], options: Options) -> None:
    """Brief, coverage and paths: on stdout, or on stderr (coverage only) where stdout carries the document."""
    from translate_summarize.renderers import coverage_line

    if not paths:
        say(coverage_line(bitext.coverage))
        return
    typer.echo(_brief_text(bitext.brief, options))
    typer.echo()
    typer.echo(coverage_line(bitext.coverage))
    for path in paths:
        typer.echo(f"Written: {path}")


def _report_terms(translations: Sequence[Translation], glossary: Glossary) -> None:
    """How far the terms were honoured: on stderr, as stdout may carry a document."""
    from translate_summarize.glossary import compliance_lines, comply

    for line in compliance_lines(comply(translations, glossary)):
        say(line)


def _brief_text(brief: Brief, options: Options, name: str = "text") -> str:
    from translate_summarize.renderers.brief import render_brief

    return render_brief(brief, name, width=width(), bullets=options.bullets).rstrip("\n")
