"""The command `tsum`: parses and prints, nothing else. The only importer of typer and rich."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from translate_summarize.errors import DocumentError, OptionsError, OutputError, TsumError
from translate_summarize.options import Options, load_options
from translate_summarize.types import Bitext, Brief, Document, Engine

WORK = "Read an article"
CARE = "Models and upkeep"


class _Group(TyperGroup):
    """Turns our errors into text in one place, so that tests see what a shell sees."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TsumError as error:
            _say(f"tsum: {error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            _say("tsum: Stopped; nothing half-written is left.")
            raise typer.Exit(130) from None
        except BrokenPipeError:  # `tsum brief … | head -1`: nobody listens, which is no error of ours
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="tsum",
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
)
models_app = typer.Typer(no_args_is_help=True, help="List, fetch and verify translation models.")
app.add_typer(models_app, name="models", rich_help_panel=CARE)

Articles = Annotated[
    list[str], typer.Argument(metavar="ARTICLE", help="French articles: .txt or .md files, or - for standard input.")
]
Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="A French article: .txt or .md, or - for stdin.")]
Format = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", metavar="NAMES", help="html, docx, md, json; several parted by commas. [html]"),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="DIR", help="Folder for documents, or - for stdout. [.]")
]
Sentences = Annotated[
    int | None, typer.Option("--brief-sentences", metavar="N", help="Sentences of the brief, at most. [3]")
]
EngineName = Annotated[
    str | None, typer.Option("--engine", metavar="NAME", help="ctranslate2, or transformers (an extra). [ctranslate2]")
]
ModelName = Annotated[
    str | None, typer.Option("--model", "-m", metavar="MODEL", help="A name, a pulled hub id, or a folder. [fr-en]")
]
BeamSize = Annotated[
    int | None, typer.Option("--beam-size", metavar="N", help="Hypotheses kept at each step. [the model's own]")
]
ComputeType = Annotated[
    str | None, typer.Option("--compute-type", metavar="TYPE", help="int8, float16, float32 … [by device]")
]
Device = Annotated[str | None, typer.Option("--device", metavar="NAME", help="auto, cpu or cuda. [auto]")]
Threads = Annotated[int | None, typer.Option("--threads", metavar="N", help="CPU threads; 0 for one a core. [0]")]
Force = Annotated[
    bool | None, typer.Option("--force", help="Replace existing outputs; translate what does not look French.")
]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool | None, typer.Option("--verbose", "-v", help="Say what runs, and how long it takes.")]


def main() -> None:
    """Entry point of the command `tsum`."""
    for stream in (sys.stdout, sys.stderr):
        # Not every terminal can show U+202F or é; a question mark there beats a traceback. Files get UTF-8.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    app()


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Say which tsum this is.")] = False,  # noqa: FBT002  # Typer's way
) -> None:
    """Read French articles in English, on your own machine, with nothing sent anywhere.

    **tsum translate article.txt** writes a side-by-side document, article.fr-en.html, and prints a short
    English brief. **tsum brief article.txt** prints the brief alone, sooner.

    Sentences that look wrong are marked, in the document and in the count that ends each run. Every option can also
    stand in a file **tsum.toml** (brief_sentences = 5) or in the environment (TSUM_BRIEF_SENTENCES=5).
    """
    if version:
        from translate_summarize import __version__

        typer.echo(f"tsum {__version__}")
        raise typer.Exit


@app.command(rich_help_panel=WORK)
def translate(
    articles: Articles,
    format_: Format = None,
    output: Output = None,
    brief_sentences: Sentences = None,
    model: ModelName = None,
    engine: EngineName = None,
    beam_size: BeamSize = None,
    compute_type: ComputeType = None,
    device: Device = None,
    threads: Threads = None,
    force: Force = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
) -> None:
    """Translate articles: a bilingual document for each, and its brief here.

    Example: tsum translate seeds/*.txt --format html,docx -o out
    """
    options = _options(locals())
    plan = _plan(articles, options)
    failures = 0
    loaded: Engine | None = None
    for article, targets in plan:
        try:
            document = _read(article, options)
            loaded = loaded or _engine(options)
            _translate_one(document, loaded, targets, options)
        except TsumError as error:
            if len(plan) == 1:
                raise
            failures += 1
            _say(f"tsum: {error}")
    if failures:
        _say(f"tsum: {failures} of {len(plan)} articles failed.")
        raise typer.Exit(1)


