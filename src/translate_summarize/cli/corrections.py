"""`tsum import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import WORK, app
from translate_summarize.cli.terminal import options_of, say


@app.command("import", rich_help_panel=WORK)
def import_(
    corrected: Annotated[
        Path, typer.Argument(metavar="CORRECTED", help="A .docx or .xlf that tsum wrote and somebody corrected.")
    ],
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="ARTICLE", help="The French article: its documents are written anew."),
    ] = None,
    format_: p.Format = None,
    output: p.Output = None,
    memory: Annotated[
        str | None, typer.Option("--memory", metavar="FILE", help="Translation memory. [in your data folder]")
    ] = None,
    glossary: p.GlossaryFile = None,
    clock: p.ClockName = None,
    model: p.ModelName = None,
    force: p.Force = None,
    quiet: p.Quiet = None,
) -> None:
    """Take corrections back from Word or a translator's tool, into the translation memory.

    They are used before the engine's translations from then on, and shown as a person's.

    Example: tsum import article.fr-en.docx --source article.txt --force
    """
    given = {key: value for key, value in locals().items() if key not in {"corrected", "source"}}
    options = options_of(given)
    from translate_summarize.cli.articles import rewrite
    from translate_summarize.corrections import sort_out
    from translate_summarize.memory import open_memory
    from translate_summarize.readers.corrected import read_corrected

    found = sort_out(read_corrected(corrected))
    with open_memory(Path(memory) if memory else None, report=say) as opened:
        opened.add_people(found.taken)
        where = opened.path
    typer.echo(f"{len(found.taken)} corrections taken into {where}, {found.unchanged} segments unchanged")
    for sentence in found.refused:
        say(f"tsum: {sentence}")
    if source is not None:
        rewrite(source, options, memory=where, corrected=tuple(found.taken))
    elif found.taken:
        typer.echo(f"To have them in the document: tsum translate ARTICLE --memory {where} --force")
    if found.refused:
        raise typer.Exit(1)
