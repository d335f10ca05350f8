"""`tsum terms`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import CARE, app
from translate_summarize.cli.terminal import engine_of, fields_of, memory_of, options_of, progress, say
from translate_summarize.errors import DocumentError, TsumError
from translate_summarize.options import Options
from translate_summarize.types import Segment


@app.command(rich_help_panel=CARE)
def terms(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the articles are; folders below it count.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The glossary to write. [standard output]")
    ] = None,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="Occurrences over the folder, at least.")
    ] = 2,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="Names and terms, at most.")] = 200,
    model: p.ModelName = None,
    engine: p.EngineName = None,
    beam_size: p.BeamSize = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
    threads: p.Threads = None,
    memory: p.MemoryFile = None,
    fields: p.Fields = None,
    force: Annotated[bool | None, typer.Option("--force", help="Replace the glossary if it exists.")] = None,
    quiet: p.Quiet = None,
) -> None:
    """Propose a glossary: the recurring names and terms of a folder, translated, as a table to edit.

    Example: tsum terms press -o press.tsv
    """
    given = {key: value for key, value in locals().items() if key not in {"folder", "output", "least", "most"}}
    options = options_of(given)
    from translate_summarize.output import ensure_absent, write
    from translate_summarize.terminology import as_tsv, candidates, proposed

    if output is not None and not options.force:
        ensure_absent([output])
    articles = _articles(folder, options)
    found = candidates(articles, least=least, most=most)
    if not found:
        raise DocumentError(
            f"{folder} has no name or term that occurs {least} times: give more articles, or --least 1."
        )
    with memory_of(options, default=False) as remembered, progress(options, "Translating the terms"):
        table = as_tsv(proposed(found, engine_of(options), memory=remembered))
    if output is None:
        typer.echo(table, nl=False)
    else:
        write(output, table)
    if not options.quiet:
        many = f"{len(found)} names and terms of {len(articles)} articles"
        say(f"{many}: edit the targets (an empty one is not translated), then use it with --glossary.")


def _articles(folder: str, options: Options) -> list[tuple[Segment, ...]]:
    from translate_summarize.pipeline import segments_of
    from translate_summarize.places import place_of
    from translate_summarize.readers import MAX_BYTES
    from translate_summarize.sources import find_sources
    from translate_summarize.windows import parsed

    place, fields = place_of(folder), tuple(fields_of(options).items())
    articles = []
    for source in find_sources(place, output=place_of(f"{folder.rstrip('/')}/.tsum")):
        if not source.known:
            continue
        try:
            data = place.read(source.relative, most=MAX_BYTES + 1)
            articles.append(segments_of(parsed(source, data, fields=fields)))
        except TsumError as error:
            if not options.quiet:
                say(f"tsum: {error}")
    if not articles:
        raise DocumentError(f"{folder} holds no article that can be read: give a folder that does.")
    return articles