@app.command(rich_help_panel=WORK)
def brief(
    article: Article,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="text, md or json.")] = "text",
    brief_sentences: Annotated[
        int | None, typer.Option("--sentences", "--brief-sentences", metavar="N", help="Sentences, at most. [3]")
    ] = None,
    model: ModelName = None,
    engine: EngineName = None,
    beam_size: BeamSize = None,
    compute_type: ComputeType = None,
    device: Device = None,
    threads: Threads = None,
    force: Force = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
) -> None:
    """Print the English brief of an article; only what it shows is translated.

    Example: tsum brief article.txt --sentences 2
    """
    options = _options({key: value for key, value in locals().items() if key not in {"article", "format_"}})
    from translate_summarize.pipeline import summarize
    from translate_summarize.renderers.brief import render_brief

    render_brief(Brief(()), format_)  # an unknown format is refused before any work
    document = _read(article, options)
    with _progress(options, "Translating the brief"):
        found = summarize(document, _engine(options), sentences=options.brief_sentences)
    typer.echo(render_brief(found, format_, width=_width()).rstrip("\n"))


@app.command(rich_help_panel=CARE)
def doctor(
    model: ModelName = None,
    engine: EngineName = None,
    compute_type: ComputeType = None,
    device: Device = None,
) -> None:
    """Say what is installed, what would run, and whether it works with the network off.

    Example: tsum doctor
    """
    options = _options(locals())
    from translate_summarize.doctor import examine

    healthy = True
    for finding in examine(options):
        healthy &= finding.well
        typer.echo(f"{'ok ' if finding.well else 'NO '} {finding.subject:<12} {finding.text}")
    if not healthy:
        raise typer.Exit(1)


@app.command(rich_help_panel=CARE)
def bench(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="French .txt and .md files. [the sample article]")
    ] = None,
    sentences: Annotated[int, typer.Option("--sentences", metavar="N", help="Sentences to translate, at most.")] = 500,
    model: ModelName = None,
    beam_size: BeamSize = None,
    threads: Threads = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for machines.")] = False,  # noqa: FBT002
) -> None:
    """Measure start-up, loading, speed and memory of each engine, in one run.

    Example: tsum bench seeds --sentences 200
    """
    from translate_summarize.bench import measure, table

    options = _options({"model": model, "beam_size": beam_size, "threads": threads})
    with _progress(options, "Measuring"):
        figures = measure(folder, options=options, sentences=sentences)
    if as_json:
        import json

        typer.echo(json.dumps(figures, indent=2))
    else:
        typer.echo(table(figures))


@models_app.command("list")
def models_list() -> None:
    """List the embedded and the pulled models: size, licence, BLEU on flores-dev.

    Example: tsum models list
    """
    from translate_summarize import models

    rows = [("NAME", "WHERE", "SIZE", "LICENCE", "BLEU")]
    rows += [
        (m.name, m.origin, f"{m.size / 1e6:.0f} MB", m.licence or "-", "-" if m.score is None else f"{m.score:.1f}")
        for m in models.listing()
    ]
    here = {row[0] for row in rows}
    rows += [(name, "not pulled", "-", "-", "-") for name in models.SHORTCUTS.values() if name not in here]
    _print_columns(rows)


@models_app.command("path")
def models_path(
    name: Annotated[str, typer.Argument(metavar="MODEL", help="A name, hub id or folder.")] = "fr-en",
) -> None:
    """Print the folder of a model.

    Example: tsum models path fr-en
    """
    from translate_summarize import models

    typer.echo(str(models.find(name)))


@models_app.command("pull")
def models_pull(
    name: Annotated[str, typer.Argument(metavar="NAME", help="opus-mt-fr-en, opus-mt-tc-big-fr-en, or ORG/NAME.")],
    force: Annotated[bool, typer.Option("--force", help="Fetch again what is there.")] = False,  # noqa: FBT002
) -> None:
    """Fetch a MarianMT model from a Hugging Face hub (HF_ENDPOINT names another hub).

    Example: tsum models pull opus-mt-fr-en, then tsum translate article.txt --model opus-mt-fr-en
    """
    from translate_summarize import models

    folder = models.pull(name, force=force, report=_say)
    typer.echo(str(folder))


@models_app.command("verify")
def models_verify(
    name: Annotated[str, typer.Argument(metavar="MODEL", help="A name, hub id or folder.")] = "fr-en",
) -> None:
    """Check the files of a model, then let it translate: a loop or gibberish fails.

    Example: tsum models verify fr-en
    """
    from translate_summarize import models
    from translate_summarize.engines import load_engine

    folder = models.find(name)
    models.check(folder, thorough=True)
    models.self_test(load_engine(folder, report=_say))
    typer.echo(f"{models.name_of(folder)} ({models.fingerprint(folder)}): files whole, self-test passed.")


