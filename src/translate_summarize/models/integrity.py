"""Whether a model folder is a whole MarianMT model, and which one: checksums, stamps, fingerprint."""

from __future__ import annotations

import hashlib
import json
import operator
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from translate_summarize.errors import ModelError
from translate_summarize.models.pickled import PICKLE
from translate_summarize.models.places import cache_folder, name_of, origin_of

MANIFEST = "SHA256SUMS"
REQUIRED = ("config.json", "vocab.json", "source.spm", "target.spm")
WEIGHTS = "model.safetensors"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^/\\]+)")

# What is remembered of one file: size in bytes, modification and change time in nanoseconds, SHA-256 in hex. The
# change time is there because tools that copy (rsync -t, cp -p) set the modification time back; it costs nothing.
_State = tuple[int, int, int]


def check(folder: Path, *, thorough: bool = False) -> None:
    """Return if the folder holds a whole MarianMT model in `from_pretrained` layout.

    Where SHA256SUMS lies there, its sums are held too. They are not computed again while a stamp in the cache says
    that size and times of every listed file are those for which they last held: then this costs microseconds.

    Args:
        folder: A model folder, as `find` returns it.
        thorough: Compute the sums whatever the stamp says.

    Raises:
        ModelError: Something is missing, damaged or not Marian; the message names the file.
    """
    if not folder.is_dir():
        raise ModelError(f"There is no model folder {folder}: see `tsum models list`.")
    problem = flaw(folder)
    if problem:
        raise ModelError(f"The model {folder} cannot be used, {problem}: {_remedy(folder)}.")
    listed = _read_manifest(folder)
    if listed is None:
        return
    for name in (*REQUIRED, WEIGHTS):
        if name not in listed:
            raise ModelError(f"{folder / MANIFEST} has no checksum for {name}: {_remedy(folder)}.")
    states = _states(folder, listed)
    remembered = _read_stamp(folder)
    if not thorough and all(remembered.get(n) == (states[n], listed[n]) for n in listed):
        return
    for name, expected in listed.items():
        if _sha256(folder / name) != expected:
            raise ModelError(f"{folder / name} is damaged (its checksum is not that of {MANIFEST}): {_remedy(folder)}.")
    _write_stamp(folder, {name: (states[name], listed[name]) for name in listed})


def fingerprint(folder: Path) -> str:
    """Eight hex digits that identify configuration, vocabulary and weights; the same wherever the folder lies.

    Pieces that its generation configuration never lets out change what it says, so they count, too.

    They come from SHA256SUMS where it is, else from the files, whose sums are remembered while they do not change.

    Raises:
        ModelError: One of the files is missing.
    """
    names = (*REQUIRED, WEIGHTS)
    sums = _read_manifest(folder) or {}
    if not all(name in sums for name in names):
        states = _states(folder, names)
        remembered = _read_stamp(folder)
        known = {n: r[1] for n, s in states.items() if (r := remembered.get(n)) is not None and r[0] == s}
        sums = {name: known.get(name) or _sha256(folder / name) for name in names}
        if len(known) < len(names):
            _write_stamp(folder, {name: (states[name], sums[name]) for name in names})
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(names))
    lines += "".join(f"never {piece}\n" for piece in suppressed(folder))
    return hashlib.sha256(lines.encode()).hexdigest()[:8]


def suppressed(folder: Path) -> tuple[int, ...]:
    """Ids of the pieces that a model never writes, in order: `suppress_tokens` of its generation configuration.

    Raises:
        ModelError: That is no list of ids.
    """
    path = folder / "generation_config.json"
    try:
        ids = json.loads(path.read_bytes()).get("suppress_tokens") or []
        return tuple(sorted({operator.index(i) for i in ids}))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ModelError(f"{path} cannot be read ({error}): {_remedy(folder)}.") from error


def write_checksums(folder: Path) -> Path:
    """Write SHA256SUMS for the files of a model, in the form of `sha256sum`, sorted by name; returns its path.

    The model card (README.md) is left out: mending a sentence of it damages nothing.
    """
    names = sorted(
        f.name
        for f in folder.iterdir()
        if f.is_file() and not f.name.startswith(".") and f.name not in {MANIFEST, "README.md"}
    )
    text = "".join(f"{_sha256(folder / name)}  {name}\n" for name in names)
    target = folder / MANIFEST
    _replace(target, text)
    return target


