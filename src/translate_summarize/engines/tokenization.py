"""Text to pieces and back: one normalisation and one tokenisation for every engine and for training.

`transformers`' own Marian tokenizer normalises only where `sacremoses` happens to be installed, and pulls in torch's
neighbours; two engines with two tokenisers can never be compared. So both engines, and the training recipe, use this.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[«„“]\s*"), '"'),
    (re.compile(r"\s*[»”]"), '"'),
    (re.compile(r"[’‘ʼ´]"), "'"),
    (re.compile(r"…"), "..."),
    (re.compile(r"[–—−]"), "-"),
    (re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"), ""),
    (re.compile(r"\s+(?=[;:!?])"), ""),
)


def normalize(text: str) -> str:
    """French source as the embedded model reads it: ASCII quotes, apostrophes and dashes, plain single spaces.

    This is what Moses' normalize-punctuation does for French (and OPUS-MT models were trained with), reduced to what
    changes a token: quotes, apostrophes, dashes, ellipsis, no-break and invisible spaces, the space before `; : ! ?`.
    Idempotent; the text is NFC. Engines apply it; documents keep their own typography.
    """
    text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _SPACES.sub(" ", text).strip()
