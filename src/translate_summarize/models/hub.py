"""Fetch a MarianMT model from a Hugging Face hub into the cache: whole and checked, or not at all."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from translate_summarize.errors import ModelError
from translate_summarize.models.integrity import REQUIRED, WEIGHTS, check, flaw, model_flaw, write_checksums
from translate_summarize.models.pickled import PICKLE, unpickle
from translate_summarize.models.places import hub_id_of, pulled_folder

_DEFAULT_HUB = "https://huggingface.co"
_OPTIONAL = ("generation_config.json", "tokenizer_config.json", "README.md")
_TRUE = frozenset({"1", "ON", "YES", "TRUE"})  # as huggingface_hub reads its variables
_COMMIT = re.compile(r"[0-9a-f]{40}")
_TIMEOUT = 20.0  # seconds, for the first question; huggingface_hub sets none there
_OUT_OF_REACH = "check the connection, or copy a model folder to this machine and name it with --model"
_CUT_OFF = "run the command again, it goes on where it stopped"
_HEADERS = {"user-agent": "tsum"}  # instead of the hub's own, which tells versions of what is installed


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file of the repository; size and digest are None where the hub does not tell."""

    name: str
    size: int | None
    sha256: str | None
    git_id: str | None


def pull(
    name: str,
    *,
    endpoint: str | None = None,
    cache: Path | None = None,
    force: bool = False,
    report: Callable[[str], None] = lambda _: None,
) -> Path:
    """The folder of a model of a hub, fetched if it is not here; weights keep the precision of their authors.

    Only the files that tsum needs are fetched. They gather in a folder beside the final one, which is put in its
    place when all are there and checked. A download that the network breaks off goes on from there the next time;
    after any other failure nothing is left. A torch pickle is rewritten as safetensors at once.

    Args:
        name: A shortcut ("opus-mt-fr-en") or a hub id ("org/name").
        endpoint: The hub's address; None for HF_ENDPOINT, else huggingface.co. The user's HF_TOKEN is sent along, as
            huggingface_hub does.
        cache: The cache folder; None for the user's.
        force: Fetch again what is here.
        report: Told in one line what happens.

    Raises:
        ModelError: There is no such model, it is not Marian, or it cannot be fetched or stored.
    """
    hub_id = hub_id_of(name)
    hub = _hub(endpoint)
    target = pulled_folder(hub_id, cache=cache)
    if not force and _is_whole(target):
        report(f"{hub_id} is here already: {target}")
        return target
    if any(os.environ.get(variable, "").upper() in _TRUE for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")):
        raise ModelError(
            f"{hub_id} cannot be fetched while HF_HUB_OFFLINE is set: unset it, or copy a model folder here."
        )
    subject, place = f"{hub_id} cannot be fetched from {hub}", target.parent
    with _quiet(), _one_sentence(subject, place=place, advice=_CUT_OFF):
        with _one_sentence(subject, place=place, advice=_OUT_OF_REACH):
            commit, remotes = _look(hub_id, hub)
        wanted = _choose(hub_id, remotes)
        partial = _partial(target, commit)
        try:
            _ensure_room(partial, wanted, hub_id)
            megabytes = sum(remote.size or 0 for remote in wanted) / 1e6
            report(f"Fetching {hub_id} from {hub} ({megabytes:.0f} MB) …")
            for remote in wanted:
                _fetch(remote, hub_id=hub_id, hub=hub, revision=commit or "main", partial=partial)
                if remote.name == "config.json":
                    _refuse(hub_id, model_flaw(partial))
            if wanted[-1].name == PICKLE:
                report("Rewriting the pickled weights as safetensors …")
                unpickle(partial, name=hub_id)
            _refuse(hub_id, flaw(partial))
            write_checksums(partial)
            _put(partial, target)
        except BaseException as error:
            if not _can_go_on(error, resumable=commit is not None):
                shutil.rmtree(partial, ignore_errors=True)
            raise
    report(f"{hub_id} is ready: {target}")
    return target


def _hub(endpoint: str | None) -> str:
    hub = (endpoint or os.environ.get("HF_ENDPOINT") or _DEFAULT_HUB).rstrip("/")
    parts = urlsplit(hub)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ModelError(f"'{hub}' is not the address of a hub: give one like {_DEFAULT_HUB} (HF_ENDPOINT).")
    return hub


def _is_whole(folder: Path) -> bool:
    try:
        check(folder)
    except ModelError:
        return False
    return True


def _look(hub_id: str, hub: str) -> tuple[str | None, dict[str, _Remote]]:
    """The commit that the repository's main branch stands at (None if untold), and its files by name."""
    from huggingface_hub import HfApi

    try:
        found = HfApi(endpoint=hub, headers=_HEADERS).model_info(hub_id, files_metadata=True, timeout=_TIMEOUT)
    except (ValueError, KeyError, TypeError) as error:
        if getattr(error, "response", None) is not None:  # HTTP 400 is a ValueError there, and told with the others
            raise
        raise ModelError(f"{hub} does not answer like a Hugging Face hub: check HF_ENDPOINT.") from error
    remotes = {
        sibling.rfilename: _Remote(
            name=sibling.rfilename,
            size=sibling.size,
            sha256=sibling.lfs.sha256 if sibling.lfs else None,
            git_id=None if sibling.lfs else sibling.blob_id,
        )
        for sibling in found.siblings or ()
    }
    return (found.sha if found.sha and _COMMIT.fullmatch(found.sha) else None), remotes


def _choose(hub_id: str, remotes: dict[str, _Remote]) -> list[_Remote]:
    """What to fetch: config.json first, since it tells whether the rest is worth it; the weights last."""
    weights = next((name for name in (WEIGHTS, PICKLE) if name in remotes), None)
    missing = [name for name in REQUIRED if name not in remotes] + ([] if weights else [WEIGHTS])
    if missing or weights is None:
        raise ModelError(f"{hub_id} cannot be used, {missing[0]} is missing: choose a MarianMT model of transformers.")
    if weights == PICKLE and not (importlib.util.find_spec("torch") and importlib.util.find_spec("transformers")):
        raise ModelError(
            f"The weights of {hub_id} are a torch pickle, which must be rewritten once: "
            "pip install 'translate-summarize[transformers]', then pull again."
        )
    names = [*REQUIRED, *(name for name in _OPTIONAL if name in remotes), weights]
    return [remotes[name] for name in names]


def _partial(target: Path, commit: str | None) -> Path:
    """The folder where the files of a commit gather; what is left of other commits goes."""
    partial = target.with_name(f".{target.name}.{(commit or 'main')[:12]}.part")
    for other in target.parent.glob(f".{target.name}.*.part"):
        if other != partial or commit is None:
            shutil.rmtree(other, ignore_errors=True)
    partial.mkdir(parents=True, exist_ok=True)
    return partial


def _ensure_room(partial: Path, wanted: list[_Remote], hub_id: str) -> None:
    here = sum(file.stat().st_size for file in partial.iterdir())
    size = sum(remote.size or 0 for remote in wanted)
    needed = size - here + (size if wanted[-1].name == PICKLE else 0)  # for a while the weights are there twice
    free = shutil.disk_usage(partial).free
    if needed > free:
        raise ModelError(
            f"{hub_id} needs {needed / 1e6:.0f} MB and the disk of {partial.parent} has {free / 1e6:.0f} MB left: "
            "make room, or set TSUM_CACHE to a folder on another disk."
        )


def _fetch(remote: _Remote, *, hub_id: str, hub: str, revision: str, partial: Path) -> None:
    """One file into the partial folder, going on where an earlier try stopped, and checked by the hub's digest.

    huggingface_hub's own `hf_hub_download` throws an unfinished file away, and does not check digests; its `http_get`
    below it does the streaming, the retries and the resuming within a call.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # documented, not marked so

    whole = partial / remote.name
    if whole.is_file():
        return
    unfinished = partial / f".{remote.name}"
    with unfinished.open("ab") as file:
        start = file.tell()
        if start and (remote.size is None or start > remote.size):
            file.truncate(0)
            start = 0
        if start != remote.size:
            http_get(
                hf_hub_url(hub_id, remote.name, revision=revision, endpoint=hub),
                file,
                resume_size=start,
                # Compressed bodies have no length, and a range of them is not a range of the file.
                headers=build_hf_headers(headers={**_HEADERS, "accept-encoding": "identity"}),
                expected_size=remote.size,
                displayed_filename=remote.name,
            )
    if not _has_digest(unfinished, remote):
        unfinished.unlink()
        raise ModelError(f"{remote.name} of {hub_id} arrived damaged (its checksum is not the hub's): pull again.")
    os.replace(unfinished, whole)  # noqa: PTH105


def _has_digest(path: Path, remote: _Remote) -> bool:
    """Large files have a SHA-256 on a hub, others the id of a git blob: SHA-1 of "blob <size>", NUL, content."""
    if remote.sha256:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == remote.sha256
    if remote.git_id:
        content = path.read_bytes()
        return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == remote.git_id
    return True


def _refuse(hub_id: str, problem: str | None) -> None:
    if problem:
        raise ModelError(f"{hub_id} cannot be used, {problem}: choose another model.")


def _put(partial: Path, target: Path) -> None:
    """The finished folder to its place, in one step; one that was there stays until then."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)  # noqa: PTH105
    try:
        os.replace(partial, target)  # noqa: PTH105
    except OSError:
        if old.exists():
            os.replace(old, target)  # noqa: PTH105
        raise
    shutil.rmtree(old, ignore_errors=True)


def _can_go_on(error: BaseException, *, resumable: bool) -> bool:
    """Whether what was fetched is worth keeping: the network, the hub for a while, or the user broke off."""
    status = _status(error)
    if status is not None:
        return resumable and (status == 429 or status >= 500)
    on_disk = isinstance(error, OSError) and error.errno is not None
    return resumable and not on_disk and not isinstance(error, ModelError)


def _status(error: BaseException) -> int | None:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


@contextmanager
def _quiet() -> Iterator[None]:
    """huggingface_hub without telemetry, and without log lines beside our one sentence."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when it is imported
    from huggingface_hub.utils import logging as hub_logging

    before = hub_logging.get_verbosity()
    hub_logging.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        hub_logging.set_verbosity(before)


@contextmanager
def _one_sentence(subject: str, *, place: Path, advice: str) -> Iterator[None]:
    """Failures of the network, the hub and the disk as ModelError: the seam where they become ours."""
    from huggingface_hub.errors import HfHubHTTPError

    # Its base is that of the HTTP library below, which is not the same in all versions of huggingface_hub.
    failures: tuple[type[BaseException], ...] = (OSError, *HfHubHTTPError.__bases__)
    try:
        yield
    except failures as error:
        raise ModelError(f"{subject}: {_reason(error, place=place, advice=advice)}.") from error


def _reason(error: BaseException, *, place: Path, advice: str) -> str:
    status = _status(error)
    if status in {401, 403}:
        return "it is private or gated, or there is no such model; check the name, or set HF_TOKEN"
    if status == 404:
        return "there is no such model (HTTP 404); check the spelling"
    if status is not None:
        return f"the hub answered with HTTP {status}; try again later"
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"the disk of {place} is full; make room, or set TSUM_CACHE to a folder on another disk"
    if isinstance(error, OSError) and error.errno is not None and error.filename is not None:
        return f"{place} cannot be written ({error.strerror}); set TSUM_CACHE to a folder that can"
    detail = next(iter(str(error).splitlines()), "").strip().rstrip(".") or type(error).__name__
    return f"the network failed ({detail}); {advice}"
