"""There and back: what an editor corrected in XLIFF or Word becomes a person's translation of that French, of no other."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from translate.storage import xliff2
from typer.testing import CliRunner

import articles
from bitexts import bitexts, sample
from translate_summarize import renderers
from translate_summarize.cli import app
from translate_summarize.corrections import missing_from, sort_out
from translate_summarize.errors import DocumentError
from translate_summarize.memory import open_memory
from translate_summarize.readers.corrected import Returned, read_corrected
from translate_summarize.renderers import words
from translate_summarize.types import Bitext, Segment

FORMATS = {"docx": ".docx", "xliff": ".xlf"}


def written(folder: Path, name: str, value: Bitext) -> Path:
    rendered = renderers.render(value, name)
    path = folder / f"pont{FORMATS[name]}"
    path.write_bytes(rendered if isinstance(rendered, bytes) else rendered.encode())
    return path


def edit_docx(path: Path, number: int, *, english: str | None = None, french: str | None = None) -> None:
    document = docx.Document(str(path))
    row = document.tables[0].rows[number].cells
    if english is not None:
        for run in row[1].paragraphs[0].runs:
            run.text = ""
        row[1].paragraphs[0].add_run(english)
    if french is not None:
        row[0].paragraphs[0].runs[-1].text = french
    document.save(str(path))


def edit_xliff(path: Path, number: int, *, english: str | None = None, french: str | None = None) -> None:
    store = xliff2.Xliff2File.parsefile(str(path))
    unit = store.units[number - 1]
    if english is not None:
        unit.target = english
    if french is not None:
        unit.source = french
    store.savefile(str(path))


EDITORS: dict[str, Callable[..., None]] = {"docx": edit_docx, "xliff": edit_xliff}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=bitexts())
def test_what_nobody_touched_comes_back_unchanged(name: str, value: Bitext, tmp_path: Path) -> None:
    returned = read_corrected(written(tmp_path, name, value))
    assert [item.number for item in returned] == [t.segment.index + 1 for t in value.translations]
    for item, translation in zip(returned, value.translations, strict=True):
        assert item.source.split() == words.clean(translation.segment.text).split()
        assert item.target.split() == words.clean(translation.target).split()
        assert (item.intact, item.changed) == (True, False)
    assert sort_out(returned).taken == {}


@pytest.mark.parametrize("name", FORMATS)
def test_a_correction_is_taken_under_its_own_french(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, sample())
    EDITORS[name](path, 3, english="The works cost €2,000,000 over three years.")  # it has a mark below it
    found = sort_out(read_corrected(path))
    assert found.taken == {sample().translations[2].segment.text: "The works cost €2,000,000 over three years."}
    assert (found.unchanged, found.refused) == (9, ())


@pytest.mark.parametrize("name", FORMATS)
def test_english_under_altered_french_is_reported_and_not_taken(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, sample())
    EDITORS[name](path, 2, english="It closed.", french="Le pont a fermé.")
    found = sort_out(read_corrected(path))
    assert found.taken == {}
    assert found.refused == (
        "Segment 2 (“Le pont a fermé.”): its French was changed in the file, so its English is not taken.",
    )


def test_tracked_changes_count_as_made(tmp_path: Path) -> None:
    path = written(tmp_path, "docx", sample())
    document = docx.Document(str(path))
    paragraph = document.tables[0].rows[2].cells[1].paragraphs[0]
    run = paragraph.runs[0]._r
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="7" w:author="a"><w:r><w:delText>The old bridge</w:delText></w:r></w:del>'
    )
    inserted = parse_xml(
        f'<w:ins {nsdecls("w")} w:id="8" w:author="a"><w:r><w:t>Monday saw the bridge open.</w:t></w:r></w:ins>'
    )
    run.addprevious(deleted)
    run.addprevious(inserted)
    run.getparent().remove(run)
    document.save(str(path))
    assert list(sort_out(read_corrected(path)).taken.values()) == ["Monday saw the bridge open."]


def test_rows_that_were_moved_keep_their_french(tmp_path: Path) -> None:
    path = written(tmp_path, "docx", sample())
    edit_docx(path, 2, english="Reopened on Monday.")
    document = docx.Document(str(path))
    rows = document.tables[0].rows
    rows[9]._tr.addnext(rows[2]._tr)
    rows[4]._tr.getparent().remove(rows[4]._tr)
    document.save(str(path))
    found = sort_out(read_corrected(path))
    assert found.taken == {sample().translations[1].segment.text: "Reopened on Monday."}
    assert found.unchanged == 8


def test_what_an_editor_approves_in_xliff_is_theirs(tmp_path: Path) -> None:
    path = written(tmp_path, "xliff", sample())
    path.write_text(
        path.read_text(encoding="utf-8").replace('id="t2" state="translated"', 'id="t2" state="final"'),
        encoding="utf-8",
    )
    assert sort_out(read_corrected(path)).taken == {
        "Le vieux pont a rouvert lundi.": "The old bridge reopened on Monday."
    }


def returned(number: int, source: str, target: str) -> Returned:
    return Returned(number, source, target, intact=True, changed=True)


def test_two_corrections_of_one_sentence() -> None:
    found = sort_out([returned(1, "Oui.", "Yes."), returned(4, "Oui.", "Indeed."), returned(5, "Oui.", "Yes.")])
    assert found.taken == {"Oui.": "Yes."}
    assert found.refused == ("Segment 4 (“Oui.”): segment 1 has the same French and other English, which was taken.",)


def test_an_emptied_cell_is_no_translation() -> None:
    found = sort_out([returned(1, "Oui.", " ")])
    assert found.taken == {}
    assert "emptied" in found.refused[0]


def test_a_sentence_that_left_the_article_is_named() -> None:
    segments = [Segment("Le pont a rouvert.", 0, 0, 0, 18)]
    assert missing_from(["Le pont\u00a0a rouvert."], segments) == ()
    assert missing_from(["Le pont a fermé."], segments)[0].startswith("“Le pont a fermé.” is not in the article")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.docx", articles.word(), "holds no segment with tsum's mark"),
        ("x.docx", b"PK", "is damaged, or not a Word document"),
        ("x.xlf", b"<xliff/>", "holds no segment"),
        ("x.xlf", b"<xliff", "is damaged, or not XLIFF"),
        ("x.xlf", b'<!DOCTYPE x [<!ENTITY y "z">]><xliff>&y;</xliff>', "declares XML entities"),
        ("x.pdf", b"%PDF-", "give a .docx or .xlf"),
    ],
)
def test_what_is_no_corrected_document_gets_one_sentence(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=re.escape(says)):
        read_corrected(path)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_takes_corrections_and_writes_the_document_anew(name: str, tmp_path: Path, own_cache: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "-o", str(tmp_path / "out")])
        assert done.exit_code == 0, done.output
        return done.output

    article = tmp_path / "pont.docx"
    article.write_bytes(articles.word())
    memory = str(tmp_path / "memory.sqlite3")
    run("translate", str(article), "-f", f"{name},json", "-q")
    path = tmp_path / "out" / f"pont.fr-en{FORMATS[name]}"
    EDITORS[name](path, 2, english="The old suspension bridge reopened on Monday.")
    output = run("import", str(path), "--memory", memory, "--source", str(article), "-f", f"{name},json", "--force")
    assert "1 corrections taken" in output
    assert "1 of them by hand" in output
    assert '"target": "The old suspension bridge reopened on Monday."' in (
        tmp_path / "out" / "pont.fr-en.json"
    ).read_text("utf-8")
    with open_memory(Path(memory)) as opened:
        assert opened.stats().people == 1
    assert "0 corrections taken" in run("import", str(path), "--memory", memory)


def test_ours_read_by_another_library_is_ours_still(tmp_path: Path) -> None:
    path = written(tmp_path, "docx", sample())
    buffer = io.BytesIO()
    docx.Document(str(path)).save(buffer)
    path.write_bytes(buffer.getvalue())
    assert sort_out(read_corrected(path)).unchanged == 10
