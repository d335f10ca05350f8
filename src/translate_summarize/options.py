"""One frozen Options, put together from four layers: defaults < tsum.toml < environment (TSUM_*) < flags."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from translate_summarize.errors import OptionsError

_ENGINES = ("ctranslate2", "transformers")
_DEVICES = ("auto", "cpu", "cuda")
_CLOCKS = ("12", "24")
_FAIL_ON = ("error", "doubt", "marks", "failures", "never")
_OTHER_VARIABLES = frozenset({"TSUM_CACHE"})  # read elsewhere: where pulled and converted models are kept


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a user can set; field names are the keys of tsum.toml and, in capitals after TSUM_, of the environment."""

    format: tuple[str, ...] = ("html",)
    """Formats of the document: html, docx, md, json, pdf, epub, xliff, tmx, csv, xlsx, srt."""
    output: str = "."
    """Folder for documents; "-" for standard output."""
    brief_sentences: int | None = None
    """Sentences of the brief, at most; None for three, or five within `brief_words`."""
    brief_words: int | None = None
    """French words of the brief, at most; None for no limit."""
    brief_tight: bool = False
    """Cut asides from the brief's sentences before they are translated."""
    summarizer: str | None = None
    """hf: and a hub id or folder: what writes the brief, instead of choosing its sentences; None to choose."""
    bullets: bool = False
    """Show the brief as a list."""
    model: str = "fr-en"
    """A name, a hub id that was pulled, or a folder."""
    engine: str = "ctranslate2"
    """ctranslate2, or transformers (an extra)."""
    beam_size: int | None = None
    """Hypotheses kept at each step; None for the model's own."""
    compute_type: str = "default"
    """As CTranslate2 spells it: int8, float16, float32 …"""
    device: str = "auto"
    """auto, cpu or cuda."""
    threads: int = 0
    """CPU threads; 0 for one a core."""
    memory: str | None = None
    """Translation memory: a file, or "none"; by default the user's own for folders, and none for single articles."""
    include: tuple[str, ...] = ()
    """Globs of a folder run: only files that match one."""
    exclude: tuple[str, ...] = ()
    """Globs of a folder run: no file or folder that matches one."""
    glossary: str | None = None
    """A file of terms (.tsv, .csv or .tbx) that the reader wants translated so."""
    clock: str = "12"
    """12 writes 18h30 as 6:30 p.m., 24 as 18:30."""
    ray: str | None = None
    """Address of a Ray cluster that does a folder run, or "local"; by default no cluster does."""
    fail_on: str = "failures"
    """What makes the exit status 1 beside a failure: an error mark, a doubt (or error), any of the marks; or never."""
    notes: bool = True
    """Explain French terms to outsiders."""
    notes_file: str | None = None
    """A file of the reader's own notes: a term, a tab, one sentence."""
    fields: tuple[str, ...] = ()
    """What the fields of JSON lines are called, where they have no usual name: text=corps_article, title=titraille."""
    target_only: bool = False
    """Documents with the English alone, as html, docx, md, txt or srt."""
    offline: bool = False
    """Fetch no web address."""
    allow_private: bool = False
    """Fetch web addresses of this machine and of private networks, too."""
    force: bool = False
    """Replace outputs that exist, and translate what does not look French."""
    quiet: bool = False
    """Say nothing but errors."""
    verbose: bool = False
    """Say more on standard error."""


def load_options(
    flags: Mapping[str, Any], *, environment: Mapping[str, str], files: tuple[Path, ...] | None = None
) -> Options:
    """The options in force.

    Args:
        flags: Values from the command line; None means not given.
        environment: Where TSUM_* variables are looked up.
        files: Configuration files, the first that exists is read; by default ./tsum.toml, then tsum.toml in the
            user's configuration folder.

    Raises:
        OptionsError: An unknown key or variable (the nearest known one is named), or a value of the wrong kind.
    """
    options = Options()
    for path in _default_files() if files is None else files:
        if path.is_file():
            where = partial(_in_file, path)
            options = _apply(options, _read_toml(path), where=where)
            break
    variables = {
        name.removeprefix("TSUM_").lower(): value
        for name, value in environment.items()
        if name.startswith("TSUM_") and name not in _OTHER_VARIABLES
    }
    options = _apply(options, variables, where=lambda key: f"The environment variable TSUM_{key.upper()}")
    given = {key: value for key, value in flags.items() if value is not None}
    return _validated(_apply(options, given, where=lambda key: f"The option --{key.replace('_', '-')}"))


def _in_file(path: Path, key: str) -> str:
    return f"The key '{key}' in {path}"


def _default_files() -> tuple[Path, ...]:
    from platformdirs import user_config_path

    return Path("tsum.toml"), user_config_path("tsum") / "tsum.toml"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OptionsError(f"{path} is not valid TOML ({error}): mend that line.") from error
    except OSError as error:
        raise OptionsError(f"{path} cannot be read ({error.strerror}): make it readable, or remove it.") from error


def _apply(options: Options, values: Mapping[str, Any], *, where: Callable[[str], str]) -> Options:
    known = {field.name: str(field.type) for field in fields(Options)}
    changes = {}
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f": did you mean '{near[0]}'?" if near else f": choose among {', '.join(known)}."
            raise OptionsError(f"{where(key)} is not known{hint}")
        changes[key] = _converted(value, known[key], where(key))
    return replace(options, **changes)


def _converted(value: Any, kind: str, where: str) -> Any:
    if kind == "bool":
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise OptionsError(f"{where} has the value {value!r}: write true or false.")
    if kind.startswith("int"):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        raise OptionsError(f"{where} has the value {value!r}: write a whole number.")
    if kind.startswith("tuple"):
        items = value.split(",") if isinstance(value, str) else value
        if isinstance(items, (list, tuple)) and all(isinstance(item, str) for item in items):
            # `--format html,docx --format md` and ["html", "docx"] mean the same; a format asked twice is one format
            return tuple(dict.fromkeys(part.strip() for item in items for part in item.split(",") if part.strip()))
        raise OptionsError(f"{where} has the value {value!r}: write names parted by commas.")
    if isinstance(value, str) and value:
        return value
    raise OptionsError(f"{where} has the value {value!r}: write a text.")


def _validated(options: Options) -> Options:
    for key, allowed in (("engine", _ENGINES), ("device", _DEVICES), ("fail_on", _FAIL_ON), ("clock", _CLOCKS)):
        value = getattr(options, key)
        if value not in allowed:
            near = difflib.get_close_matches(value, allowed, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise OptionsError(f"Unknown {key} '{value}'{hint}: choose among {', '.join(allowed)}.")
    if not options.format:
        raise OptionsError(
            "No format is asked for: choose among html, docx, md, json and the others that README lists."
        )
    for key, least, most in (
        ("brief_sentences", 1, 50),
        ("brief_words", 5, 5000),
        ("beam_size", 1, 64),
        ("threads", 0, 1024),
    ):
        number = getattr(options, key)
        if number is not None and not least <= number <= most:
            raise OptionsError(f"{key} is {number}: it must be from {least} to {most}.")
    return options
