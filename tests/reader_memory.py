"""Memory that reading a long file of each format takes, as a multiple of the file: `python tests/reader_memory.py ARTICLES`.

ARTICLES is a .jsonl.xz with the field `article`, news text to fill the files with. Of a packed file its unpacked content
counts. Each is read in a process of its own, which has read a short one before, so that libraries do not count. A PDF is
read in it whole, PDFium's part too, which else has its own process.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import argparse
import functools
import io
import json
import lzma
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import articles
import test_web
from mutations import PACKED, SOURCES
from translate_summarize import read
from translate_summarize.readers import pdf

MEGABYTES = {".pdf": 0.5}
"""Of text, where it is less than for the others: typesetting takes minutes."""


def main() -> None:
    """Print a row for each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--megabytes", type=float, default=5.0, help="of text")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        print(grown(*options.read))
        return
    with lzma.open(options.articles, "rt", encoding="utf-8") as lines:
        paragraphs = [part for line in lines for part in json.loads(line)["article"].split("\n") if part.strip()]
    print("| format | file, MB | memory, MB | times |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in SOURCES:
            data = long_file(suffix, paragraphs, size=int(1e6 * MEGABYTES.get(suffix, options.megabytes)))
            path = Path(folder, "long")
            path.write_bytes(data)
            command = [sys.executable, __file__, str(options.articles), "--read", suffix, str(path)]
            memory = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            size = unpacked(data) / 1e6 if suffix in PACKED else len(data) / 1e6
            print(f"| {suffix} | {size:.1f} | {memory:.0f} | {memory / size:.0f} |", flush=True)


def long_file(suffix: str, paragraphs: list[str], *, size: int) -> bytes:
    """A file of that format with so many bytes of text."""
    taken: list[str] = []
    while size > 0:
        taken.append(paragraphs[len(taken) % len(paragraphs)].replace("&", "et").replace("<", "(").replace(">", ")"))
        size -= len(taken[-1].encode())
    if suffix == "news.html":
        return test_web.PAGE.replace("</article>", "".join(f"<p>{p}</p>\n" for p in taken) + "</article>", 1).encode()
    articles.MORE = tuple(taken)
    articles.LINES = (articles.TITLE, *articles.PARAGRAPHS, articles.HEADING, *taken)
    return articles.FORMATS[suffix]()


def unpacked(data: bytes) -> int:
    """Bytes in an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(member.file_size for member in archive.infolist())


def grown(suffix: str, path: str) -> float:
    """Megabytes by which this process grows, at most, while it reads."""
    kind = suffix.removeprefix("news")
    short = test_web.PAGE.encode() if suffix == "news.html" else articles.FORMATS[suffix]()
    reading = (
        functools.partial(pdf.parse, name="x", apart=False) if kind == ".pdf" else functools.partial(read, suffix=kind)
    )
    reading(short)
    data = Path(path).read_bytes()
    before = held("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak, which a process inherits
    reading(data)
    return held("VmHWM") - before


def held(field: str) -> float:
    """Megabytes of memory in use, now (VmRSS) or at most (VmHWM), as Linux says in proc(5)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1000


if __name__ == "__main__":
    main()
