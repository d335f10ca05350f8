"""`tsum doctor` and `tsum bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import CARE, app
from translate_summarize.cli.terminal import options_of, progress
from translate_summarize.errors import OptionsError


@app.command(rich_help_panel=CARE)
def doctor(
    model: p.ModelName = None,
    engine: p.EngineName = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
) -> None:
    """Say what is installed, what would run, and whether it works with the network off.

    Example: tsum doctor
    """
    options = options_of(locals())
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
    model: p.ModelName = None,
    beam_size: p.BeamSize = None,
    threads: p.Threads = None,
    as_folder: Annotated[  # noqa: FBT002
        bool, typer.Option("--folder", help="Measure tsum batch on 100, 500, 1,000 and 5,000 files of FOLDER instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for machines.")] = False,  # noqa: FBT002
) -> None:
    """Measure start-up, loading, speed and memory of each engine, in one run.

    Example: tsum bench seeds --sentences 200
    """
    from translate_summarize.bench import folder_table, measure, measure_folder, table

    options = options_of({"model": model, "beam_size": beam_size, "threads": threads})
    if as_folder and folder is None:
        raise OptionsError("--folder measures a folder of articles: say which.")
    with progress(options, "Measuring"):
        if as_folder and folder:
            figures = measure_folder(folder, options=options)
        else:
            figures = measure(folder, options=options, sentences=sentences)
    if as_json:
        import json

        typer.echo(json.dumps(figures, indent=2))
    else:
        typer.echo(folder_table(figures) if as_folder else table(figures))
