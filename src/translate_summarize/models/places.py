"""Where models are: the embedded one, folders, and what was pulled into the cache. Finds; never opens or fetches."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import platformdirs

from translate_summarize.errors import ModelError

EMBEDDED = "fr-en"
SHORTCUTS = {
    "opus-mt-fr-en": "Helsinki-NLP/opus-mt-fr-en",
    "opus-mt-tc-big-fr-en": "Helsinki-NLP/opus-mt-tc-big-fr-en",
}
_PACKAGE = Path(__file__).parents[1]
# The rules of the hub for each part of a name: letters, digits, `-`, `_`, `.`, at most 96 characters in all; `--` and
# `..` are forbidden, `-` and `.` neither begin nor end a part. So `org--name` is a safe and unambiguous folder name.
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[-.](?![-.]))*(?<![-.])"
_HUB_ID = re.compile(rf"(?=.{{3,96}}\Z)({_PART})/({_PART})")


def cache_folder() -> Path:
    """Where tsum keeps what can be made or fetched again: TSUM_CACHE, or the user's cache folder. It may not exist."""
    chosen = os.environ.get("TSUM_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("tsum")


def find(name: str | Path | None = None, *, cache: Path | None = None) -> Path:
    """The folder of a model; `check` tells whether what lies there is whole.

    Args:
        name: None or "fr-en" for the embedded model, a folder, a shortcut ("opus-mt-fr-en") or a hub id ("org/name").
            A Path is always a folder.
        cache: The cache folder to look for pulled models in; None for the user's.

    Raises:
        ModelError: There is no such model here; the message says how to get it, or the nearest name.
    """
    if name is None or name == EMBEDDED:
        return _embedded()
    if not str(name).strip():
        raise ModelError("There is no model '': see `tsum models list`.")
    path = Path(name).expanduser()
    if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, False for names too long for the system
        return path
    if os.path.exists(path):  # noqa: PTH110
        raise ModelError(f"{path} is not a model but a file: give the folder that holds config.json and the weights.")
    if isinstance(name, Path) or name.startswith((".", "~", os.sep)) or path.is_absolute():
        raise ModelError(f"There is no model folder {path}: check the path, or see `tsum models list`.")
    hub_id = SHORTCUTS.get(name, name)
    if not _HUB_ID.fullmatch(hub_id):
        raise ModelError(f"There is no model '{name}'{_nearest(name, cache)}: see `tsum models list`.")
    folder = pulled_folder(hub_id, cache=cache)
    if not folder.is_dir():
        raise ModelError(
            f"The model '{name}' is neither a folder nor on this machine yet{_nearest(name, cache)}: "
            f"fetch it with `tsum models pull {name}`."
        )
    return folder


def name_of(folder: Path, *, cache: Path | None = None) -> str:
    """What a model is called: "fr-en", the hub id of a pulled one ("org/name"), or the folder's own name."""
    origin = origin_of(folder, cache=cache)
    if origin == "embedded":
        return EMBEDDED
    return folder.name.replace("--", "/", 1) if origin == "pulled" else folder.resolve().name


def origin_of(folder: Path, *, cache: Path | None = None) -> Literal["embedded", "pulled", "local"]:
    """How a model came here: with tsum, from a hub, or by the user's own means."""
    here = folder.resolve()
    if any(here == place.resolve() for place in _embedded_places()):
        return "embedded"
    pulled = here.parent == _models(cache).resolve() and _HUB_ID.fullmatch(here.name.replace("--", "/", 1))
    return "pulled" if pulled else "local"


def hub_id_of(name: str) -> str:
    """The hub id that a shortcut stands for, or the id itself.

    Raises:
        ModelError: It is neither; such a name could also lead out of the cache folder.
    """
    hub_id = SHORTCUTS.get(name, name)
    if not _HUB_ID.fullmatch(hub_id):
        raise ModelError(
            f"'{name}' is not the name of a model on a hub: give {', '.join(SHORTCUTS)} or an id like "
            "Helsinki-NLP/opus-mt-fr-en."
        )
    return hub_id


def pulled_folder(hub_id: str, *, cache: Path | None = None) -> Path:
    """Where the model of a valid hub id lies once it is pulled."""
    return _models(cache) / hub_id.replace("/", "--")


def pulled_folders(*, cache: Path | None = None) -> Iterator[Path]:
    """The folders of all pulled models, by name; unfinished downloads are not among them."""
    models = _models(cache)
    if models.is_dir():
        yield from sorted(f for f in models.iterdir() if f.is_dir() and origin_of(f, cache=cache) == "pulled")


def _models(cache: Path | None) -> Path:
    return (cache or cache_folder()) / "models"


def _embedded() -> Path:
    for place in _embedded_places():
        if place.is_dir():
            return place
    raise ModelError(
        f"The embedded model {EMBEDDED} is missing from this installation: install tsum again, "
        "or name another with --model."
    )


def _embedded_places() -> tuple[Path, Path]:
    """In an installed package (the wheel puts it there), and in a checkout (src/translate_summarize beside models/)."""
    return _PACKAGE / "embedded" / EMBEDDED, _PACKAGE.parents[1] / "models" / EMBEDDED


def _nearest(name: str, cache: Path | None) -> str:
    pulled = [name_of(folder, cache=cache) for folder in pulled_folders(cache=cache)]
    known = [EMBEDDED, *SHORTCUTS, *SHORTCUTS.values(), *pulled]
    near = [] if name in known else difflib.get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
