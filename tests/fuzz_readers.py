"""Spoil files and read them, minutes long: `python tests/fuzz_readers.py docx pdf --minutes 10 --keep FOLDER`.

What is read must be a document or one sentence. Anything else is a finding, and so is a file of a few kilobytes that
takes 20 seconds or 200 MB, or that ends the process; the bytes of each are kept in FOLDER. Minutes are those of a
processor. Where tsum writes the English into a copy of the source, that is tried, too.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import bitexts
from fakes import FakeEngine
from mutations import mutated, spoilt
from test_reader_fuzzing import holds
from translate_summarize import read
from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.memory import tmx
from translate_summarize.originals import in_english
from translate_summarize.pipeline import process
from translate_summarize.readers import pdf
from translate_summarize.readers.corrected import read_corrected
from translate_summarize.renderers import render

SLOW = 20
"""Seconds of a processor."""
LARGE = 200
"""Megabytes."""
STUCK = 120
"""Seconds without a file done: nothing inside the process could end it."""
FAMILIES = {
    "docx": (".docx",),
    "odt": (".odt",),
    "epub": (".epub",),
    "html": (".html", "news.html"),
    "pdf": (".pdf",),
    "rtf": (".rtf",),
    "eml": (".eml",),
    "jsonl": (".jsonl",),
    "subtitles": (".srt", ".vtt"),
    "text": (".txt", ".md"),
    "corrected": (".xlf", ".docx.corrected"),
    "tmx": (".tmx",),
}
COPIES = {".html": "html", "news.html": "html", ".docx": "docx", ".odt": "odt", ".epub": "epub"}


class TooSlow(Exception):  # noqa: N818  # a finding, not an error of ours
    """A file took longer than SLOW."""


def main() -> None:
    """Fuzz each family for so long, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", default=[], help=f"of {', '.join(FAMILIES)} (default: all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="of a processor, for each family")
    parser.add_argument("--first", type=int, default=0, help="seed to begin with")
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="folder for what was found")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, first=options.first, seconds=60 * options.minutes, keep=options.keep)
        return
    for family in options.families or FAMILIES:
        watch(family, first=options.first, minutes=options.minutes, keep=options.keep)


def watch(family: str, *, first: int, minutes: float, keep: Path) -> None:
    """Run processes that do the work, until its time is up: one that ends early, or is stuck, has found something."""
    keep.mkdir(parents=True, exist_ok=True)
    spent, seed, found = 0.0, first, 0
    while spent < 60 * minutes:
        command = [sys.executable, __file__, "--work", family, "--first", str(seed), "--keep", str(keep)]
        command += ["--minutes", str(minutes - spent / 60)]
        with tempfile.TemporaryFile("w+") as said:
            child = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, text=True)
            progress, since = seed, time.monotonic()
            while child.poll() is None:
                time.sleep(1)
                there = state(keep, family)["seed"]
                if there != progress:
                    progress, since = there, time.monotonic()
                elif time.monotonic() - since > STUCK:
                    child.kill()
                    child.wait()
            said.seek(0)
            text = said.read()
        reached = state(keep, family)
        spent += reached["seconds"]
        found += reached["found"]
        seed = reached["seed"] + 1
        if child.returncode:
            found += 1
            kept(keep, family, reached["seed"], f"ended with {child.returncode}\n{text[-2000:]}")
    sys.stdout.write(f"{family}: {spent / 60:.1f} minutes, {seed - first:,} files, {found} findings\n")
    sys.stdout.flush()


def work(family: str, *, first: int, seconds: float, keep: Path) -> None:
    """Try one file after another until the time is up, or one took so much memory that the next would not show."""
    signal.signal(signal.SIGVTALRM, _ring)
    started, seed, found = time.process_time(), first, 0
    note(keep, family, seed=seed, seconds=0.0, found=0)
    for warm in range(20):
        with contextlib.suppress(Exception):
            attempt(family, warm)()
    peak = _peak()
    while time.process_time() - started < seconds and not found:
        note(keep, family, seed=seed, seconds=time.process_time() - started, found=0)
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
            attempt(family, seed)()
            why = ""
        except Exception:  # noqa: BLE001  # whatever it is: it is what we look for
            why = traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        grown = _peak() - peak
        if grown > LARGE:
            why = why or f"{grown:.0f} MB"
        if why:
            found += 1
            kept(keep, family, seed, why)
        elif grown > LARGE / 4:  # so much hides what the next one takes
            break
        seed += 1
    note(keep, family, seed=seed - bool(found), seconds=time.process_time() - started, found=found)


