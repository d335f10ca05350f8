"""Score a model folder with sacreBLEU through tsum's own engine, beside other systems.

python -m models.training.evaluate --model models/fr-en --sets DIR --json scores.json flores-dev newstest2012
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from models.training.files import write_text

PEERS: tuple[tuple[str, float, float], ...] = (
    ("Argos Translate", 40.8, 32.1),
    ("OPUS-MT", 43.0, 33.6),
    ("NLLB-600M", 43.2, 33.2),
    ("Firefox bergamot-tiny", 43.8, 33.3),
    ("Google", 48.7, 34.5),
)
"""BLEU on FLORES-101 dev and newstest2013 (not newstest2012: another year of the same kind of news)."""


def main(arguments: list[str] | None = None) -> None:
    """Translate the sets and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--sets", type=Path, required=True, help="folder of NAME.fr and NAME.en")
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--beam-size", type=int, default=4)
    parser.add_argument("--compute-type", default="int8")
    parser.add_argument("--json", type=Path, help="file for the scores")
    parser.add_argument("--outputs", type=Path, help="folder for the translations, NAME.en")
    options = parser.parse_args(arguments)
    from translate_summarize.engines import load_engine

    engine = load_engine(model=options.model, beam_size=options.beam_size, compute_type=options.compute_type)
    scores = {}
    for name in options.names:
        sources, references = (
            (options.sets / f"{name}.{end}").read_text("utf-8").rstrip("\n").split("\n") for end in ("fr", "en")
        )
        started = time.perf_counter()
        hypotheses = engine.translate(sources)
        seconds = time.perf_counter() - started
        outputs = [hypothesis.text for hypothesis in hypotheses]
        scores[name] = {**score(outputs, references), "seconds": round(seconds, 1), "engine": engine.signature}
        scores[name]["doubt"] = calibration([h.score for h in hypotheses], outputs, references)
        if options.outputs:
            options.outputs.mkdir(parents=True, exist_ok=True)
            write_text(options.outputs / f"{name}.en", "".join(f"{output}\n" for output in outputs))
    if options.json:
        write_text(options.json, json.dumps(scores, indent=1) + "\n")
    print(table(scores))


def score(outputs: list[str], references: list[str]) -> dict[str, Any]:
    """BLEU and chrF with their signatures, sacreBLEU's defaults (13a, cased; chrF2)."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found: dict[str, Any] = {}
    for metric in (BLEU(), CHRF()):
        result = metric.corpus_score(outputs, [references])
        name = "bleu" if isinstance(metric, BLEU) else "chrf"
        found |= {name: round(result.score, 1), f"{name}_signature": str(metric.get_signature())}
    return found


def calibration(
    scores: list[float], outputs: list[str], references: list[str], *, part: float = 0.09
) -> dict[str, float]:
    """The score below which the least sure part lies (for `export --doubt-below`), and mean chrF on both sides of it."""
    from sacrebleu import sentence_chrf

    quality = [sentence_chrf(output, [reference]).score for output, reference in zip(outputs, references, strict=True)]
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    count = max(1, round(part * len(scores)))
    low, rest = order[:count], order[count:] or order
    return {
        "below": round(scores[order[min(count, len(order) - 1)]], 2),
        "chrf_below": round(sum(quality[i] for i in low) / len(low), 1),
        "chrf_rest": round(sum(quality[i] for i in rest) / len(rest), 1),
    }


def table(scores: dict[str, dict[str, Any]]) -> str:
    """The scores in Markdown, then the peers' and the signatures."""
    lines = ["| system | set | BLEU | chrF |", "|---|---|---|---|"]
    lines += [f"| **this model** | {name} | **{found['bleu']}** | {found['chrf']} |" for name, found in scores.items()]
    for system, flores, news in PEERS:
        lines += [f"| {system} | flores-dev | {flores} | |", f"| {system} | newstest2013 | {news} | |"]
    lines.append("")
    lines += [
        f"{name}: scores below {found['doubt']['below']} (the least sure 9 %) have a mean chrF of "
        f"{found['doubt']['chrf_below']}, the rest {found['doubt']['chrf_rest']}"
        for name, found in scores.items()
    ]
    for found in list(scores.values())[:1]:
        lines += [
            "",
            f"BLEU `{found['bleu_signature']}`",
            f"chrF `{found['chrf_signature']}`",
            f"engine `{found['engine']}`",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
