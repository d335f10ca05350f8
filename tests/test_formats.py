"""Documents in the formats people have: what is kept, in which order, and one sentence for what cannot be read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import articles
from fakes import FakeEngine
from translate_summarize import process, read, segment
from translate_summarize.dates import iso_of
from translate_summarize.errors import DocumentError
from translate_summarize.readers import SUFFIXES, packed, pdf_lines
from translate_summarize.readers.pdf_layout import blocks_of
from translate_summarize.readers.pdf_lines import Line
from translate_summarize.types import Document

SEGMENTS = [s.text for s in segment(read(articles.text(), suffix=".txt"))]


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


def refusal(data: bytes, suffix: str = "") -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, suffix=suffix, name="essai")
    message = str(caught.value)
    assert message.startswith("essai ")
    assert "\n" not in message
    return message


# One article, all formats


@pytest.mark.parametrize("suffix", articles.FORMATS)
def test_one_article_gives_the_same_segments_in_every_format(suffix: str, tmp_path: Path) -> None:
    data = articles.FORMATS[suffix]()
    path = tmp_path / f"pont{suffix}"
    path.write_bytes(data)
    for source in (path, data, io.BytesIO(data)):
        document = read(source, suffix=None if source is path else suffix)
        assert [s.text for s in segment(document)] == SEGMENTS
    if suffix not in {".srt", ".vtt"}:
        assert document.title == articles.TITLE


@pytest.mark.parametrize("suffix", articles.FORMATS)
def test_one_article_gives_the_same_english_from_every_format(suffix: str) -> None:
    value = process(read(articles.FORMATS[suffix](), suffix=suffix), FakeEngine())
    whole = process(articles.text(), FakeEngine())
    assert [item.target for item in value.translations] == [item.target for item in whole.translations]


@pytest.mark.parametrize("suffix", sorted(set(articles.FORMATS) - {".md", ".jsonl"}))
def test_without_a_suffix_the_content_tells(suffix: str) -> None:
    assert [s.text for s in segment(read(articles.FORMATS[suffix]()))] == SEGMENTS


def test_an_unknown_suffix_hides_no_known_format() -> None:
    for suffix, data in ((".php", articles.html()), (".doc", articles.rtf()), (".bin", articles.word())):
        assert [s.text for s in segment(read(data, suffix=suffix))] == SEGMENTS


def test_every_suffix_has_an_article_here() -> None:
    aliases = {".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl"}
    assert {aliases.get(suffix, suffix) for suffix in SUFFIXES} == set(articles.FORMATS)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".epub", articles.book()),
        (".eml", articles.mail()),
        (".jsonl", articles.json_lines()),
        (".md", b"---\ntitle: Le pont\nauthor: 'Anne Kerval'\ndate: 11 mars 2024\n---\nIl rouvre.\n"),
        (".html", b"<meta name=author content='Anne Kerval'><meta name=date content=2024-03-11><p>Il rouvre."),
    ],
)
def test_what_a_source_says_of_itself(suffix: str, data: bytes) -> None:
    document = read(data, suffix=suffix)
    assert (document.author, document.date) == ("Anne Kerval", "2024-03-11")


def test_office_documents_name_their_author_and_no_day() -> None:
    """The day that a file was made or saved is not the day of the article."""
    made = docx.Document()
    made.core_properties.author = "Anne Kerval"
    made.add_paragraph("Il rouvre.")
    rtf = rb"{\rtf1\ansi{\info{\author Ren\'e9e Kerval}{\creatim\yr2024\mo3\dy11}} Il rouvre.\par}"
    for data, suffix, author in ((articles.saved(made), ".docx", "Anne Kerval"), (rtf, ".rtf", "Renée Kerval")):
        document = read(data, suffix=suffix)
        assert (document.author, document.date) == (author, None)
        assert [block.text for block in document.blocks] == ["Il rouvre."]


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-03-11T09:30:00+01:00", "2024-03-11"),
        ("20240311", "2024-03-11"),
        ("11/03/2024", "2024-03-11"),
        ("11.3.2024 à 9h30", "2024-03-11"),
        ("lundi 11 mars 2024", "2024-03-11"),
        ("1er août 1998", "1998-08-01"),
        ("Mon, 11 Mar 2024 09:30:00 +0100", "2024-03-11"),
        ("March 11, 2024", "2024-03-11"),
        ("31/02/2024", None),
        ("2024", None),
        ("hier", None),
        ("11 brumaire 2024", None),
    ],
)
def test_dates_come_in_one_form(said: str, date: str | None) -> None:
    assert iso_of(said) == date
    record = json.dumps({"text": "Le pont rouvre.", "date": said}).encode()
    assert read(record, suffix=".jsonl").date == date


def test_a_standfirst_is_known_by_its_style_or_field() -> None:
    document = docx.Document()
    document.add_paragraph("Le pont", style="Title")
    document.add_paragraph("Trois ans de travaux.", style="Subtitle")
    styles = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Subtitle"/></office:automatic-styles>'
    )
    inside = (
        '<text:h text:outline-level="1">Le pont</text:h><text:p text:style-name="P1">Trois ans de travaux.</text:p>'
    )
    for data, suffix in (
        (articles.saved(document), ".docx"),
        (articles.open_document(inside, styles=styles), ".odt"),
        (b'{"title": "Le pont", "chapo": "Trois ans de travaux.", "text": "Il rouvre."}', ".jsonl"),
    ):
        found = read(data, suffix=suffix)
        assert found.standfirst == "Trois ans de travaux."
        assert outline(found)[:2] == [("heading", 1, "Le pont"), ("standfirst", 0, "Trois ans de travaux.")]


# Word


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Le pont", style="Title")
    body = document.element.body
    ns = nsdecls("w")

    def raw(xml: str) -> None:
        body.insert(len(body) - 1, parse_xml(xml.replace("<w:", "<w:", 1).replace(">", f" {ns}>", 1)))

    paragraph = document.add_paragraph("Il est ")
    paragraph.add_run("ouvert").bold = True
    paragraph.add_run(" depuis\tlundi.")
    document.add_paragraph("Un", style="List Bullet")
    document.add_paragraph("Deux", style="List Bullet 2")
    document.add_paragraph("Trois", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cellule {number}."
    raw(
        "<w:p><w:ins w:id='1' w:author='a'><w:r><w:t>Ajouté.</w:t></w:r></w:ins><w:del w:id='2' w:author='a'><w:r>"
        "<w:delText>Retiré.</w:delText></w:r></w:del></w:p>"
    )
    raw("<w:sdt><w:sdtContent><w:p><w:r><w:t>Dans un champ.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    raw("<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>Par son niveau</w:t></w:r></w:p>")
    raw(
        "<w:p><w:r><w:t>Avec une boîte.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Dans la boîte.</w:t></w:r>"
        "</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    raw(
        "<w:p><w:r><w:t>Une note</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t xml:space='preserve'> ici.</w:t></w:r></w:p>"
    )
    made = articles.saved(document)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/footnotes.xml"] = (
        f"<w:footnotes {ns}><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>--</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>La note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    return articles.packed(members)


def test_word_keeps_what_is_said_and_how() -> None:
    assert outline(read(word(), suffix=".docx")) == [
        ("heading", 1, "Le pont"),
        ("paragraph", 0, "Il est ouvert depuis lundi."),
        ("list_item", 1, "Un"),
        ("list_item", 2, "Deux"),
        ("quote", 1, "Trois"),
        *(("paragraph", 0, f"Cellule {number}.") for number in range(4)),
        ("paragraph", 0, "Ajouté."),
        ("paragraph", 0, "Dans un champ."),
        ("heading", 3, "Par son niveau"),
        ("paragraph", 0, "Avec une boîte."),
        ("paragraph", 0, "Dans la boîte."),
        ("paragraph", 0, "Une note ici."),
        ("paragraph", 0, "La note."),
    ]


# OpenDocument


def test_open_document_keeps_what_is_said_and_how() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/></office:automatic-styles>'
    )
    inside = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Retiré.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p text:style-name="P1">Le pont</text:p><text:p>Il est<text:s text:c="2"/><text:span>ouvert</text:span>'
        "<text:tab/>lundi<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>La note.</text:p>"
        "</text:note-body></text:note>.</text:p>"
        "<text:list><text:list-item><text:p>Un</text:p><text:list><text:list-item><text:p>Deux</text:p></text:list-item>"
        '</text:list></text:list-item></text:list><text:p text:style-name="P2">Trois</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>A.</text:p></table:table-cell><table:table-cell>"
        "<text:p>B.</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Avec une boîte.<draw:frame><draw:text-box><text:p>Dans la boîte.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:table-of-content><text:index-body><text:p>Sommaire 1</text:p></text:index-body></text:table-of-content>"
    )
    assert outline(read(articles.open_document(inside, styles=styles), suffix=".odt")) == [
        ("heading", 1, "Le pont"),
        ("paragraph", 0, "Il est ouvert lundi."),
        ("list_item", 1, "Un"),
        ("list_item", 2, "Deux"),
        ("quote", 1, "Trois"),
        ("paragraph", 0, "A."),
        ("paragraph", 0, "B."),
        ("paragraph", 0, "Avec une boîte."),
        ("paragraph", 0, "Dans la boîte."),
        ("paragraph", 0, "La note."),
    ]


# EPUB


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    chapters = {
        "b.xhtml": "<h2>Un</h2><p>Premier.<a epub:type='noteref' href='#n'>1</a></p>",
        "a.xhtml": "<h2>Deux</h2><p>Second&#160;!</p>",
    }
    assert outline(read(articles.book(chapters, title="Les ponts"), suffix=".epub")) == [
        ("heading", 1, "Les ponts"),
        ("heading", 2, "Un"),
        ("paragraph", 0, "Premier."),
        ("heading", 2, "Deux"),
        ("paragraph", 0, "Second\u00a0!"),
    ]


# PDF


def test_a_paragraph_goes_on_over_pages_and_heads_and_numbers_are_dropped() -> None:
    document = read(articles.pdf(), suffix=".pdf")
    assert [block.text for block in document.blocks] == list(articles.LINES)
    assert [block.kind for block in document.blocks].count("heading") == 2


def column(lines: list[str], *, left: float, top: float, width: float = 200, size: float = 10) -> list[Line]:
    return [Line(text, left, left + width, top - 12 * n, size) for n, text in enumerate(lines)]


LEFT = [
    "Le maire a annoncé que la",
    "piscine de la ville ferme pour",
    "un an à cause d'une fuite que",
    "personne ne trouve, pas même",
]
RIGHT = [
    "les plongeurs. Les écoles",
    "devront aller nager ailleurs,",
    "ce que les parents regrettent",
    "et disent tout haut à la mairie.",
]
WHOLE = (
    "Le maire a annoncé que la piscine de la ville ferme pour un an à cause d'une fuite que personne ne trouve, pas même "
    "les plongeurs. Les écoles devront aller nager ailleurs, ce que les parents regrettent et disent tout haut à la mairie."
)


@pytest.mark.parametrize("by_row", [False, True])
def test_columns_are_read_one_after_the_other(by_row: bool) -> None:  # noqa: FBT001
    left, right = column(LEFT, left=50, top=600), column(RIGHT, left=280, top=600)
    body = [line for pair in zip(left, right, strict=True) for line in pair] if by_row else left + right
    title = Line("La piscine ferme", 50, 480, 650, 20)
    assert [block.text for block in blocks_of([([title, *body], 800.0)])] == ["La piscine ferme", WHOLE]


def test_a_scan_says_that_it_has_no_text() -> None:
    import pypdfium2

    blank = pypdfium2.PdfDocument.new()
    blank.new_page(200, 200)
    buffer = io.BytesIO()
    blank.save(buffer)
    assert "no text, only pictures" in refusal(buffer.getvalue(), ".pdf")


# RTF, e-mail, JSON lines, subtitles


def test_rtf_reads_its_escapes() -> None:
    data = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\b Titre\b0\par\par L'\'e9t\'e9 \u339?uvre {\i ici}\emdash la.\par}"
    assert [block.text for block in read(data, suffix=".rtf").blocks] == ["Titre", "L'été œuvre ici—la."]


def test_rtf_reads_a_font_in_its_own_character_set() -> None:
    fonts = rb"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1 Arial{\*\falt A\}B};}{\f2\fcharset161 Symbol;}}"
    data = rb"{\rtf1\ansi\deff0" + fonts + rb"\f0 \'e9t\'e9\par\par \f1 \'e9t\'e9\par\par \f2 \'e1\'e2\'e3\par}"
    assert [block.text for block in read(data, suffix=".rtf").blocks] == ["été", "été", "αβγ"]


def test_rtf_leaves_the_address_of_a_link_out_of_its_words() -> None:
    link = rb'{\field{\*\fldinst{HYPERLINK "https://exemple.fr/"}}{\fldrslt{\ul le site}}}'
    (block,) = read(rb"{\rtf1 Voir " + link + rb" et partir.\par}", suffix=".rtf").blocks
    assert block.text == "Voir le site et partir."


@pytest.mark.parametrize(("data", "what"), [(b"{" * 1_000_001, "groups"), (b"|" * 1_000_001, "lines")])
def test_rtf_refuses_what_no_article_has(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=f"pont has more than 1,000,000 {what}"):
        read(b"{\\rtf1 " + data, suffix=".rtf", name="pont")


def test_flowed_mail_and_html_mail() -> None:
    flowed = (
        b"From: a@exemple.fr\r\nSubject: =?utf-8?q?L=27=C3=A9t=C3=A9?=\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
        b"Le premier paragraphe va \r\njusqu'ici.\r\n\r\nLe second aussi.\r\n"
    )
    document = read(flowed, suffix=".eml")
    assert [block.text for block in document.blocks] == [
        "L'été",
        "Le premier paragraphe va jusqu'ici.",
        "Le second aussi.",
    ]
    web = b"Subject: Un\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Deux<img src='https://exemple.fr/x'></p><script>x</script>"
    assert [block.text for block in read(web, suffix=".eml").blocks] == ["Un", "Deux"]


def test_headers_that_make_no_sense_cost_no_text() -> None:  # the fuzzer found the date
    data = b"Subject: Un\r\nFrom: <<\r\nDate: Mon, 99999999999 Mar 99999999999 09:30:00 +0100\r\n\r\nDeux.\r\n"
    document = read(data, suffix=".eml")
    assert ([block.text for block in document.blocks], document.date) == (["Un", "Deux."], None)


def test_json_lines_of_several_articles() -> None:
    data = b'{"titre": "Un", "texte": ["A b.", "C d."], "x": 1}\n\n{"headline": "Deux", "body": "E f."}\n"G h."\n'
    assert [block.text for block in read(data, suffix=".jsonl").blocks] == [
        "Un",
        "A b.",
        "C d.",
        "Deux",
        "E f.",
        "G h.",
    ]


def test_json_lines_with_names_of_their_own() -> None:
    data = b'{"titraille": "Un", "corps": "A b.", "text": "non"}\n'
    document = read(data, suffix=".jsonl", fields={"text": "corps", "title": "titraille"})
    assert [block.text for block in document.blocks] == ["Un", "A b."]
    with pytest.raises(DocumentError, match="name its field one of body_fr"):
        read(data, suffix=".jsonl", fields={"text": "body_fr"})


def test_cues_say_where_their_words_stand() -> None:
    data = (
        "1\n00:00:01,000 --> 00:00:03,000\n<i>Il pleut</i> depuis\nce matin\n\n2\n00:00:03,100 --> 00:00:05,000\net il fait froid. "
        "Oui.\n\n3\n00:00:05,100 --> 00:00:06,000\n- Tu viens ?\n- Non.\n"
    )
    document = read(data.encode(), suffix=".srt")
    assert [block.text for block in document.blocks] == [
        "Il pleut depuis ce matin et il fait froid. Oui.",
        "Tu viens ?",
        "Non.",
    ]
    said = [(cue.begin, cue.finish, document.blocks[cue.block].text[cue.start : cue.end]) for cue in document.cues]
    assert said == [
        (1000, 3000, "Il pleut depuis ce matin"),
        (3100, 5000, "et il fait froid. Oui."),
        (5100, 6000, "Tu viens ?"),
        (5100, 6000, "Non."),
    ]


def test_web_subtitles_leave_out_notes_and_styles() -> None:
    data = "WEBVTT\n\nNOTE\nà part\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\n<v Anne>Oui &amp; <c.x>non</c>.\n"
    assert [block.text for block in read(data.encode()).blocks] == ["Oui & non."]


# What cannot be read


def zipped(member: str, content: bytes) -> bytes:
    return articles.packed({"META-INF/container.xml": articles.CONTAINER, member: content})


_ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (b"PK\x03\x04 not really", ".docx", "is damaged, or not a Word document"),
        (articles.packed({"a.txt": "x"}), ".docx", "is damaged, or not a Word document"),
        (articles.packed({"a.txt": "x"}), ".odt", "is damaged, or not an OpenDocument text"),
        (articles.packed({"a.txt": "x"}), ".epub", "is damaged, or not an EPUB"),
        (articles.word()[:3000], ".docx", "is damaged"),
        (zipped("word/document.xml", _ENTITY), ".docx", "declares XML entities"),
        (zipped("content.xml", _ENTITY), ".odt", "declares XML entities"),
        (zipped("OEBPS/content.opf", _ENTITY), ".epub", "declares XML entities"),
        (zipped("content.xml", b"<a><b></a>"), ".odt", "is damaged"),
        (
            articles.packed({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "x"}),
            ".odt",
            "protected by a password",
        ),
        (
            articles.book(
                extra={
                    "META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes"/></e>'
                }
            ),
            ".epub",
            "locked by its seller",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            ".docx",
            "protected by a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, ".docx", "of the old kind"),
        (b"%PDF-1.7 rien", ".pdf", "is damaged, or not a PDF"),
        (b"Bonjour", ".rtf", "is damaged, or not RTF"),
        (b"{\\rtf1 }", ".rtf", "has no text"),
        (b"Bonjour", ".srt", "has no text"),
        (b"WEBVTT\n\n", ".vtt", "has no text"),
        (b'{"text": "A b."}\nnon\n', ".jsonl", "is no JSON in line 2"),
        (b'{"texts": "A b."}\n', ".jsonl", "has no text in line 1"),
        (b"Subject: seul\r\n\r\n", ".eml", "has no text"),
        (b"Content-Type: multipart/encrypted\r\n\r\nx", ".eml", "is encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, ".doc", "of the old kind"),
        (b"Bonjour", ".xyz", "has a suffix that is not known"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_gets_one_sentence(data: bytes, suffix: str, says: str) -> None:
    assert says in refusal(data, suffix)


@pytest.mark.parametrize(
    ("member", "suffix"), [("word/document.xml", ".docx"), ("content.xml", ".odt"), ("OEBPS/content.opf", ".epub")]
)
def test_a_zip_bomb_is_not_unpacked(member: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packed.MAX_UNPACKED <= 100 * 10**6
    monkeypatch.setattr(packed, "MAX_UNPACKED", 10**6)  # a smaller bomb is made sooner
    bomb = zipped(member, b"<a>" + b" " * (10**6 + 10) + b"</a>")
    assert len(bomb) < 5_000
    assert "unpacks to more than 1 MB" in refusal(bomb, suffix)


def test_a_pdf_under_a_password() -> None:
    locked = Path(__file__).with_name("data") / "locked.pdf"
    assert "protected by a password" in refusal(locked.read_bytes(), ".pdf")


def test_our_own_word_document_is_refused() -> None:
    document = docx.Document()
    document.core_properties.last_modified_by = "tsum"
    document.add_paragraph("Un.")
    assert "that tsum wrote" in refusal(articles.saved(document), ".docx")


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for suffix, data in ((".pdf", b"%PDF-1.7"), (".html", b"<nav></nav><p>Un.</p>")):
        with pytest.raises(DocumentError, match=r"pip install 'translate-summarize\[(?:pdf|web)\]'"):
            read(data, suffix=suffix)
    assert pdf_lines.MAX_PAGES > 1000
