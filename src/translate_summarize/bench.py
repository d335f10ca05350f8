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
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from translate_summarize.errors import DocumentError, TranslationError
from translate_summarize.options import Options
from translate_summarize.types import Block, Document

COUNTS = (100, 500, 1000, 5000)
"""Files of a folder run that are measured, where there are so many."""
_ARTICLE = 24
"""Segments of an article of ordinary length, such as the sample article."""

REPEATS = 3
"""Each process times its work this often, and the best counts: noise only ever adds."""
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
        seconds, `words_per_second`, `peak_mb`, and its ratio to the bare ceiling; and `briefs`: for an article of some
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

    Returns:
        `batch`: for each number of files, words, seconds, words a second, seconds of a second run over the same files,
        peak megabytes; `bare`: CTranslate2 alone on the segments of the smallest number; `each`: one process a file on
        at most twenty of them; `transformers`, where it is installed: that engine on at most a hundred segments; `ray`,
        where it is installed: the two smallest numbers of files over a cluster on this machine.

    Raises:
        DocumentError: The folder has no article.
        TranslationError: A measuring process failed.
    """
    paths = _articles(folder)
    sizes = sorted({min(count, len(paths)) for count in counts})
    figures: dict[str, Any] = {"batch": []}
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            chosen = Path(scratch, f"{size}-files")
            _copy(paths[:size], chosen)
            row = _measured(
                scratch, options, kind="folder", folder=str(chosen), output=str(Path(scratch, f"{size}-out"))
            )
            figures["batch"].append({"files": size, **row, "words_per_second": row["words"] / row["translate"]})
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
        texts = _texts(paths[: sizes[0]])
        words = _words(texts)
        bare = _measured(scratch, options, kind="bare", segments=texts, repeats=1)
        figures["bare"] = {**bare, "words_per_second": words / bare["translate"]}
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


def folder_table(figures: dict[str, Any]) -> str:
    """The figures of `measure_folder` as a table for people."""
    ceiling = figures["bare"]["words_per_second"]
    lines = [f"{'':<34}{'words/s':>9}{'of bare':>9}{'peak':>9}{'second run':>12}"]
    lines += [
        f"{'tsum batch, ' + str(row['files']) + ' files':<34}{row['words_per_second']:>9.0f}"
        f"{row['words_per_second'] / ceiling:>9.2f}{row['peak_mb']:>6.0f} MB{row['again'] / row['translate']:>11.1%}"
        for row in figures["batch"]
    ]
    names = {
        "bare": "CTranslate2 bare, int8 (ceiling)",
        "each": "tsum translate, one process a file",
        "transformers": "engine transformers, float32",
    }
    rates = {name: figures[kind]["words_per_second"] for kind, name in names.items() if kind in figures}
    lines += [f"{name:<34}{rate:>9.0f}{rate / ceiling:>9.2f}" for name, rate in rates.items()]
    if len(figures.get("ray", ())) > 1:
        first, second = figures["ray"]
        rate = (second["words"] - first["words"]) / (second["translate"] - first["translate"])
        lines.append(f"{'tsum batch --ray, once it runs':<34}{rate:>9.0f}{rate / ceiling:>9.2f}")
        lines.append(f"Ray takes {first['translate'] - first['words'] / rate:.1f} s to start and stop here.")
    return "\n".join(lines)


def table(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    startup = figures["startup"]
    lines = [
        f"{figures['segments']} segments, {figures['words']} words; best of {REPEATS} in each process",
        "",
        f"tsum --help        {startup['help']:6.2f} s",
        f"import the package {startup['import']:6.2f} s",
        "",
        f"{'':<34}{'load':>8}{'translate':>11}{'words/s':>9}{'peak':>9}{'of bare':>9}",
    ]
    names = {
        "bare": "CTranslate2 bare, int8 (ceiling)",
        "pipeline": "tsum, segments to bitext",
        "ctranslate2": "engine ctranslate2, int8",
        "transformers": "engine transformers, float32",
    }
    for kind, row in figures["engines"].items():
        lines.append(
            f"{names[kind]:<34}{row['load']:>6.2f} s{row['translate']:>9.2f} s{row['words_per_second']:>9.0f}"
            f"{row['peak_mb']:>6.0f} MB{row['of_ceiling']:>9.2f}"
        )
    engines = figures["engines"]
    if "transformers" in engines:
        ratio = engines["ctranslate2"]["words_per_second"] / engines["transformers"]["words_per_second"]
        lines += ["", f"ctranslate2 is {ratio:.1f} times as fast as transformers."]
    lines += ["", f"{'':<34}{'choose':>10}{'then translate':>16}{'whole article':>15}{'brief costs':>13}"]
    lines += [
        f"{'brief of ' + str(row['segments']) + ' segments':<34}{1000 * row['choose']:>7.0f} ms"
        f"{1000 * (row['brief'] - row['choose']):>13.0f} ms{1000 * row['translate']:>12.0f} ms"
        f"{row['brief'] / row['translate']:>13.2f}"
        for row in figures["briefs"]
    ]
    return "\n".join(lines)


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
        [sys.executable, "-m", "translate_summarize.bench", str(path)],
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


def _worker(task: dict[str, Any]) -> dict[str, float]:
    """One process: load, then do the same work `repeats` times."""
    if task["kind"] == "folder":
        return _folder(task)
    if task["kind"] == "brief":
        return _briefs(task)
    started = time.perf_counter()
    work = _bare(task) if task["kind"] == "bare" else _ours(task)
    load = time.perf_counter() - started
    return {"load": load, "translate": min(_timed(work) for _ in range(task["repeats"])), "peak_mb": _peak_mb()}


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _folder(task: dict[str, Any]) -> dict[str, float]:
    from translate_summarize.batch import process_folder
    from translate_summarize.cluster import process_folder_over_ray
    from translate_summarize.engines import load_engine
    from translate_summarize.runs import Job

    job = Job(Path(task["folder"]), Path(task["output"]))
    load = partial(load_engine, task["model"], beam_size=task["beam_size"], threads=task["threads"])
    words = 0
    engine = None if task.get("ray") else load()

    def run() -> None:
        nonlocal words
        outcomes = process_folder(job, engine) if engine else process_folder_over_ray(job, partial(load, threads=1))
        words = sum(outcome.entry.words for outcome in outcomes if outcome.entry)

    first, again = _timed(run), _timed(run)
    return {"translate": first, "again": again, "words": words, "peak_mb": _peak_mb()}


def _briefs(task: dict[str, Any]) -> dict[str, float]:
    """The cost of a brief beside that of the whole article, engine loaded."""
    from translate_summarize.engines import load_engine
    from translate_summarize.pipeline import process, segments_of, select, summarize

    engine = load_engine(task["model"], beam_size=task["beam_size"], threads=task["threads"])
    document = _document(task["segments"])
    work = {
        "choose": lambda: select(segments_of(document)),
        "brief": lambda: summarize(document, engine),
        "translate": lambda: process(document, engine),
    }
    return {name: min(_timed(one) for _ in range(task["repeats"])) for name, one in work.items()}


def _document(texts: Sequence[str]) -> Document:
    """One block a segment: the work of segmenting, choosing, checking and counting is all there."""
    return Document(tuple(Block(text) for text in texts), name="bench")


def _ours(task: dict[str, Any]) -> Any:
    from translate_summarize.engines import load_engine

    texts = task["segments"]
    name = "transformers" if task["kind"] == "transformers" else "ctranslate2"
    engine = load_engine(task["model"], engine=name, beam_size=task["beam_size"], threads=task["threads"])
    if task["kind"] == "pipeline":
        from translate_summarize.pipeline import process

        document = _document(texts)
        return lambda: process(document, engine)
    return lambda: engine.translate(texts)


def _bare(task: dict[str, Any]) -> Any:
    """CTranslate2 with the same model, beam and threads on input tokenised and sorted beforehand: the ceiling."""
    from translate_summarize import models
    from translate_summarize.engines.conversion import converted
    from translate_summarize.engines.ctranslate2 import cpu_workers
    from translate_summarize.engines.decoding import BATCH_TOKENS, decoding_of
    from translate_summarize.engines.importing import light_import
    from translate_summarize.engines.tokenization import END, Tokenizer

    folder = models.find(task["model"])
    form = converted(
        folder,
        cache=models.cache_folder() / "ctranslate2",
        fingerprint=models.fingerprint(folder),
        report=lambda _: None,
    )
    decoding = decoding_of(folder, beam_size=task["beam_size"])
    translator = light_import("ctranslate2").Translator(
        str(form), device="cpu", compute_type="int8", inter_threads=cpu_workers(task["threads"]), intra_threads=1
    )
    unique = list(dict.fromkeys(task["segments"]))  # our side translates a repeated segment once
    pieces = sorted(([*p, END] for p in Tokenizer(folder).encode(unique)), key=len, reverse=True)
    return lambda: translator.translate_batch(
        pieces,
        beam_size=decoding.beam_size,
        length_penalty=decoding.length_penalty,
        max_batch_size=BATCH_TOKENS["cpu"],
        batch_type="tokens",
        max_input_length=0,
        return_scores=True,
    )


def _peak_mb() -> float:
    """Peak resident memory of this process in megabytes."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_worker(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
