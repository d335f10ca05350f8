"""How much of a news page's article is found, and how much else: word F1 of the body, titles, dates.

    python tests/web_f1.py FOLDER

The folder holds pages (NAME.html) with what a person took for the article beside them (NAME.json: `article`, `title`,
and, where they are known, `heading`, the standfirst, and `date`). Words are compared as bags, in small letters. The
body is what stands below the title and the standfirst; the second figure counts the standfirst on both sides.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from translate_summarize import read


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", "").lower())  # a soft hyphen parts no word


def f1(found: str, gold: str) -> float:
    """Harmonic mean of precision and recall over bags of words."""
    left, right = Counter(words(found)), Counter(words(gold))
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--below", type=float, default=0.9, help="name the pages whose body is worse")
    options = parser.parse_args()
    bodies, wholes, plain = [], [], []
    titles = dates = 0
    for page in sorted(options.folder.glob("*.html")):
        gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        document = read(page)
        below = [block for block in document.blocks if block.text != document.title]
        text = [block.text for block in below]
        body = [block.text for block in below if block.kind != "standfirst"]
        bodies.append(f1("\n".join(body), gold["article"]))
        plain.append(f1("\n".join(text), gold["article"]))
        wholes.append(f1("\n".join(text), f"{gold.get('heading') or ''} {gold['article']}"))
        titles += words(document.title or "") == words(gold["title"])
        dates += document.date == gold.get("date")
        if bodies[-1] < options.below:
            print(f"{page.name}: {bodies[-1]:.3f}")
    count = len(bodies)
    print(
        f"{count} pages: body F1 {sum(bodies) / count:.4f}, with the standfirst {sum(wholes) / count:.4f} "
        f"(counted against the body alone: {sum(plain) / count:.4f}), titles {titles}, dates {dates}"
    )


if __name__ == "__main__":
    main()
