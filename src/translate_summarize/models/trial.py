"""Does a loaded model translate at all? Broken weights look whole to every checksum of their own.

Weights converted wrongly load without an error and give loops or gibberish (transformers' issues 26216 and 26271 were
such a case), so an engine is asked for sentences that any usable model gets nearly right.
"""

from __future__ import annotations

import re

from translate_summarize.errors import ModelError
from translate_summarize.quality import check as check_quality
from translate_summarize.types import Engine

# Plain French, and for each word that carries meaning its possible English: half of them must be there. A model of
# 24 BLEU on flores-dev finds all of them; random weights, shuffled weights and a model of another pair find none.
_SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Le président est arrivé à Paris hier soir.",
        ("president", "arriv|came|reached", "paris", "last|yesterday|evening|night"),
    ),
    (
        "Mon frère habite dans une petite maison près de la mer.",
        ("my brother", "liv|dwell|resid|inhabit", "small|little|tiny", "house|home", "sea|ocean|coast"),
    ),
    (
        "Le gouvernement a présenté son budget au Parlement.",
        ("government", "present|submitted|tabled|introduced|unveiled|laid", "budget", "parliament"),
    ),
)


def self_test(engine: Engine) -> None:
    """Return if the engine translates three plain sentences as a working model does.

    Raises:
        ModelError: An output is empty, cut, looped or copied, or most of the words that carry meaning are missing.
    """
    hypotheses = engine.translate([source for source, _ in _SENTENCES])
    if len(hypotheses) != len(_SENTENCES):
        raise ModelError(
            f"The self-test of {engine.signature} failed, it gave {len(hypotheses)} outputs for {len(_SENTENCES)}."
        )
    for (source, words), hypothesis in zip(_SENTENCES, hypotheses, strict=True):
        marks = check_quality(source, hypothesis.text, truncated=hypothesis.truncated)
        found = sum(bool(re.search(rf"\b(?:{word})", hypothesis.text, re.IGNORECASE)) for word in words)
        if any(mark.severity == "error" for mark in marks):
            problem = marks[0].code
        elif 2 * found < len(words):
            problem = f"{found} of {len(words)} words are there"
        elif len(hypothesis.text) > 3 * len(source):
            problem = "far too long"
        else:
            continue
        raise ModelError(
            f"The self-test of {engine.signature} failed, '{source}' became '{hypothesis.text[:80]}' ({problem}): "
            "use another model, or fetch this one again."
        )
