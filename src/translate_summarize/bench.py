"""`tsum bench`: speed and memory of each engine against CTranslate2 called bare, measured in one run.

Every figure comes from a process of its own, so that peaks and imports are its own; figures of one run can be
compared with each other, figures of two runs (or machines) cannot. Words are source words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from translate_summarize.errors import DocumentError, TranslationError
from translate_summarize.options import Options

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
        seconds, `words_per_second`, `peak_mb`, and its ratio to the bare ceiling.

    Raises:
        DocumentError: The folder has no article.
        TranslationError: A measuring process failed.
    """
    segments = _segments(folder, sentences)
    words = sum(len(text.split()) for text in segments)
    figures: dict[str, Any] = {"segments": len(segments), "words": words, "startup": _startup()}
    with tempfile.TemporaryDirectory() as scratch:
        task = Path(scratch, "task.json")
        engines: dict[str, dict[str, float]] = {}
        for kind in ("bare", "pipeline", "ctranslate2", "transformers"):
            if kind == "transformers" and not _has_torch():
                continue
            settings = {
                "kind": kind,
                "model": options.model,
                "beam_size": options.beam_size,
                "threads": options.threads,
                "segments": segments,
            }
            task.write_text(json.dumps(settings), encoding="utf-8")
            engines[kind] = _run([sys.executable, "-m", __name__, str(task)])
    for row in engines.values():
        row["words_per_second"] = words / row["translate"]
    for row in engines.values():
        row["of_ceiling"] = row["words_per_second"] / engines["bare"]["words_per_second"]
    return {**figures, "engines": engines}


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
    return "\n".join(lines)


def _segments(folder: Path | None, limit: int) -> list[str]:
    from translate_summarize.readers import TEXT_READERS, read
    from translate_summarize.segmentation import segment

    if folder is None:
        return list(_SAMPLE)[:limit]
    texts: list[str] = []
    paths = (
        [folder]
        if folder.is_file()
        else sorted(p for p in folder.rglob("*") if p.suffix and p.suffix.lower() in TEXT_READERS)
    )
    for path in paths:
        texts += [s.text for s in segment(read(path)) if s.kind != "code" and any(c.isalpha() for c in s.text)]
        if len(texts) >= limit:
            break
    if not texts:
        raise DocumentError(f"{folder} holds no .txt or .md article: give a folder that does.")
    return texts[:limit]


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


def _has_torch() -> bool:
    import importlib.util

    return importlib.util.find_spec("torch") is not None and importlib.util.find_spec("transformers") is not None


def _run(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise TranslationError(f"A measuring process failed ({reason}): try `tsum doctor`.")
    row: dict[str, float] = json.loads(done.stdout)
    return row


def _worker(task: dict[str, Any]) -> dict[str, float]:
    """One process: load, then translate the same segments REPEATS times."""
    started = time.perf_counter()
    work = _bare(task) if task["kind"] == "bare" else _ours(task)
    loaded = time.perf_counter()
    times = []
    for _ in range(1 if task["kind"] == "transformers" else REPEATS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return {"load": loaded - started, "translate": min(times), "peak_mb": _peak_mb()}


def _ours(task: dict[str, Any]) -> Any:
    from translate_summarize.engines import load_engine

    texts = task["segments"]
    name = "transformers" if task["kind"] == "transformers" else "ctranslate2"
    engine = load_engine(task["model"], engine=name, beam_size=task["beam_size"], threads=task["threads"])
    if task["kind"] == "pipeline":
        from translate_summarize.pipeline import process
        from translate_summarize.types import Block, Document

        # One block a segment: the work of segmenting, choosing, checking and counting is all there.
        document = Document(tuple(Block(text) for text in texts), name="bench")
        return lambda: process(document, engine)
    return lambda: engine.translate(texts)


def _bare(task: dict[str, Any]) -> Any:
    """CTranslate2 with the same model, beam and threads on input tokenised and sorted beforehand: the ceiling."""
    from translate_summarize import models
    from translate_summarize.engines.conversion import converted
    from translate_summarize.engines.ctranslate2 import BATCH_TOKENS, cpu_workers
    from translate_summarize.engines.decoding import decoding_of
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
        max_batch_size=BATCH_TOKENS,
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
