"""`tsum bench`: speed and memory of each engine against CTranslate2 called bare, measured in one run.

Every figure comes from a process of its own, so that peaks and imports are its own; figures of one run can be
compared with each other, figures of two runs (or machines) cannot. Words are source words.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from translate_summarize.bench.tables import REPEATS, folder_table, table
from translate_summarize.errors import DocumentError, TranslationError
from translate_summarize.options import Options

__all__ = ["folder_table", "measure", "measure_folder", "table"]

COUNTS = (100, 500, 1000, 5000)
"""Files of a folder run that are measured, where there are so many."""
_CEILING = 500
"""The ceiling of a folder run is taken on the segments of at most so many files."""
_ARTICLE = 24
"""Segments of an article of ordinary length, such as the sample article."""

_SAMPLE = (
    "La commune a ouvert mardi une nouvelle bibliothèque, dans l’ancienne gare que les habitants demandaient à sauver.",
    "Le maire, qui avait promis ces travaux il y a six ans, espère y attirer les familles du quartier.",
    "« Nous voulons un lieu où l’on reste », a-t-il dit devant une centaine de personnes.",
    "Le chantier a coûté 2,4 millions d’euros, dont un tiers payé par la région.",
)


def measure(folder: Path | None, *, options: Options, sentences: int = 500) -> dict[str, Any]:
    """Figures of one run, ready for JSON.

    Args:
        folder: French articles (.txt, .md); None for a few sentences of our own.
        options: Model, beam size and threads are taken from here.
        sentences: At most so many segments are translated.

    Returns:
        `words`, `segments`; `startup` (seconds: help, import); and `engines`: for each, `load` seconds, `translate`
        seconds, `cpu` (seconds of a processor for it), `words_per_second`, `peak_mb`, and its ratio to the bare ceiling; and `briefs`: for an article of some
        24 segments and for one of all of them, seconds to `choose` the brief, for the whole `brief`, and to `translate`
        the whole article.

    Raises:
        DocumentError: The folder has no article.
        TranslationError: A measuring process failed.
    """
    segments = _segments(folder, sentences)
    words = sum(len(text.split()) for text in segments)
    figures: dict[str, Any] = {"segments": len(segments), "words": words, "startup": _startup()}
    engines: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for kind in ("bare", "pipeline", "ctranslate2", "transformers"):
            if kind != "transformers" or _has("torch", "transformers"):
                repeats = 1 if kind == "transformers" else REPEATS
                engines[kind] = _measured(scratch, options, kind=kind, segments=segments, repeats=repeats)
        briefs = [
            {"segments": size, **_measured(scratch, options, kind="brief", segments=segments[:size], repeats=REPEATS)}
            for size in sorted({min(size, len(segments)) for size in (_ARTICLE, len(segments))})
        ]
    for row in engines.values():
        row["words_per_second"] = words / row["translate"]
    for row in engines.values():
        row["of_ceiling"] = row["words_per_second"] / engines["bare"]["words_per_second"]
    return {**figures, "engines": engines, "briefs": briefs}


def measure_folder(folder: Path, *, options: Options, counts: Sequence[int] = COUNTS) -> dict[str, Any]:
    """`tsum batch` on the first files of a folder, against its ceiling and against the slow ways, in one run.

    Args:
        folder: French articles (.txt, .md).
        options: Model, beam size and threads are taken from here.
        counts: Numbers of files to run; those beyond what the folder holds are cut to it.

    A machine's speed drifts over the half hour that 5,000 files take, so CTranslate2 is called bare just before and
    just after each of these runs, and a run is compared with those two calls.

    Returns:
        `batch`: for each number of files, words, segments, seconds, processor seconds, words a second, `of_ceiling` and
        `cpu_of_ceiling` (the bare call's processor time for a word, of the run's), seconds of a second run over the
        same files, peak megabytes; `bare`: CTranslate2 alone on the segments of at most 500 of the files, all calls
        together, with the model as CTranslate2's own converter makes it; `trimmed`: one such call with the model as
        tsum converts it; `each`: one process a file on at most twenty of them; `transformers`, where it is installed: that
        engine on at most a hundred segments; `ray`, where it is installed: the two smallest numbers of files over a
        cluster on this machine.

    Raises:
        DocumentError: The folder has no article.
        TranslationError: A measuring process failed.
    """
    paths = _articles(folder)
    sizes = sorted({min(count, len(paths)) for count in counts})
    texts = _texts(paths[:_CEILING])
    words = _words(texts)
    figures: dict[str, Any] = {"batch": []}
    with tempfile.TemporaryDirectory() as scratch:
        call = partial(_measured, scratch, options, kind="bare", segments=texts, repeats=1)
        bare = [call()]
        for size in sizes:
            chosen = Path(scratch, f"{size}-files")
            _copy(paths[:size], chosen)
            row = _measured(
                scratch, options, kind="folder", folder=str(chosen), output=str(Path(scratch, f"{size}-out"))
            )
            bare.append(call())
            around = _mean(bare[-2:])
            figures["batch"].append(
                {
                    "files": size,
                    **row,
                    "words_per_second": row["words"] / row["translate"],
                    "of_ceiling": around["translate"] / words * row["words"] / row["translate"],
                    "cpu_of_ceiling": around["cpu"] / words * row["words"] / row["cpu"],
                }
            )
        mean = _mean(bare)
        figures["bare"] = {**mean, "segments": len(texts), "words_per_second": words / mean["translate"]}
        row = call(trimmed=True)
        figures["trimmed"] = {**row, "words_per_second": words / row["translate"]}
        if _has("ray"):
            figures["ray"] = [
                _measured(
                    scratch,
                    options,
                    kind="folder",
                    folder=str(Path(scratch, f"{size}-files")),
                    output=str(Path(scratch, f"{size}-ray")),
                    ray=True,
                )
                for size in sizes[:2]
            ]
        some = paths[: min(20, sizes[0])]
        started = time.perf_counter()
        for path in some:
            command = [
                sys.executable,
                "-m",
                "translate_summarize",
                "translate",
                str(path),
                "-q",
                "--force",
                "-o",
                scratch,
            ]
            subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - started
        figures["each"] = {"translate": seconds, "words_per_second": _words(_texts(some)) / seconds}
        if _has("torch", "transformers"):
            row = _measured(scratch, options, kind="transformers", segments=texts[:100], repeats=1)
            figures["transformers"] = {**row, "words_per_second": _words(texts[:100]) / row["translate"]}
    return figures


def _mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}


def _segments(folder: Path | None, limit: int) -> list[str]:
    if folder is None:
        return list(_SAMPLE)[:limit]
    texts: list[str] = []
    for path in [folder] if folder.is_file() else _articles(folder):
        texts += _texts([path])
        if len(texts) >= limit:
            break
    return texts[:limit]


def _articles(folder: Path) -> list[Path]:
    from translate_summarize.places import LocalPlace
    from translate_summarize.sources import find_sources

    found = find_sources(LocalPlace(folder), output=LocalPlace(folder / ".tsum"))
    paths = [folder / s.relative for s in found if s.known]
    if not paths:
        raise DocumentError(f"{folder} holds no .txt or .md article: give a folder that does.")
    return paths


def _texts(paths: Sequence[Path]) -> list[str]:
    from translate_summarize.readers import read
    from translate_summarize.segmentation import segment
    from translate_summarize.translation import is_copied

    return [s.text for path in paths for s in segment(read(path)) if not is_copied(s)]


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _copy(paths: Sequence[Path], folder: Path) -> None:
    folder.mkdir()
    for i, path in enumerate(paths):
        shutil.copyfile(path, folder / f"{i:06}{path.suffix}")


def _startup() -> dict[str, float]:
    commands = {
        "help": [sys.executable, "-m", "translate_summarize", "--help"],
        "import": [sys.executable, "-c", "import translate_summarize"],
    }
    seconds = {}
    for name, command in commands.items():
        times = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - started)
        seconds[name] = min(times)
    return seconds


def _has(*packages: str) -> bool:
    import importlib.util

    return all(importlib.util.find_spec(package) is not None for package in packages)


def _measured(scratch: str, options: Options, **task: Any) -> dict[str, float]:
    """What a process of its own measured of one task."""
    path = Path(scratch, "task.json")
    settings = {"model": options.model, "beam_size": options.beam_size, "threads": options.threads}
    path.write_text(json.dumps({**settings, **task}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translate_summarize.bench.worker", str(path)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise TranslationError(f"A measuring process failed ({reason}): try `tsum doctor`.")
    row: dict[str, float] = json.loads(done.stdout)
    return row
