"""Bold, italics and links: read from every format that has them, beside a text that is what it would be without."""

from __future__ import annotations

import html
import io
import re

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given, settings
from hypothesis import strategies as st

import articles
import test_web
from translate_summarize import read, segment
from translate_summarize.inlines import KINDS, address, is_whole, narrowed, ordered, pieces
from translate_summarize.types import Block, Document, Inline

Found = list[tuple[str, str, str]]


def said(document: Document) -> Found:
    """Kind, words and address of all that is set off, in the order of the text."""
    return [
        (inline.kind, block.text[inline.start : inline.end], inline.href)
        for block in document.blocks
        for inline in block.inlines
    ]


def check(document: Document) -> None:
    """What `types.Inline` promises, of blocks and of segments."""
    texts = [(block.text, block.inlines) for block in document.blocks]
    texts += [(item.text, item.inlines) for item in segment(document)]
    for text, inlines in texts:
        assert inlines == ordered(inlines)
        until = dict.fromkeys(KINDS, 0)
        for inline in inlines:
            assert until[inline.kind] <= inline.start < inline.end <= len(text)
            assert text[inline.start : inline.end].strip() == text[inline.start : inline.end]
            until[inline.kind] = inline.end
        assert "".join(piece for piece, _ in pieces(text, inlines)) == text
    for item in segment(document):
        assert item.inlines == narrowed(document.blocks[item.block].inlines, item.start, item.end)


# One sentence in each format that sets words off

PLAIN = "Le pont de Port-Lannec, dit le site de la ville, a enfin rouvert lundi."
EXPECTED: Found = [
    ("strong", "pont de Port-Lannec", ""),
    ("link", "site de la ville", "https://exemple.fr/pont?a=1&b=2"),
    ("emphasis", "enfin", ""),
    ("strong", "lundi", ""),
    ("emphasis", "lundi", ""),
]
MARKDOWN = "Le **pont de Port-Lannec**, dit le [site de la ville](https://exemple.fr/pont?a=1&b=2), a *enfin* rouvert ***lundi***."
WEB = (
    "<p>Le <b>pont</b> <strong>de Port-Lannec</strong>, dit le <a href='https://exemple.fr/pont?a=1&amp;b=2'>site de\n"
    " la <span>ville</span></a>, a <i>enfin</i> rouvert <span style='font-weight: 700'><em>lundi</em></span>.</p>"
)
# Readers go by the names of attributes, whatever their namespaces.
STYLES = (
    "<office:automatic-styles><style:style style:name='T1'><style:text-properties style:font-weight='bold'/></style:style>"
    "<style:style style:name='T2' style:parent-style-name='Emphasis'><style:text-properties style:font-weight='bold'/>"
    "</style:style></office:automatic-styles>"
)


def word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Le ")
    for piece in ("pont", " de Port-", "Lannec"):  # Word cuts its runs anywhere
        paragraph.add_run(piece).bold = True
    paragraph.add_run(", dit le ")
    key = document.part.relate_to("https://exemple.fr/pont?a=1&b=2", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>site de la ville</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(link))
    paragraph.add_run(", a ")
    paragraph.add_run("enfin", style="Emphasis")
    paragraph.add_run(" rouvert ")
    run = paragraph.add_run("lundi")
    run.bold = run.italic = True
    paragraph.add_run(".").bold = False
    return articles.saved(document)


def text() -> bytes:
    inside = (
        "<text:p>Le <text:span text:style-name='T1'>pont de Port-Lannec</text:span>, dit le <text:a text:href="
        "'https://exemple.fr/pont?a=1&amp;b=2'>site de la ville</text:a>, a <text:span text:style-name='Emphasis'>enfin"
        "</text:span> rouvert <text:span text:style-name='T2'>lundi</text:span>.</text:p>"
    )
    return articles.open_document(inside, styles=STYLES)


SOURCES = {
    ".md": MARKDOWN.encode,
    ".html": WEB.encode,
    ".docx": word,
    ".odt": text,
    ".epub": lambda: articles.book({"un.xhtml": WEB}, title=""),
}


@pytest.mark.parametrize("suffix", SOURCES)
def test_every_format_says_the_same(suffix: str) -> None:
    document = read(SOURCES[suffix](), suffix=suffix)
    assert [block.text for block in document.blocks] == [PLAIN]
    assert said(document) == EXPECTED
    check(document)


def field() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Voir ")
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> HYPERLINK "https://exemple.fr/" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>le site</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> et partir.</w:t>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))
    return articles.saved(document)


def test_a_field_of_word_is_a_link() -> None:
    found = read(field(), suffix=".docx")
    assert [block.text for block in found.blocks] == ["Voir le site et partir."]
    assert said(found) == [("link", "le site", "https://exemple.fr/")]


