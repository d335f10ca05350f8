"""Precision, recall and F1 of the sentence boundaries found in files of known sentences.

    python tests/segmentation_f1.py [--errors N] FILE...

A file has one sentence a line and a blank line between documents. The sentences of a document are joined with one
space and found again; boundaries are compared by the number of characters before them that are not white space, and
the end of a document does not count.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import argparse
import time
from pathlib import Path

from translate_summarize.segmentation import split_sentences


def boundaries(sentences: list[str]) -> list[int]:
    """Where sentences end, in characters that are not white space, without the last one."""
    ends, total = [], 0
    for sentence in sentences:
        total += len("".join(sentence.split()))
        ends.append(total)
    return ends[:-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many wrong and missed boundaries to show")
    parser.add_argument("--part", choices=["odd", "even"], help="only every second document")
    options = parser.parse_args()
    for file in options.files:
        documents = [part.split("\n") for part in file.read_text(encoding="utf-8").strip().split("\n\n")]
        if options.part:
            documents = documents[options.part == "odd" :: 2]
        right = found = gold = size = 0
        shown = 0
        seconds = 0.0
        for sentences in documents:
            text = " ".join(sentences)
            began = time.perf_counter()
            spans = split_sentences(text)
            seconds += time.perf_counter() - began
            size += len(text.encode())
            hypothesis, reference = boundaries([text[a:b] for a, b in spans]), boundaries(sentences)
            right += len(set(hypothesis) & set(reference))
            found += len(hypothesis)
            gold += len(reference)
            solid = "".join(text.split())
            for kind, places in (("+", set(hypothesis) - set(reference)), ("-", set(reference) - set(hypothesis))):
                for place in sorted(places):
                    if shown < options.errors:
                        shown += 1
                        print(kind, around(text, place, len(solid)))
        precision, recall = right / max(found, 1), right / max(gold, 1)
        f1 = 2 * right / max(found + gold, 1)
        speed = size / 1e6 / max(seconds, 1e-9)
        print(f"{file.name}: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f} at {speed:.1f} MB/s")


def around(text: str, place: int, total: int) -> str:
    """The text on both sides of a boundary."""
    count = 0
    for position, character in enumerate(text):
        count += not character.isspace()
        if count == min(place, total):
            return f"{text[max(0, position - 55) : position + 1]} || {text[position + 1 : position + 55]}"
    return text[-55:]


if __name__ == "__main__":
    main()