def flaw(folder: Path) -> str | None:
    """What keeps a folder from being a MarianMT model, as the middle of a sentence; None where nothing does.

    Every file must be there, and none evidently cut off; checksums are not looked at.
    """
    problem = model_flaw(folder)
    if problem:
        return problem
    for name in (*REQUIRED, WEIGHTS):
        if (folder / name).is_file():
            continue
        if name == WEIGHTS and (folder / PICKLE).is_file():
            return (
                f"its weights are a torch pickle ({PICKLE}), which transformers' "
                "MarianMTModel.from_pretrained(…).save_pretrained(…) rewrites"
            )
        return f"{name} is missing"
    return _header_flaw(folder / WEIGHTS)


def model_flaw(folder: Path) -> str | None:
    """What keeps a folder's config.json from being that of a MarianMT model; None where nothing does."""
    try:
        config = json.loads((folder / "config.json").read_bytes())
    except FileNotFoundError:
        return "config.json is missing"
    except (ValueError, OSError) as error:
        return f"config.json cannot be read as JSON ({error})"
    kind = config.get("model_type") if isinstance(config, dict) else None
    return None if kind == "marian" else f"it is not a MarianMT model (config.json says model_type {json.dumps(kind)})"


def _header_flaw(path: Path) -> str | None:
    """Whether the weights are as long as their header says; a copy that was cut off is not.

    The format: 8 bytes little-endian length, JSON header of that length with `data_offsets`, then the data.
    """
    try:
        actual = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(min(length, actual)))
        expected = 8 + length + max((t["data_offsets"][1] for n, t in header.items() if n != "__metadata__"), default=0)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return f"{path.name} is damaged (it has no readable header)"
    return None if actual == expected else f"{path.name} is damaged ({actual:,} bytes instead of {expected:,})"


def _remedy(folder: Path) -> str:
    origin = origin_of(folder)
    if origin == "embedded":
        return "install tsum again"
    return (
        f"fetch it again with `tsum models pull {name_of(folder)} --force`"
        if origin == "pulled"
        else "copy it again, or choose another"
    )


def _read_manifest(folder: Path) -> dict[str, str] | None:
    """Name → SHA-256 as listed; None where there is no list."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{folder / MANIFEST} cannot be read ({error}): {_remedy(folder)}.") from error
    matches = [_LINE.fullmatch(line) for line in text.splitlines()]
    if not matches or not all(matches):
        raise ModelError(f"{folder / MANIFEST} is damaged (it is not a list of checksums): {_remedy(folder)}.")
    return {m[2]: m[1] for m in matches if m is not None}


def _states(folder: Path, names: Any) -> dict[str, _State]:
    states = {}
    for name in names:
        try:
            status = (folder / name).stat()
        except OSError as error:
            raise ModelError(f"The model {folder} is not whole, {name} is missing: {_remedy(folder)}.") from error
        states[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return states


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}): check the file and its permissions.") from error


def _stamp(folder: Path) -> Path:
    key = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return cache_folder() / "stamps" / f"{key}.json"


def _read_stamp(folder: Path) -> dict[str, tuple[_State, str]]:
    try:
        stored = json.loads(_stamp(folder).read_bytes())
        return {name: ((s[0], s[1], s[2]), s[3]) for name, s in stored.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # a stamp only saves time; without a good one the sums are computed


def _write_stamp(folder: Path, states: dict[str, tuple[_State, str]]) -> None:
    path = _stamp(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps({name: [*state, digest] for name, (state, digest) in states.items()}))
    except OSError:
        return  # a cache that cannot be written costs a tenth of a second a run, no more


def _replace(path: Path, text: str) -> None:
    """Write a file beside its place and put it there in one step."""
    handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(scratch, 0o644)  # noqa: PTH101  # mkstemp makes private files; models are shared
        os.replace(scratch, path)  # noqa: PTH105
    except BaseException:
        os.unlink(scratch)  # noqa: PTH108
        raise
