r"""Pairs whose English is the model's own, of eight translations the nearest to the reference.

    python -m models.training.interpolate --text WORK/news/train.tsv --sentences 32000 --into WORK/own.tsv
    cat WORK/own.tsv WORK/some-of-news.tsv > WORK/interpolated.tsv

A small model cannot say what references say, and loses by trying; this asks for the best that it can say (sequence-level
interpolation, Kim and Rush 2016, section 3.3, with itself as the teacher). Nearest is the highest sum of BLEU and chrF of the
sentence. A pair whose nearest translation is far from the reference, which then is mostly no translation of the French, is
left out, and so is one with a word that is none: chrF likes what looks like the right word, and without this such words
grew by a fifth. A core does 21 sentences a second at a beam of eight. Killed, it begins again.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from models.training.files import replacing

from translate_summarize import load_engine
from translate_summarize.content import made_up
from translate_summarize.types import Hypothesis

BEAM = 8
LEAST, MOST = 6, 50
"""Words of a French sentence."""
NEAR = 85.0
"""Least sum of BLEU and chrF, each of 100, for a pair to be kept."""
WINDOW = 2000
"""Sentences that are translated together."""


class Chosen(NamedTuple):
    """The translation to learn, what it scores, and what the model's first one scores."""

    text: str
    near: float
    first: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Translate a sample of the text and write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True, help="French, tab, English a line, as prepare writes it")
    parser.add_argument("--sentences", type=int, required=True, help="sample at most so many")
    parser.add_argument("--into", type=Path, required=True, help="the pairs: French, tab, English")
    parser.add_argument("--model", help="folder of the model to ask (default: the embedded one)")
    parser.add_argument("--threads", type=int, default=0, help="[one a core]")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    engine = load_engine(options.model, threads=options.threads)
    pairs = sample(options.text, options.sentences, seed=options.seed)
    near, first, kept = 0.0, 0.0, 0
    with replacing(options.into) as beside, beside.open("w", encoding="utf-8") as file:
        for french, found in _chosen(pairs, engine.retranslate):
            near, first = near + found.near, first + found.first
            if found.near >= NEAR and not made_up(french, found.text):
                kept += 1
                file.write(f"{french}\t{found.text}\n")
    count = max(1, len(pairs))
    print(
        f"{kept} of {len(pairs)} sentences in {options.into}; BLEU + chrF {first / count:.1f}, of those {near / count:.1f}"
    )


def sample(text: Path, sentences: int, *, seed: int) -> list[tuple[str, str]]:
    """Pairs of a file in random order, each French sentence once, of LEAST to MOST words."""
    pairs: dict[str, str] = {}
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            french, english = line.rstrip("\n").split("\t")[:2]
            if LEAST <= len(french.split()) <= MOST:
                pairs.setdefault(french, english)
    chosen = list(pairs.items())
    random.Random(seed).shuffle(chosen)  # noqa: S311  # not for secrets
    return chosen[:sentences]


def nearest(hypothesis: Hypothesis, reference: str) -> Chosen:
    """Of all that the beam held, what is nearest to the reference; the surer one where two are as near."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    metrics = BLEU(effective_order=True), CHRF()
    texts = [hypothesis.text, *(other.text for other in hypothesis.others)]
    scores = [sum(metric.sentence_score(text, [reference]).score for metric in metrics) for text in texts]
    best = max(range(len(texts)), key=scores.__getitem__)
    return Chosen(texts[best], scores[best], scores[0])


def _chosen(
    pairs: Sequence[tuple[str, str]], retranslate: Callable[..., list[Hypothesis]]
) -> Iterator[tuple[str, Chosen]]:
    for start in range(0, len(pairs), WINDOW):
        window = pairs[start : start + WINDOW]
        hypotheses = retranslate([french for french, _ in window], beam_size=BEAM)
        for (french, english), hypothesis in zip(window, hypotheses, strict=True):
            yield french, nearest(hypothesis, english)


if __name__ == "__main__":
    main()
