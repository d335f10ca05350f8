"""Which part of a target translates which part of its source, by the decoder's attention to the encoder.

Marian's `transformer-align` models, OPUS-MT's among them, were trained with alignments for one head of the last layer,
which is what CTranslate2 hands back (Garg et al. 2019, "Jointly Learning to Align and Translate"); in others that
head is a fair guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from translate_summarize.engines.tokenization import normalize

_BYTE = "<0x"


def piece_spans(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Where each SentencePiece piece stands in the text that the pieces spell, in characters, from 0."""
    lengths = [_length(piece) for piece in pieces]
    if pieces and pieces[0].startswith("▁"):
        lengths[0] -= 1
    ends = list(accumulate(lengths))
    return [(end - length, end) for end, length in zip(ends, lengths, strict=True)]


def _length(piece: str) -> int:
    if piece.startswith(_BYTE) and piece.endswith(
        ">"
    ):  # one character for the first byte of its UTF-8, none for others
        return int(not 0x80 <= int(piece[3:-1], 16) < 0xC0)
    return len(piece)


def located(
    source: str,
    spans: Sequence[tuple[int, int]],
    *,
    source_pieces: Sequence[str],
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each span of `source`, the stretches of the target text whose pieces look at it most.

    Args:
        source: Text, as it was given to the engine.
        spans: In characters of it, end exclusive.
        source_pieces: That it was cut into after `normalize`, without the end-of-sentence piece.
        target_pieces: Without the end-of-sentence piece.
        attention: A row for each target piece, with a weight for each source piece (more columns are passed over).
    """
    columns = range(len(source_pieces))
    looks = [max(columns, key=row.__getitem__) for row in attention[: len(target_pieces)]]
    from_, to = piece_spans(source_pieces), piece_spans(target_pieces)
    found = []
    for start, end in spans:
        low, high = _normal(source, start), _normal(source, end)
        chosen = {i for i, (a, b) in enumerate(from_) if a < high and b > low and source_pieces[i] != "▁"}
        places = [place for place, look in zip(to, looks, strict=False) if look in chosen]
        found.append(_joined(places))
    return tuple(found)


def _normal(text: str, position: int) -> int:
    return len(normalize(text[:position] + "x")) - 1


def _joined(places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return tuple(joined)