def attempt(family: str, seed: int) -> Callable[[], None]:
    """The reading of one file; only what may be a finding is in it."""
    chance = random.Random(seed)
    suffix = chance.choice(FAMILIES[family])
    data = content(suffix, seed)
    if family == "tmx":
        return lambda: sentence_or(tmx.read, data, ".tmx")
    if family == "corrected":
        return lambda: sentence_or(read_corrected, data, "." + suffix.split(".")[1])

    if family == "pdf":  # in this process, where what it takes is seen, and whether it crashes
        return lambda: sentence_or(lambda _: pdf.parse(data, name="essai", apart=False), data, suffix)

    def reading() -> None:
        holds(data, suffix)
        if suffix in COPIES and seed % 4 == 0:
            copied(data, suffix)

    return reading


def content(suffix: str, seed: int) -> bytes:
    """The file of a seed."""
    if suffix == ".docx.corrected":
        return spoilt(".docx", seed, sound=_ours("docx"))
    if suffix in {".xlf", ".tmx"}:
        return mutated(_ours(suffix[1:]), random.Random(seed))
    return spoilt(suffix, seed)


@functools.cache
def _ours(name: str) -> bytes:
    if name == "tmx":
        return tmx.pack([tmx.Unit("Un pont rouvre.", "A bridge reopens."), tmx.Unit("Le maire.", "The mayor.")])[0]
    made = render(bitexts.sample(), "xliff" if name == "xlf" else name)
    return made if isinstance(made, bytes) else made.encode()


def sentence_or(reading: Callable[[Path], object], data: bytes, suffix: str) -> None:
    """Read a file by its path: it works, or there is one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"essai{suffix}")
        path.write_bytes(data)
        try:
            reading(path)
        except DocumentError as error:
            one_line(error)


def copied(data: bytes, suffix: str) -> None:
    """The English in the source's own document: a document that can be read, or one sentence."""
    own = suffix.removeprefix("news")
    try:
        document = read(data, suffix=own, name="essai", keep_original=True)
        bitext = process(document, FakeEngine())
        made, said = in_english(bitext, COPIES[suffix])
    except (DocumentError, OutputError) as error:
        one_line(error)
        return
    if said:  # it is a plain document, and that says so
        one_line(said)
        return
    read(made if isinstance(made, bytes) else made.encode(), suffix=own, name="copie")


def one_line(said: object) -> None:
    """What is said to people is one line."""
    assert len(str(said).splitlines()) == 1, said


def note(keep: Path, family: str, **state: float) -> None:
    """Where the work is, for who watches it."""
    _place(keep, family).write_text(json.dumps(state), encoding="utf-8")


def state(keep: Path, family: str) -> dict[str, int]:
    """What `note` wrote last."""
    try:
        found: dict[str, int] = json.loads(_place(keep, family).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"seed": -1, "seconds": 0, "found": 0}
    return found


def kept(keep: Path, family: str, seed: int, why: str) -> None:
    """Keep what was found, and why it is a finding."""
    suffix = random.Random(seed).choice(FAMILIES[family])
    path = keep / f"{family}-{seed}{suffix if suffix.startswith('.') else '.html'}"
    path.write_bytes(content(suffix, seed))
    path.with_name(path.name + ".why").write_text(why, encoding="utf-8")
    sys.stdout.write(f"{path}: {why.strip().splitlines()[-1]}\n")
    sys.stdout.flush()


def _place(keep: Path, family: str) -> Path:
    return keep / f"{family}.state"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _ring(*_: object) -> None:
    raise TooSlow(f"more than {SLOW} s")


if __name__ == "__main__":
    main()
