"""Text to pieces and back: one normalisation and one tokenisation for every engine and for training.

`transformers`' own Marian tokenizer normalises only where `sacremoses` happens to be installed, and pulls in torch's
neighbours; two engines with two tokenisers can never be compared. So both engines, and the training recipe, use this.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from translate_summarize.errors import ModelError

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


PLACEHOLDERS = tuple(f"⟦{number}⟧" for number in range(1, 17))
"""Symbols that models of our recipe have as single pieces and were trained to copy (models/training/tokenizer.py)."""
UNKNOWN = "<unk>"
END = "</s>"


class Tokenizer:
    """SentencePiece pieces of a Marian folder: `source.spm`, `target.spm` and the ids in `vocab.json`."""

    def __init__(self, folder: Path) -> None:
        """Load the three files.

        Raises:
            ModelError: A file is missing or is not what its name says.
        """
        import sentencepiece

        self.folder = folder
        self._source = sentencepiece.SentencePieceProcessor()
        self._target = sentencepiece.SentencePieceProcessor()
        try:
            self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
            self._source.LoadFromSerializedProto((folder / "source.spm").read_bytes())
            self._target.LoadFromSerializedProto((folder / "target.spm").read_bytes())
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"The vocabulary of the model in {folder} cannot be read ({error}): "
                "check it with `tsum models verify`, or pull the model again."
            ) from error
        self._pieces = {i: piece for piece, i in self.ids.items()}
        held = all(symbol in self.ids for symbol in PLACEHOLDERS)
        self.placeholders: tuple[str, ...] = PLACEHOLDERS if held else ()
        """The placeholder symbols that the vocabulary has; none for most models."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Pieces of each text, normalised, without the end-of-sentence piece; unknown ones become `<unk>`."""
        encoded: list[list[str]] = self._source.EncodeAsPieces([normalize(text) for text in texts])
        known = self.ids
        return [[p if p in known else UNKNOWN for p in pieces] for pieces in encoded]

    def surfaces(self, text: str) -> list[str]:
        """Pieces of a text, normalised, as they are before unknown ones become `<unk>`: together they spell it."""
        pieces: list[str] = self._source.EncodeAsPieces(normalize(text))
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        """Text of target pieces; special pieces are left out."""
        text: str = self._target.DecodePieces([p for p in pieces if p not in _SPECIAL])
        return text.strip()

    def to_ids(self, pieces: Sequence[str]) -> list[int]:
        """Ids of pieces in the model's vocabulary."""
        unknown = self.ids[UNKNOWN]
        return [self.ids.get(p, unknown) for p in pieces]

    def to_pieces(self, ids: Sequence[int]) -> list[str]:
        """Pieces of ids; the inverse of `to_ids`."""
        return [self._pieces[i] for i in ids]


_SPECIAL = frozenset({END, UNKNOWN, "<pad>"})
