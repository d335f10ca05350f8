"""`tsum models`."""

from __future__ import annotations

from typing import Annotated

import typer

from translate_summarize.cli.app import models_app
from translate_summarize.cli.terminal import print_columns, say


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
    print_columns(rows)


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

    folder = models.pull(name, force=force, report=say)
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
    models.self_test(load_engine(folder, report=say))
    typer.echo(f"{models.name_of(folder)} ({models.fingerprint(folder)}): files whole, self-test passed.")
