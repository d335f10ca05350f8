"""`tsum doctor`: what is installed, what would run, and whether it runs with the network off."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from translate_summarize import __version__, models
from translate_summarize.engines import load_engine
from translate_summarize.engines.ctranslate2 import cpu_workers
from translate_summarize.errors import TsumError
from translate_summarize.options import Options

_NETWORK_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `well` is False where something does not work."""

    subject: str
    text: str
    well: bool = True


class _NetworkUseError(RuntimeError):
    """Raised where code reaches for the network while it is off."""


def examine(options: Options) -> Iterator[Finding]:
    """What a run with these options would meet, one finding after the other.

    From here on this process cannot reach the network: the self-test is run that way, and so it proves something.
    """
    yield Finding(
        "tsum", f"{__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    yield Finding("ctranslate2", f"{_version('ctranslate2')}, {cpu_workers(0)} cores")
    if importlib.util.find_spec("torch") and importlib.util.find_spec("transformers"):
        yield Finding("transformers", f"{_version('transformers')} with torch {_version('torch')}")
    else:
        yield Finding(
            "transformers",
            "not installed (only for --engine transformers and pickled hub models: "
            "pip install 'translate-summarize[transformers]')",
            well=options.engine != "transformers",
        )
    try:
        folder = models.find(options.model)
        models.check(folder, thorough=True)
        info = models.info(folder)
    except TsumError as error:
        yield Finding("model", str(error), well=False)
        return
    yield Finding(
        "model", f"{info.name}@{models.fingerprint(folder)} ({info.origin}, {info.size / 1e6:.0f} MB): {folder}"
    )
    cache = models.cache_folder()
    yield Finding(
        "cache",
        f"{cache} ({'writable' if _writable(cache) else 'not writable: set TSUM_CACHE'})",
        well=_writable(cache),
    )
    _turn_network_off()
    try:
        engine = load_engine(
            options.model, engine=options.engine, compute_type=options.compute_type, device=options.device
        )
        models.self_test(engine)
    except (TsumError, _NetworkUseError) as error:
        yield Finding("offline", f"no: {error}", well=False)
        return
    yield Finding("engine", engine.signature)
    yield Finding("offline", "yes: the self-test was translated with the network off")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _writable(folder: Path) -> bool:
    """Whether the folder, or the nearest parent that exists, can be written."""
    nearest = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    return os.access(nearest, os.W_OK)


def _turn_network_off() -> None:
    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event in _NETWORK_EVENTS:
            raise _NetworkUseError(f"something reached for the network ({event} {args[1:2]})")

    sys.addaudithook(refuse)
