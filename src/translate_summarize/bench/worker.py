"""What one measuring process does: load, then time the same work."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from translate_summarize.types import Block, Document


def _worker(task: dict[str, Any]) -> dict[str, float]:
    """One process: load, then do the same work `repeats` times."""
    if task["kind"] == "folder":
        return _folder(task)
    if task["kind"] == "brief":
        return _briefs(task)
    started = time.perf_counter()
    work = _bare(task) if task["kind"] == "bare" else _ours(task)
    load = time.perf_counter() - started
    seconds, cpu = min(_timed(work) for _ in range(task["repeats"]))
    return {"load": load, "translate": seconds, "cpu": cpu, "peak_mb": _peak_mb()}


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds that it takes, and seconds of a processor: these depend less on what else a machine is busy with."""
    started, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - before


def _folder(task: dict[str, Any]) -> dict[str, float]:
    from translate_summarize.batch import process_folder
    from translate_summarize.cluster import process_folder_over_ray
    from translate_summarize.engines import load_engine
    from translate_summarize.runs import Job

    job = Job(Path(task["folder"]), Path(task["output"]))
    load = partial(load_engine, task["model"], beam_size=task["beam_size"], threads=task["threads"])
    words = segments = 0
    engine = None if task.get("ray") else load()

    def run() -> None:
        nonlocal words, segments
        outcomes = process_folder(job, engine) if engine else process_folder_over_ray(job, partial(load, threads=1))
        words = segments = 0
        for entry in (outcome.entry for outcome in outcomes if outcome.entry):
            words += entry.words
            segments += entry.coverage.segments

    (first, cpu), (again, _) = _timed(run), _timed(run)
    return {"translate": first, "cpu": cpu, "again": again, "words": words, "segments": segments, "peak_mb": _peak_mb()}


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
    return {name: min(_timed(one)[0] for _ in range(task["repeats"])) for name, one in work.items()}


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
    """CTranslate2 with the same model, beam and threads on input tokenised and sorted beforehand: the ceiling.

    The model is as CTranslate2's own converter makes it, with an output row for every piece, unless `trimmed`.
    """
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
        whole=not task.get("trimmed"),
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
