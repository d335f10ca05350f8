"""The page that `tsum --help` shows, and where errors turn into text."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from translate_summarize.cli.terminal import say
from translate_summarize.errors import TsumError

WORK = "Read an article"
CARE = "Models and upkeep"


class _Group(TyperGroup):
    """Turns our errors into text in one place, so that tests see what a shell sees."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TsumError as error:
            say(f"tsum: {error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            say("tsum: Stopped; nothing half-written is left.")
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
memory_app = typer.Typer(
    no_args_is_help=True, help="See, carry and clear the translation memory; corrections come in as TMX."
)
app.add_typer(memory_app, name="memory", rich_help_panel=CARE)
app.add_typer(models_app, name="models", rich_help_panel=CARE)


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