def _options(flags: dict[str, Any]) -> Options:
    known = {"format" if key == "format_" else key: value for key, value in flags.items() if key != "articles"}
    return load_options(known, environment=os.environ)


def _plan(articles: Sequence[str], options: Options) -> list[tuple[str, dict[str, Path | None]]]:
    """Each article with its targets, format → path (None: stdout); refused before any work is done."""
    from translate_summarize.output import ensure_absent, ensure_folder
    from translate_summarize.renderers import suffix

    suffixes = {name: suffix(name) for name in options.format}
    if options.output == "-":
        if len(articles) > 1 or len(options.format) > 1:
            raise OptionsError("Standard output takes one article in one format: give -o a folder instead of -.")
        return [(articles[0], dict.fromkeys(options.format))]
    folder = Path(options.output)
    plan: list[tuple[str, dict[str, Path | None]]] = []
    owners: dict[Path, str] = {}
    for article in dict.fromkeys(articles):
        stem = "stdin" if article == "-" else Path(article).stem
        targets = {name: folder / f"{stem}.fr-en{end}" for name, end in suffixes.items()}
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
    if article != "-" and not Path(article).exists():
        raise DocumentError(f"{article} does not exist: check the path.")


def _read(article: str, options: Options) -> Document:
    from translate_summarize.french import detect_language, is_french
    from translate_summarize.readers import read

    if article == "-":
        if sys.stdin is None or sys.stdin.closed:
            raise DocumentError("Standard input is closed: give a file, or pipe an article into tsum.")
        document = read(sys.stdin.buffer, name="stdin")
    else:
        document = read(article)
    text = "\n".join(b.text for b in document.blocks if b.kind != "code")
    if not options.force and not is_french(text):
        language = LANGUAGES.get(detect_language(text)[0], "another language")
        raise DocumentError(
            f"{article} seems to be in {language}, not in French: give a French article, or add --force to go on."
        )
    return document


def _engine(options: Options) -> Engine:
    from translate_summarize.engines import load_engine

    started = time.perf_counter()
    engine = load_engine(
        options.model,
        engine=options.engine,
        beam_size=options.beam_size,
        compute_type=options.compute_type,
        device=options.device,
        threads=options.threads,
        report=None if options.quiet else _say,
    )
    if options.verbose:
        _say(f"Loaded {engine.signature} in {time.perf_counter() - started:.2f} s")
    return engine


def _translate_one(document: Document, engine: Engine, targets: dict[str, Path | None], options: Options) -> None:
    from translate_summarize.output import write
    from translate_summarize.pipeline import process
    from translate_summarize.renderers import render

    started = time.perf_counter()
    with _progress(options, f"Translating {document.name}"):
        bitext = process(document, engine, sentences=options.brief_sentences)
    seconds = time.perf_counter() - started
    for name, path in targets.items():
        content = render(bitext, name)
        if path is not None:
            write(path, content)
        elif isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            typer.echo(content, nl=not content.endswith("\n"))
    if not options.quiet:
        _report(bitext, [path for path in targets.values() if path is not None])
    if options.verbose:
        words = sum(len(t.segment.text.split()) for t in bitext.translations)
        _say(f"{words} words in {seconds:.2f} s ({words / seconds:.0f} a second); {bitext.signature}")


def _report(bitext: Bitext, paths: Sequence[Path]) -> None:
    """Brief, coverage and paths: on stdout, or on stderr (coverage only) where stdout carries the document."""
    from translate_summarize.renderers import coverage_line

    if not paths:
        _say(coverage_line(bitext.coverage))
        return
    typer.echo(_brief_text(bitext.brief))
    typer.echo()
    typer.echo(coverage_line(bitext.coverage))
    for path in paths:
        typer.echo(f"Written: {path}")


def _brief_text(brief: Brief) -> str:
    from translate_summarize.renderers.brief import render_brief

    return render_brief(brief, "text", width=_width()).rstrip("\n")


def _width() -> int:
    """Columns for text: the terminal's, at most 100; 80 where there is none."""
    return min(100, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80


def _say(text: str) -> None:
    """A message for a person: stderr, so that stdout stays clean."""
    typer.echo(text, err=True)


@contextlib.contextmanager
def _progress(options: Options, what: str) -> Iterator[None]:
    """A spinner on stderr while something takes time; only on a terminal, never with --quiet."""
    if options.quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


def _print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


LANGUAGES = {
    "ar": "Arabic", "ca": "Catalan", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "eu": "Basque",
    "gl": "Galician", "it": "Italian", "la": "Latin", "nl": "Dutch", "oc": "Occitan", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "br": "Breton", "co": "Corsican", "wa": "Walloon",
}  # fmt: skip
