"""Formats from other packages: README's example, installed as a package is, by a dist-info folder on the path."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from fakes import FakeEngine, english
from translate_summarize import plugins, process, read, render
from translate_summarize.batch import process_folder
from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.renderers import ensure_installed, suffix
from translate_summarize.runs import Job

README = (ROOT / "README.md").read_text(encoding="utf-8")
FAULTY = """
def faulty_read(data, *, name):
    raise ZeroDivisionError("oops")

class Faulty:
    suffix = ".x"
    @staticmethod
    def render(bitext):
        return 1 / 0
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (example,) = re.findall(r"```python plugin\n(.*?)```", README, re.DOTALL)
    (points,) = re.findall(r"```toml\n(\[project.entry-points.*?)```", README, re.DOTALL)
    sections = re.sub(r'\[project\.entry-points\."(.*?)"\]', r"[\1]", points).replace('"', "")
    sections = sections.replace(
        "[tsum.renderers]", "bad = my_formats:faulty_read\ntxt = my_formats:faulty_read\n[tsum.renderers]"
    )
    sections += "bad = my_formats:Faulty\ngone = my_formats:Nothing\nhtml = my_formats:Faulty\n"
    (tmp_path / "site" / "my_formats-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "site" / "my_formats.py").write_text(example + FAULTY, encoding="utf-8")
    (tmp_path / "site" / "my_formats-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: my-formats\nVersion: 1.0\n"
    )
    (tmp_path / "site" / "my_formats-1.0.dist-info" / "entry_points.txt").write_text(sections)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    plugins.found.cache_clear()
    yield tmp_path
    plugins.found.cache_clear()
    sys.modules.pop("my_formats", None)


SOURCE = b"titre = Le pont rouvre.\nsuite = Il pleut.\n"


def test_the_example_reads_and_renders(package: Path) -> None:
    (package / "strings.ini").write_bytes(SOURCE)
    bitext = process(package / "strings.ini", FakeEngine())
    assert (bitext.document.name, bitext.document.location) == ("strings", str(package / "strings.ini"))
    expected = f"{english('Le pont rouvre.')}\n{english('Il pleut.')}\n"
    assert render(bitext, "lines") == expected
    assert suffix("lines") == ".txt"


def test_a_folder_run_knows_them(package: Path) -> None:
    (package / "press").mkdir()
    (package / "press" / "strings.ini").write_bytes(SOURCE)
    (outcome,) = process_folder(Job(package / "press", package / "out", formats=("lines",)), FakeEngine())
    assert outcome.status == "written"
    assert (package / "out" / "strings.fr-en.txt").read_text().startswith("Lex pontx")


def test_their_faults_are_one_sentence(package: Path) -> None:
    with pytest.raises(DocumentError, match=r"essai cannot be read by the plug-in for .bad files .*oops"):
        read(b"x", suffix=".bad", name="essai")
    bitext = process(b"Il pleut.", FakeEngine())
    with pytest.raises(OutputError, match="The plug-in for the format bad failed"):
        render(bitext, "bad")
    with pytest.raises(OutputError, match="gone cannot be loaded"):
        ensure_installed("gone")


def test_no_format_of_ours_is_replaced(package: Path) -> None:
    bitext = process(b"Il pleut.", FakeEngine())
    assert str(render(bitext, "html")).startswith("<!DOCTYPE html>")
    assert read(b"Il pleut.", suffix=".txt").blocks[0].text == "Il pleut."


def test_unknown_names_list_theirs_too(package: Path) -> None:
    with pytest.raises(DocumentError, match=r"tsum reads .*\.ini"):
        read(b"x", suffix=".xyz")
    with pytest.raises(OutputError, match=r"choose among html, .*lines.*did you mean lines"):
        suffix("line")


def test_render_writes_to_paths_and_streams(tmp_path: Path) -> None:
    bitext = process(io.BytesIO(b"Il pleut."), FakeEngine())
    for name in ("md", "docx"):
        stream = io.BytesIO()
        made = render(bitext, name, to=tmp_path / name)
        render(bitext, name, to=stream)
        assert (
            (tmp_path / name).read_bytes() == stream.getvalue() == (made if isinstance(made, bytes) else made.encode())
        )
    with pytest.raises(OutputError, match="cannot be written"):
        render(bitext, "md", to=tmp_path / "none" / "x.md")
