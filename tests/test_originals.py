"""English in the source's own document: every target once, in order, where its French was, and all else as it was."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from typer.testing import CliRunner

import articles
import test_formats
import test_inlines
import test_web
from fakes import FakeEngine, LocatingEngine, english
from translate_summarize import process, read
from translate_summarize.cli import app
from translate_summarize.errors import OutputError
from translate_summarize.originals import NAMES, ensure_possible, in_english
from translate_summarize.originals.rereading import ensure_readable
from translate_summarize.readers import SUFFIXES
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.layout import paragraphs
from translate_summarize.renderers.target import TARGETS
from translate_summarize.types import Bitext

OWN = {".html": "html", ".docx": "docx", ".odt": "odt", ".epub": "epub"}


def translated(data: bytes, suffix: str) -> Bitext:
    return process(read(data, suffix=suffix, keep_original=True), LocatingEngine({}))


def made(data: bytes, suffix: str) -> bytes:
    found, why_plain = in_english(translated(data, suffix), OWN[suffix])
    assert why_plain == ""
    assert isinstance(found, bytes)
    return found


def said(data: bytes, suffix: str) -> list[str]:
    """What a document says, by paragraphs, but for the line that says what made it."""
    texts = [block.text for block in read(data, suffix=suffix).blocks]
    (notice,) = [text for text in texts if text.startswith("Machine-translated from the French: ")]
    texts.remove(notice)
    return texts


def targets(value: Bitext) -> list[str]:
    return [" ".join(item.target for item in paragraph.translations) for paragraph in paragraphs(value)]


def body(page: bytes) -> str:
    text = page.decode().partition("<body>")[2].partition("</body>")[0]
    return re.sub(r"\s*<p><small>Machine-translated.*?</small></p>\s*", "", text)


# One article, each format


@pytest.mark.parametrize("suffix", OWN)
def test_one_article_in_each_format(suffix: str) -> None:
    data = articles.FORMATS[suffix]()
    assert said(made(data, suffix), suffix) == targets(translated(data, suffix))
    assert made(data, suffix) == made(data, suffix)


@pytest.mark.parametrize("suffix", OWN)
def test_what_is_set_off_in_french_is_set_off_in_english(suffix: str) -> None:
    document = read(made(test_inlines.SOURCES[suffix](), suffix), suffix=suffix)
    expected = [(kind, english(words), href) for kind, words, href in test_inlines.EXPECTED]
    assert test_inlines.said(dataclasses.replace(document, blocks=document.blocks[:1])) == expected


def test_a_book_and_its_contents() -> None:
    chapters = {
        "b.xhtml": "<h2>Un café</h2><p>Premier&nbsp;! <img src='x.png' alt='Vue'/></p>",
        "a.xhtml": "<p>Second.</p>",
    }
    extra = {
        "OEBPS/nav.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><body><nav><ol><li><a href='b.xhtml'>Un café</a></li></ol></nav></body></html>",
        "OEBPS/x.png": "image",
    }
    pages = zipfile.ZipFile(io.BytesIO(made(articles.book(chapters, title="Les ponts", extra=extra), ".epub")))
    assert pages.namelist()[0] == "mimetype"
    assert pages.read("OEBPS/x.png") == b"image"
    assert f">{english('Un café')}</a>" in pages.read("OEBPS/nav.xhtml").decode()
    assert f"<dc:title>{english('Les ponts')}</dc:title>" in pages.read("OEBPS/content.opf").decode()
    first = pages.read("OEBPS/b.xhtml").decode()
    assert (
        f'<h2>{english("Un café")}</h2><p>{english("Premier")} ! <img src="x.png" alt="Vue"/></p>'.replace(
            " !", "\u00a0!"
        )
        in first
    )
    assert 'xml:lang="en"' in first


def test_a_title_that_a_book_says_twice() -> None:
    data = articles.book({"a.xhtml": "<p>Les ponts</p><p>Un.</p>"}, title="Les ponts")
    assert said(made(data, ".epub"), ".epub") == [english(text) for text in ("Les ponts", "Les ponts", "Un.")]


# Word


def test_word_keeps_all_but_the_words() -> None:
    data = test_formats.word()
    found = made(data, ".docx")
    assert said(found, ".docx") == [english(block.text) for block in read(data, suffix=".docx").blocks]
    before, after = (docx.Document(io.BytesIO(packed)) for packed in (data, found))
    assert [p.style.name for p in after.paragraphs][:-1] == [p.style.name for p in before.paragraphs]
    assert [[c.text for c in row.cells] for row in after.tables[0].rows] == [
        [english(c.text) for c in row.cells] for row in before.tables[0].rows
    ]
    for path, text in (
        ("//w:delText", "Retiré."),
        ("//w:ins//w:t", english("Ajouté.")),
        ("//w:txbxContent//w:t", english("Dans la boîte.")),
    ):
        assert [element.text for element in after.element.body.xpath(path)] == [text]
    assert len(after.element.body.xpath("//w:footnoteReference")) == 1
    (bold,) = [run.text for p in after.paragraphs for run in p.runs if run.bold]
    assert bold == english("ouvert")


def test_links_that_are_fields_stay_links() -> None:
    document = read(made(test_inlines.field(), ".docx"), suffix=".docx")
    assert document.blocks[0].text == english("Voir le site et partir.")
    assert test_inlines.said(document) == [("link", english("le site"), "https://exemple.fr/")]


def test_a_lost_place_leaves_words_plain_and_loses_none() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece, bold in (("Un ", True), ("vieux ", False), ("pont.", True)):
        paragraph.add_run(piece).bold = bold
    bitext = process(
        read(articles.saved(document), suffix=".docx", keep_original=True), FakeEngine()
    )  # it cannot locate
    found, _ = in_english(bitext, "docx")
    assert isinstance(found, bytes)
    (first, _) = docx.Document(io.BytesIO(found)).paragraphs
    assert [(run.text, bool(run.bold)) for run in first.runs] == [(english("Un vieux pont."), False)]


# Web pages


@pytest.mark.parametrize(
    ("french", "expected"),
    [
        ("<p class='a' id='b'>Le <b class=\"x\">vieux pont</b> rouvre.</p>", '<p class="a" id="b">Lex <b class="x">vieuxx pontx</b> rouvrex.</p>'),
        ('<p>Voir <a href="/sport" onclick="f()">le sport</a> ici.</p>', '<p>Voirx <a href="/sport" onclick="f()">lex sportx</a> icix.</p>'),
        ("<p>Le <span>pont</span> rouvre.</p>", "<p>Lex pontx rouvrex.</p>"),
        ("<p><span class='s'>Le pont rouvre. Oui.</span></p>", '<p><span class="s">Lex pontx rouvrex. Ouix.</span></p>'),
        ("<p><span>Le vieux pont rouvre.</span> <span>Il a</span> <span class='k'>coûté douze millions.</span></p>", "<p><span>Lex vieuxx pontx rouvrex.</span> <span>Ilx ax coûtéx douzex millionsx.</span></p>"),
        ("<p>Le pont rouvre.Il est beau.</p>", "<p>Lex pontx rouvrex. Ilx estx beaux.</p>"),
        ("<p>Le pont <img src='x'> rouvre.<br>Il est <!-- c --> beau.</p>", '<p>Lex pontx  rouvrex.<img src="x"><br>Ilx estx  beaux.<!-- c --></p>'),
        ("<ul><li>Un <ul><li>Deux</li></ul> fin</li></ul>", "<ul><li>Unx <ul><li>Deuxx</li></ul> finx</li></ul>"),
        ("<p>Le pont.<script>var le = 'pont'</script> Oui.</p>", "<p>Lex pontx.<script>var le = 'pont'</script> Ouix.</p>"),
        ("<a href='/x'>Le titre<div>Un bloc</div>la fin</a>", '<a href="/x">Lex titrex<div>Unx blocx</div>lax finx</a>'),
        ("<table><tr><td>12</td><td><i>Le</i></td></tr></table>", "<table><tr><td>12</td><td><i>Lex</i></td></tr></table>"),
        ("<pre>x = 1\ny</pre><p>Le pont</p>", "<pre>x = 1\ny</pre><p>Lex pontx</p>"),
        ("<p>Le &lt; &amp; le pont</p>", "<p>Lex &lt; &amp; lex pontx</p>"),
        ("<p>Le <b id='n'>pont <i>rouvre</i> ce</b> soir</p>", '<p>Lex <b id="n">pontx <i>rouvrex</i> cex</b> soirx</p>'),
    ],
)  # fmt: skip
def test_pages_keep_their_tags(french: str, expected: str) -> None:
    page = made(
        f"<!DOCTYPE html><html lang='fr'><head><title>x</title></head><body>{french}</body></html>".encode(), ".html"
    )
    assert page.startswith(b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">')
    assert re.sub(r"\s+", " ", body(page)) == re.sub(r"\s+", " ", expected)


def test_text_behind_the_body_has_its_place() -> None:
    """Found by fuzzing: the walk up from it to the body met none."""
    page = made(articles.html().replace(b"</body></html>", b"</body></p>Il est beau.</html>"), ".html")
    assert "Ilx estx beaux." in page.decode()


def test_of_a_news_page_the_article_alone_becomes_english() -> None:
    before, after = html.fromstring(test_web.PAGE), html.fromstring(made(test_web.PAGE.encode(), ".html"))
    for path in (
        "//nav",
        "//aside",
        "//footer",
        "//script",
        "//figure",
        "//*[@class='byline']",
        "//*[@id='cookie-banner']",
    ):
        assert [html.tostring(e) for e in after.xpath(path)] == [html.tostring(e) for e in before.xpath(path)]
    said_ = [p.text_content() for p in after.xpath("//article/h1|//article/p[not(@class)]")]
    assert said_[0] == english("Le pont de Port-Lannec rouvre")
    assert said_[1] == after.xpath("string(//article/p/strong)") == english(test_web.STANDFIRST)
    # Names, and words that look made up, are put right, without the letter of `english`; so the whole of each target.
    found = translated(test_web.PAGE.encode(), ".html").translations
    french, there = solid("".join(each.segment.text for each in found)), solid(after.text_content())
    assert [solid(text) in french for text in test_web.PARAGRAPHS] == [True] * 4
    assert [each.target for each in found if solid(each.target) not in there] == []
    assert after.findtext(".//title") == english("Le pont de Port-Lannec rouvre") + " - Le Courrier de l'Ouest breton"
    assert "Machine-translated" in after.xpath("string(//article/p[last()])")


_inside = st.recursive(
    st.sampled_from(("Le", "pont", "a", "rouvert.", "Il", "était", "e\u0301te\u0301", "l'île", "«\u00a0Oui\u00a0!\u00a0»", "12,5", "&amp;", "\u00ad")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=2).map("<br>".join),
        st.lists(inner, min_size=2, max_size=2).map('<img src="x">'.join),
        st.lists(inner, min_size=2, max_size=2).map(" <!-- c --> ".join),
        st.tuples(st.sampled_from(("b", "i", "em", 'a href="/x"', 'span class="y"', "u", "div", "ul")), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
        ),
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_inside, min_size=1, max_size=3))
def test_every_target_stands_once_in_order(paragraphs_: list[str]) -> None:
    data = ("<html><body>" + "".join(f"<div>Oui {inside}</div>" for inside in paragraphs_) + "</body></html>").encode()
    bitext = translated(data, ".html")
    found, why_plain = in_english(bitext, "html")
    assert why_plain == ""
    assert isinstance(found, bytes)
    root = html.fromstring(found.decode())
    assert solid(root.text_content()).partition("Machine-translated")[0] in solid("".join(targets(bitext)))
    assert [solid(text) for text in said(found, ".html")] == [solid(text) for text in targets(bitext)]
    for path in ("//img", "//comment()"):
        assert len(root.xpath(path)) == len(html.fromstring(data.decode()).xpath(path))


def test_where_a_place_is_lost_a_plain_document_has_everything() -> None:
    bitext = translated(articles.html(), ".html")
    blocks = bitext.document.blocks
    changed = (
        *blocks[:2],
        dataclasses.replace(blocks[2], text=blocks[2].text.replace("ouvriers", "ouvrières")),
        *blocks[3:],
    )
    bitext = dataclasses.replace(bitext, document=dataclasses.replace(bitext.document, blocks=changed))
    found, why_plain = in_english(bitext, "html")
    assert (
        why_plain
        == "1 of 6 paragraphs were not found again in stdin itself, so its English cannot be put in their place."
    )
    shown = solid(html.fromstring(str(found)).text_content())
    assert [solid(line) in shown for line in targets(bitext)] == [True] * 6


def test_titles_that_show_the_same_have_each_their_english() -> None:
    data = articles.book({"a.xhtml": "<h1>Lepont rouvre</h1><p>Un.</p>"}, title="Le pont rouvre")
    assert said(made(data, ".epub"), ".epub") == [english(text) for text in ("Le pont rouvre", "Lepont rouvre", "Un.")]


# What is given can be read again

MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (MAIN, MAIN + b"X"),
        (MAIN, b"//main"),
        (b"<w:body", b'<w:body xmlns:w="main"'),
        (b"<w:p>", b'<w:p xmlns:w="main">'),
        (b"<w:r>", b'<w:r xmlns:w="main">'),
        (b"<w:t>", b'<w:t xmlns:w="main">'),
    ],
)
def test_a_namespace_that_is_broken(sound: bytes, broken: bytes) -> None:
    data = test_formats.word()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert sound in members["word/document.xml"]
    members["word/document.xml"] = members["word/document.xml"].replace(sound, broken)
    data = articles.packed(members)
    assert said(made(data, ".docx"), ".docx") == targets(translated(data, ".docx"))


@pytest.mark.parametrize("suffix", OWN)
def test_a_copy_that_lacks_a_sentence_is_not_given(suffix: str) -> None:
    bitext = translated(articles.FORMATS[suffix](), suffix)
    found = made(articles.FORMATS[suffix](), suffix)
    ensure_readable(bitext, found, suffix)
    other = dataclasses.replace(bitext.translations[3], target="Another sentence.")
    changed = dataclasses.replace(bitext, translations=(*bitext.translations[:3], other, *bitext.translations[4:]))
    with pytest.raises(OutputError, match=r"^1 of 10 sentences are not found again in the copy of stdin"):
        ensure_readable(changed, found, suffix)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_a_copy_that_cannot_be_read_is_not_given(suffix: str) -> None:
    bitext = translated(articles.FORMATS[suffix](), suffix)
    with pytest.raises(OutputError, match=r"^The copy of stdin cannot be read again \(stdin is damaged"):
        ensure_readable(bitext, made(articles.FORMATS[suffix](), suffix)[:-100], suffix)


# The command


def test_formats_of_their_own_alone() -> None:
    assert NAMES == ("html", "docx", "md", "txt", "srt", "odt", "epub")
    assert set(OWN) <= set(SUFFIXES)
    text = read(articles.text(), suffix=".txt", keep_original=True)
    for name in NAMES:
        if name in TARGETS:
            ensure_possible(text, name)
        else:
            with pytest.raises(OutputError, match=f"stdin is no .{name} file.* choose among html, docx, md, txt, srt"):
                ensure_possible(text, name)
    plain, why_plain = in_english(process(text, FakeEngine()), "html")
    assert (type(plain), why_plain) == (str, "")


def test_the_command(tmp_path, own_cache) -> None:
    (tmp_path / "pont.odt").write_bytes(articles.open_document())
    (tmp_path / "pont.txt").write_bytes(articles.text())

    def run(name: str, formats: str):
        return CliRunner().invoke(
            app,
            ["translate", str(tmp_path / name), "--target-only", "-f", formats, "-o", str(tmp_path), "-q", "--force"],
        )

    done = run("pont.odt", "odt,txt")
    assert done.exit_code == 0, done.output
    assert len(said((tmp_path / "pont.en.odt").read_bytes(), ".odt")) == len(articles.LINES)
    done = run("pont.txt", "docx,odt")
    assert done.exit_code == 1
    assert "pont.txt is no .odt file" in done.output
    assert not (tmp_path / "pont.en.docx").exists()