def test_the_article_of_a_news_page_keeps_what_is_set_off_in_it() -> None:
    page = test_web.PAGE.replace("deux câbles porteurs", '<a href="/cables"><b>deux câbles</b> porteurs</a>')
    plain = read(test_web.PAGE.encode(), suffix=".html")
    document = read(page.encode(), suffix=".html")
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [(b.kind, b.level, b.text) for b in plain.blocks]
    assert said(document) == [
        ("strong", test_web.STANDFIRST, ""),
        ("link", "deux câbles porteurs", "/cables"),
        ("strong", "deux câbles", ""),
        ("strong", "Un café à moitié vide", ""),
    ]
    check(document)


def test_links_start_from_where_a_page_says_that_it_is() -> None:
    for head in ('<base href="https://exemple.fr/a/">', '<link rel="canonical" href="https://exemple.fr/a/b.html">'):
        page = f'<html><head>{head}</head><body><p>Un <a href="c.html">lien</a>, une <a href="#n">note</a>.</p></body></html>'
        document = read(page.encode(), suffix=".html")
        assert said(document) == [("link", "lien", "https://exemple.fr/a/c.html"), ("link", "note", "#n")]


# Any text, any nesting

_words = st.sampled_from(
    (
        "Le",
        "pont",
        "a",
        "rouvert",
        "lundi.",
        "Il",
        "était",
        "e\u0301te\u0301",
        "l'île",
        "«\u00a0Oui\u00a0!\u00a0»",
        "…",
        "-",
        "\u00ad",
        "12,5",
    )
)
_tags = st.sampled_from(("b", "strong", "i", "em", 'a href="https://exemple.fr/x"', 'a href="javascript:x"', "span"))
_inside = st.recursive(
    _words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=2).map("<br>".join),
        st.tuples(_tags, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
        st.tuples(_tags, inner).map(lambda pair: f"<{pair[0]}> {pair[1]}\n</{pair[0].split()[0]}>"),
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_inside, min_size=1, max_size=3))
@example(["<b> Le\u00ad\n</b> Le"])
def test_the_text_is_what_it_is_without_formatting(paragraphs: list[str]) -> None:
    page = "".join(f"<p>Oui {inside}</p>" for inside in paragraphs)
    bare = re.sub(r"</?(?:b|strong|i|em|a|span)(?: [^>]*)?>", "", page)
    document = read(page.encode(), suffix=".html")
    plain = read(bare.encode(), suffix=".html")
    assert [block.text for block in document.blocks] == [block.text for block in plain.blocks]
    assert not said(plain)
    assert all(href in {"", "https://exemple.fr/x"} for _, _, href in said(document))
    check(document)


_alphabet = st.text(alphabet="ab .\u00e9", min_size=1, max_size=30)


@given(_alphabet, st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_pieces_are_the_text_and_stand_in_what_they_should(value: str, spans: list[tuple[str, int, int]]) -> None:
    inlines = ordered(Inline(kind, a, b) for kind, a, b in spans if a < b <= len(value))
    at = 0
    for piece, around in pieces(value, inlines):
        assert [item for item in inlines if item.start <= at and item.end >= at + len(piece)] == sorted(
            around, key=inlines.index
        )
        at += len(piece)
    assert at == len(value)


# Addresses


@pytest.mark.parametrize(
    ("href", "kept", "whole"),
    [
        ("https://exemple.fr/a?b#c", True, True),
        (" HTTP://exemple.fr ", True, True),
        ("mailto:anne@exemple.fr", True, True),
        ("/page", True, False),
        ("#note", True, False),
        ("../a.html?b=1", True, False),
        ("javascript:alert(1)", False, False),
        ("JaVaScRiPt:alert(1)", False, False),
        ("java\nscript:alert(1)", False, False),
        ("\x7fjavascript:alert(1)", False, False),
        ("data:text/html,x", False, False),
        ("file:///etc/passwd", False, False),
        ("//exemple.fr/x", False, False),
        ("\\\\serveur\\x", False, False),
        ('https://exemple.fr/"onclick="x', False, False),
        ("https://", False, False),
        ("https://exemple.fr/" + "a" * 2000, False, False),
        ("", False, False),
    ],
)
def test_addresses(href: str, kept: bool, whole: bool) -> None:  # noqa: FBT001
    assert bool(address(href)) is kept
    assert is_whole(address(href)) is whole
    document = read(f'<p>Un <a href="{html.escape(href)}">lien</a>.</p>'.encode(), suffix=".html")
    assert bool(said(document)) is kept


def test_a_broken_base_costs_no_text() -> None:
    assert address("x", "https://[exemple") == ""
    page = '<html><head><base href="https://[exemple/"></head><body><p>Un <a href="x">lien</a>.</p></body></html>'
    assert [block.text for block in read(io.BytesIO(page.encode()), suffix=".html").blocks] == ["Un lien."]


def test_code_and_headings() -> None:
    document = read(b"# Un **titre**\n\n```\n**x**\n```\n\n1. Un *point*\n", suffix=".md")
    assert document.blocks == (
        Block("Un titre", "heading", 1, (Inline("strong", 3, 8),)),
        Block("**x**", "code"),
        Block("1. Un point", "list_item", 1, (Inline("emphasis", 6, 11),)),
    )
