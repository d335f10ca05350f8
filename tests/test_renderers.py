"""What the formats hold: every source and target once, in order; nothing of the text comes alive; the same bytes twice.

The golden files in data/renderers are written anew, to be read before they are committed, by

    REWRITE_GOLDEN=1 python -m pytest tests/test_renderers.py -k golden
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from bitexts import HREFS, NASTY, SHORT, SIGNATURE, bitext, bitexts, sample
from reading import Page, docx_sides, markdown_sides
from translate_summarize import renderers
from translate_summarize.errors import OutputError
from translate_summarize.renderers import words
from translate_summarize.types import Bitext

DATA = Path(__file__).parent / "data"
REWRITE_GOLDEN = bool(os.environ.get("REWRITE_GOLDEN"))
SCHEMA = jsonschema.Draft202012Validator(json.loads((DATA / "bitext.schema.json").read_text(encoding="utf-8")))
ALLOWED = """
html head meta title style body a header main section article footer fieldset legend input label
h1 h2 h3 h4 h5 h6 p span em strong b i mark small ul ol li dl div dt dd blockquote
"""
TAGS = set(ALLOWED.split())
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "type", "title", "for"}
ATTRIBUTES |= {"rel", "aria-label", "aria-labelledby", "autocomplete", "checked"}
many = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def text_of(value: Bitext, name: str) -> str:
    rendered = renderers.render(value, name)
    assert isinstance(rendered, str)
    return rendered


def sides(value: Bitext) -> tuple[list[str], list[str]]:
    """What each format but JSON must show: the text, with U+FFFD for what no document can hold."""
    items = value.translations
    return [words.clean(item.segment.text) for item in items], [words.clean(item.target) for item in items]


@many
@given(bitexts())
def test_html_holds_every_source_and_target_once_in_order(value: Bitext) -> None:
    page = Page(text_of(value, "html"))
    assert (page.sides["fr"], page.sides["en"]) == sides(value)
    ids = [attributes["id"] for _, attributes in page.elements if re.fullmatch(r"s\d+", attributes.get("id") or "")]
    assert ids == [f"s{item.segment.index + 1}" for item in value.translations]


@many
@given(bitexts())
def test_html_brings_nothing_of_the_text_to_life(value: Bitext) -> None:
    page = Page(text_of(value, "html"))
    assert not page.comments
    tags = {tag for tag, _ in page.elements}
    assert tags <= TAGS
    ids = {attributes.get("id") for _, attributes in page.elements}
    for _, attributes in page.elements:
        assert set(attributes) <= ATTRIBUTES
        if "href" in attributes:
            target = attributes["href"] or ""
            assert target in HREFS[:2] if "rel" in attributes else target[1:] in ids and target[0] == "#"


@many
@given(bitexts())
def test_markdown_holds_every_source_and_target_once_in_order(value: Bitext) -> None:
    french, english = markdown_sides(text_of(value, "md"))
    # A Markdown cell has no white space at its ends.
    assert [text.strip() for text in french] == [text.strip() for text in sides(value)[0]]
    assert [text.strip() for text in english] == [text.strip() for text in sides(value)[1]]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bitexts())
def test_docx_holds_every_source_and_target_once_in_order(value: Bitext) -> None:
    packed = renderers.render(value, "docx")
    assert isinstance(packed, bytes)
    assert docx_sides(packed) == sides(value)


@many
@given(bitexts())
def test_json_holds_everything_and_fits_its_schema(value: Bitext) -> None:
    record = json.loads(text_of(value, "json"))
    SCHEMA.validate(record)
    assert [item["source"] for item in record["translations"]] == [item.segment.text for item in value.translations]
    assert [item["target"] for item in record["translations"]] == [item.target for item in value.translations]
    for item in record["translations"]:
        assert record["document"]["blocks"][item["block"]]["text"][item["start"] : item["end"]] == item["source"]
    assert [item["segment"] - 1 for item in record["brief"]["sentences"]] == [
        item.segment.index for item in value.brief.translations
    ]
    assert record["coverage"] == dataclasses.asdict(value.coverage)
    assert record["signature"] == SIGNATURE


@pytest.mark.parametrize("name", ["html", "docx", "md", "json"])  # the others are in test_exports.py
def test_lone_surrogates_are_written_as_utf_8(name: str) -> None:
    rendered = renderers.render(bitext([("paragraph", 0, [("a\ud800b", "c\udfffd", ())])], chosen=(0,)), name)
    if isinstance(rendered, str):
        assert "a\ufffdb" in rendered.encode("utf-8").decode("utf-8")
    else:
        assert docx_sides(rendered) == (["a\ufffdb"], ["c\ufffdd"])


@pytest.mark.parametrize("snippet", NASTY)
def test_a_snippet_in_every_place_leaves_every_format_whole(snippet: str) -> None:
    value = bitext(
        [
            ("heading", 2, [(snippet, snippet, (SHORT,))]),
            ("code", 0, [(snippet, snippet, ())]),
            ("list_item", 1, [(snippet, snippet, ())]),
        ],
        chosen=(0, 1, 2),
        title=0,
        name=snippet,
    )
    page = Page(text_of(value, "html"))
    assert (page.sides["fr"], page.sides["en"]) == sides(value)
    french, english = markdown_sides(text_of(value, "md"))
    assert [*map(str.strip, french + english)] == [words.clean(snippet).strip()] * 6


def test_same_bitext_gives_the_same_bytes_in_another_process_and_time_zone() -> None:
    code = (
        "import hashlib\nfrom bitexts import sample\nfrom translate_summarize import renderers\n"
        "for name in renderers.NAMES[:-1]:\n    made = renderers.render(sample(), name)\n"
        "    print(hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())\n"
    )
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parent)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        digests.add(run.stdout)
    assert len(digests) == 1


def test_docx_carries_no_date_of_today_and_languages_for_each_side() -> None:
    packed = renderers.render(sample(), "docx")
    assert isinstance(packed, bytes)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}
    (table,) = docx.Document(io.BytesIO(packed)).tables
    header, *rows = table._tbl.tr_lst
    assert header.xpath("./w:trPr/w:tblHeader")
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)
    for row in rows:
        french, english = row.xpath("./w:tc")
        assert french.xpath(".//w:r/w:rPr/w:lang/@w:val") == ["en-GB", "fr-FR"]  # the number, then the source
        assert set(english.xpath("./w:p[1]/w:r/w:rPr/w:lang/@w:val")) == {"en-GB"}


def test_docx_lets_a_long_row_break_and_links_the_brief() -> None:
    poem = "oui\n" * 30
    value = bitext(
        [("paragraph", 0, [("Oui. " * 200, "Yes. " * 200, ())]), ("code", 0, [(poem, poem, ())])], chosen=(0,)
    )
    packed = renderers.render(value, "docx")
    assert isinstance(packed, bytes)
    document = docx.Document(io.BytesIO(packed))
    assert not document.tables[0]._tbl.xpath(".//w:cantSplit")
    assert document.element.xpath("//w:hyperlink/@w:anchor") == ["s1"]
    assert document.element.xpath("//w:bookmarkStart[starts-with(@w:name, 's')]/@w:name") == ["s1", "s2"]


@pytest.mark.parametrize(
    ("made", "name"), [("html", "pont.html"), ("md", "pont.md"), ("json", "pont.json"), ("text", "pont.txt")]
)
def test_golden(made: str, name: str) -> None:
    rendered = renderers.render_brief(sample().brief, "text") if made == "text" else text_of(sample(), made)
    rendered = re.sub(r"(?s)<style>.*</style>", "<style></style>", rendered)  # the style sheet is read by itself
    golden = DATA / "renderers" / name
    if REWRITE_GOLDEN:
        golden.write_text(rendered, encoding="utf-8", newline="\n")
    assert rendered == golden.read_text(encoding="utf-8")


def test_page_shows_marks_in_words_and_the_source_only_where_it_is_an_address() -> None:
    page = text_of(sample(), "html")
    (shown,) = re.findall(rf"<li class=.doubt.><b>Doubt</b> {re.escape(SHORT.message)}</li>", page)
    assert "<mark" not in shown
    assert page.count('<mark class="error">2\u202f000\u202f000\u00a0€</mark>') == 1
    assert page.count('<mark class="error">€200,000</mark>') == 1
    assert "Source: https://exemple.fr/pont" in page
    assert "/home/" not in text_of(
        dataclasses.replace(
            sample(), document=dataclasses.replace(sample().document, location="/home/jeanne/pont.txt")
        ),
        "html",
    )


def test_title_below_the_opening_is_announced_and_stays_in_its_place() -> None:
    value = bitext([("paragraph", 0, [("Par Anne", "By Anne", ())]), ("heading", 1, [("Titre", "Title", ())])], title=1)
    page = text_of(value, "html")
    assert "<h1>Title</h1>" in page
    assert Page(page).sides == {"fr": ["Par Anne", "Titre"], "en": ["By Anne", "Title"]}


@pytest.mark.parametrize(
    ("text", "numbered"),
    [("1. Le prix", True), ("12) Le prix", True), ("(a) Le prix", True), ("Le prix", False), ("3,5 % de plus", False)],
)
def test_list_items_that_bring_their_number_get_no_bullet(text: str, *, numbered: bool) -> None:
    value = bitext([("list_item", 1, [(text, "The price", ())])])
    assert ('class="block list_item numbered"' in text_of(value, "html")) == numbered
    packed = renderers.render(value, "docx")
    assert isinstance(packed, bytes)
    (table,) = docx.Document(io.BytesIO(packed)).tables
    styles = {cell.paragraphs[0].style.name for cell in table.rows[1].cells}
    assert styles == ({"Normal"} if numbered else {"List Bullet"})


@many
@given(bitexts())
def test_headings_of_a_page_start_at_one_and_skip_no_rank(value: Bitext) -> None:
    ranks = [int(tag[1]) for tag, _ in Page(text_of(value, "html")).elements if re.fullmatch(r"h[1-6]", tag)]
    assert ranks[:2] == [1, 2]
    assert all(after - before <= 1 for before, after in pairwise(ranks))


def test_names_suffixes_and_aliases() -> None:
    assert {
        name: (renderers.suffix(name), renderers.is_binary(name)) for name in (*renderers.NAMES, "markdown", "xlf")
    } == {
        "html": (".html", False),
        "docx": (".docx", True),
        "md": (".md", False),
        "json": (".json", False),
        "pdf": (".pdf", True),
        "epub": (".epub", True),
        "xliff": (".xlf", False),
        "tmx": (".tmx", True),
        "csv": (".csv", False),
        "xlsx": (".xlsx", True),
        "srt": (".srt", False),
        "markdown": (".md", False),
        "xlf": (".xlf", False),
    }
    assert renderers.render(sample(), "markdown") == renderers.render(sample(), "md")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "htlm",
            "Unknown format 'htlm': choose among html, docx, md, json, pdf, epub, xliff, tmx, csv, xlsx, srt (did you mean html?).",
        ),
        (
            "DOCX",
            "Unknown format 'DOCX': choose among html, docx, md, json, pdf, epub, xliff, tmx, csv, xlsx, srt (did you mean docx?).",
        ),
        ("xyz", "Unknown format 'xyz': choose among html, docx, md, json, pdf, epub, xliff, tmx, csv, xlsx, srt."),
    ],
)
def test_unknown_format_is_one_sentence(name: str, message: str) -> None:
    for call in (renderers.suffix, renderers.is_binary, lambda given: renderers.render(sample(), given)):
        with pytest.raises(OutputError) as caught:
            call(name)
        assert str(caught.value) == message
