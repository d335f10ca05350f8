"""`tsum memory`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate_summarize.cli.app import memory_app
from translate_summarize.cli.terminal import say

File = Annotated[Path | None, typer.Option("--memory", metavar="FILE", help="The memory's file. [in your data folder]")]
Tmx = Annotated[Path, typer.Argument(metavar="TMX", help="A TMX file.")]


@memory_app.command("stats")
def memory_stats(memory: File = None) -> None:
    """Say what the translation memory holds.

    Example: tsum memory stats
    """
    from translate_summarize.memory import open_memory

    with open_memory(memory, report=say) as opened:
        stats = opened.stats()
    typer.echo(f"{stats.path} ({stats.bytes / 1000:.0f} kB)")
    typer.echo(f"{stats.people} translations by people")
    for signature, count in stats.engine:
        typer.echo(f"{count} by {signature}")


@memory_app.command("export")
def memory_export(
    tmx: Tmx,
    people: Annotated[bool, typer.Option("--people", help="Only what people translated.")] = False,  # noqa: FBT002
    memory: File = None,
) -> None:
    """Write the translation memory to a TMX file, for a translator's tool.

    Example: tsum memory export memory.tmx
    """
    from translate_summarize.memory import open_memory

    with open_memory(memory, report=say) as opened:
        count = opened.export_tmx(tmx, people_only=people)
    typer.echo(f"{count} translations written to {tmx}")


@memory_app.command("import")
def memory_import(tmx: Tmx, memory: File = None) -> None:
    """Take in translations by people from a TMX file; they are used before the engine's, and marked as theirs.

    Example: tsum memory import corrected.tmx
    """
    from translate_summarize.memory import open_memory

    with open_memory(memory, report=say) as opened:
        count = opened.import_tmx(tmx)
    typer.echo(f"{count} translations taken from {tmx}")


@memory_app.command("clear")
def memory_clear(
    people: Annotated[bool, typer.Option("--people", help="Forget what people translated, instead.")] = False,  # noqa: FBT002
    memory: File = None,
) -> None:
    """Forget what engines translated, or what people did.

    Example: tsum memory clear
    """
    from translate_summarize.memory import open_memory

    with open_memory(memory, report=say) as opened:
        count = opened.clear(people=people)
    typer.echo(f"{count} translations forgotten")
