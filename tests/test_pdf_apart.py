"""A PDF is read in a process of its own: what swells or crashes ends that one, with one sentence, and it outlives nobody."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import psutil
import pytest

import articles
from bitexts import sample
from translate_summarize import read, render
from translate_summarize.errors import DocumentError
from translate_summarize.readers import pdf


def written_by_hand(content: bytes) -> bytes:
    """A PDF of one page."""
    packed_ = zlib.compress(content)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed_), packed_),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = b"".join(b"%d 0 obj %b endobj\n" % numbered for numbered in enumerate(parts, 1))
    return b"%PDF-1.7\n" + objects + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_the_process_reads_a_pdf_as_this_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "pypdfium2", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    there = pdf.parse(articles.pdf(), name="pont")
    assert len(there.blocks) == len(articles.LINES)
    assert there == pdf.parse(articles.pdf(), name="pont", apart=False)


@pytest.mark.parametrize("apart", [True, False])
def test_a_pdf_that_is_refused(apart: bool) -> None:  # noqa: FBT001
    for data, says in (
        (b"%PDF-1.7 rien", "pont is damaged"),
        (render(sample(), "pdf"), "pont is a document that tsum"),
    ):
        with pytest.raises(DocumentError, match=says):
            pdf.parse(data, name="pont", apart=apart)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is not held elsewhere")
def test_a_pdf_that_swells() -> None:
    data = written_by_hand(b"BT /F 1 Tf 9 800 Td " + (b"(" + b"a" * 1000 + b") Tj\n") * 20_000 + b"ET")
    assert len(data) < 100_000
    with pytest.raises(DocumentError, match=r"^pont takes more than 1 GB of memory to read: "):
        read(data, suffix=".pdf", name="pont")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (-6, "pont takes more than 1 GB of memory to read: "),
        (-11, "pont is damaged (PDFium crashes on it): "),
        (1, "pont cannot be read: the process that reads PDF failed (ValueError: no); try `tsum doctor`."),
    ],
)
def test_a_process_that_ends_badly(code: int, says: str) -> None:
    done = subprocess.CompletedProcess[bytes]([], code, b"", b"Traceback\nValueError: no\n")
    with pytest.raises(DocumentError, match=re.escape(says)):
        pdf.ensure_ended_well(done, "pont")


@pytest.mark.skipif(sys.platform == "win32", reason="there, who ends leaves no trace")
def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(written_by_hand(b"BT /F 1 Tf 9 800 Td " + (b"(" + b"a" * 1000 + b") Tj\n") * 3000 + b"ET"))
    script = f"from translate_summarize import read\nread({str(slow)!r})"
    with subprocess.Popen([sys.executable, "-c", script]) as starting:
        process = psutil.Process(starting.pid)
        while not (children := process.children()):
            time.sleep(0.01)
        starting.kill()
    psutil.wait_procs(children, timeout=10)
    assert not any(child.is_running() for child in children)
