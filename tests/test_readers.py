"""Files to blocks: layout, encodings, and one clear sentence for what cannot be read."""

from __future__ import annotations

import io
import os
import textwrap
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.errors import DocumentError
from translate_summarize.readers import TEXT_READERS, decoding, markdown, plain, read
from translate_summarize.types import Block

SEED = Path(__file__).parents[1] / "seeds" / "000_fa48f12dcb57c586.txt"
PROSE = (
    "Le président de la République s’est rendu hier à Saint-Étienne, où il a visité l’usine qui emploie encore deux "
    "cents ouvriers. Il y a peut-être trop tard, disent les syndicats, qui avaient demandé cette visite depuis deux "
    "ans ; le gouvernement, lui, répond que les transports en commun et les écoles passaient avant."
)


def outline(text: str, parse=plain.parse) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse(text)[0]]


def paragraphs(text: str) -> list[str]:
    return [block.text for block in plain.parse(text)[0]]


# Plain text


def test_seed_has_a_paragraph_a_line() -> None:
    document = read(SEED)
    assert [block.kind for block in document.blocks] == ["paragraph"] * 5
    assert [block.text for block in document.blocks] == SEED.read_text(encoding="utf-8").split("\n")
    assert (document.name, document.location, document.encoding) == (SEED.stem, str(SEED), "utf-8")
    assert document.title is None


@pytest.mark.parametrize("width", [50, 65, 72, 79, 100])
def test_hard_wrapped_lines_are_rejoined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(PROSE, width) for _ in range(3))
    assert paragraphs(wrapped) == [PROSE] * 3


def test_hard_wrapped_lines_without_blank_lines_part_at_short_ones() -> None:
    assert paragraphs("\n".join(textwrap.fill(PROSE, 62) for _ in range(2))) == [PROSE] * 2
    indented = "\n".join(textwrap.fill(PROSE, 72, initial_indent="    ") for _ in range(2))
    assert paragraphs(indented) == [PROSE] * 2


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    text = (
        "Le maire de la ville a promis que les trans-\nports en commun seraient gratuits, et peut-\nêtre même les "
        "cantines de Saint-\nÉtienne, ce que le gouverne-\nment ne croit guère, c'est-à-\ndire pas du tout."
    )
    (whole,) = paragraphs(text)
    assert whole == (
        "Le maire de la ville a promis que les transports en commun seraient gratuits, et peut-être même les "
        "cantines de Saint-Étienne, ce que le gouvernement ne croit guère, c'est-à-dire pas du tout."
    )


def test_the_document_tells_which_hyphens_are_its_own() -> None:
    text = (
        f"{textwrap.fill(PROSE, 60)}\nL'auto-école ferme et les autres attendent ; une auto-\nécole de moins, dit-on."
    )
    assert paragraphs(text)[-1].endswith("une auto-école de moins, dit-on.")


def test_verse_keeps_its_lines() -> None:
    verse = "Les sanglots longs\nDes violons\nDe l'automne\nBlessent mon cœur\nD'une langueur\nMonotone."
    assert paragraphs(verse) == verse.split("\n")


def test_what_a_plain_text_is_made_of() -> None:
    text = (
        f"Le maire promet une école neuve\n\nPar Jean Dupont\n\n{PROSE}\n\nLES FAITS\n\nSuite\n-----\n\n"
        "- un pain\n- deux poires\n  * trois\n\n1. Premier point\n2. Second\n\n> Il l'a dit.\n>> Vraiment ?\n\n"
        "    — Tu viens ?\n    — Non.\n\n* * *\n"
    )
    assert outline(text) == [
        ("heading", 1, "Le maire promet une école neuve"),
        ("paragraph", 0, "Par Jean Dupont"),
        ("paragraph", 0, PROSE),
        ("heading", 2, "LES FAITS"),
        ("heading", 2, "Suite"),
        ("list_item", 1, "un pain"),
        ("list_item", 1, "deux poires"),
        ("list_item", 2, "trois"),
        ("list_item", 1, "1. Premier point"),
        ("list_item", 1, "2. Second"),
        ("quote", 1, "Il l'a dit."),
        ("quote", 2, "Vraiment ?"),
        ("paragraph", 0, "— Tu viens ?"),
        ("paragraph", 0, "— Non."),
        ("paragraph", 0, "* * *"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Un titre court\n\n{PROSE}", "Un titre court"),
        (f"Un titre court\n{PROSE}", "Un titre court"),
        (f"Pourquoi ce titre ?\n\n{PROSE}", "Pourquoi ce titre ?"),
        (f"« Nous irons au bout »\n\n{PROSE}", "« Nous irons au bout »"),
        (f"Un titre souligné.\n==================\n{PROSE}", "Un titre souligné."),
        ("AFRIQUE CENTRALE\nTÉLÉCOMS\nENTRETIENS", "AFRIQUE CENTRALE"),
        (f"Une phrase entière.\n\n{PROSE}", None),
        (f"Par Jean Dupont\n\n{PROSE}", None),
        ("Pomme", None),
        (PROSE, None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert plain.parse(text)[1] == title


def test_no_break_spaces_stay_and_other_spaces_are_one() -> None:
    assert paragraphs("Il   dit :\t«\u00a0Oui\u202f!\u00a0»  ") == ["Il dit : «\u00a0Oui\u202f!\u00a0»"]


# Markdown


def test_markdown() -> None:
    text = textwrap.dedent("""\
        ---
        title: "Le *vrai* titre"
        lang: fr
        ---
        Utilisez `git commit` puis **relancez** [le _serveur_](https://exemple.fr) ![une image](a.png) des trans-
        ports, <b>dit</b>-il<script>alert(1)</script>.

        ## Une partie

        - un
          - deux

            suite
        1. premier
        2. second

        > cité
        > > deux fois

        | Nom | Âge |
        |-----|-----|
        | Léa | 12 \\| 13 |

        ```python
        print("a")

        b
        ```

        <div><p>Bonjour <i>toi</i> &eacute;</p><!-- rien --><script>mal()</script></div>

        <div><![endif]><p>Fin</p></div>

        ***
        """)
    assert outline(text, markdown.parse) == [
        ("heading", 1, "Le *vrai* titre"),
        ("paragraph", 0, "Utilisez git commit puis relancez le serveur une image des transports, dit-il."),
        ("heading", 2, "Une partie"),
        ("list_item", 1, "un"),
        ("list_item", 2, "deux"),
        ("list_item", 2, "suite"),
        ("list_item", 1, "1. premier"),
        ("list_item", 1, "2. second"),
        ("quote", 1, "cité"),
        ("quote", 2, "deux fois"),
        ("paragraph", 0, "Nom"),
        ("paragraph", 0, "Âge"),
        ("paragraph", 0, "Léa"),
        ("paragraph", 0, "12 | 13"),
        ("code", 0, 'print("a")\n\nb'),
        ("paragraph", 0, "Bonjour toi é"),
        ("paragraph", 0, "Fin"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Un *titre*\n\nTexte.", "Un titre"),
        ("Titre\n=====\n\nTexte.", "Titre"),
        ("---\ntitre: L'été\n---\n# L'été\n\nTexte.", "L'été"),
        ("+++\ntitle = 'Un titre'\n+++\nTexte.", "Un titre"),
        ("---\nlang: fr\n---\nTexte.", None),
        ("Texte.\n\n# Plus bas", None),
    ],
)
def test_markdown_title(text: str, title: str | None) -> None:
    blocks, found = markdown.parse(text)
    assert found == title
    assert [block.text for block in blocks].count(title or "Texte.") == 1


MARKDOWN_PIECES = st.sampled_from(
    """<![ <! <![CDATA[ ]]> <!-- --> <div> </div> <script> </script <p <br/> & &#x | --- - > 1. ``` ` * _ [ ]( ) ! # é a
    A \\ <? ?> <a {{ +++ title:""".split()  # noqa: SIM905, RUF005  # reads best as a line
    + [" ", "\n", "\n\n", "\t"]
)


@given(st.one_of(st.text(), st.lists(MARKDOWN_PIECES, max_size=25).map("".join)))
def test_titles_are_headings_and_lines_are_one(text: str) -> None:
    for parse in (plain.parse, markdown.parse):
        blocks, title = parse(text)
        assert title is None or blocks[0] == Block(title, "heading", blocks[0].level)
        assert all("\n" not in block.text for block in blocks if block.kind != "code")
        assert all(block.level >= 1 for block in blocks if block.kind in {"heading", "list_item", "quote"})


# Encodings

ACCENTS = "L’été, « dès l’œuvre » – c’est 3 € : où ? Ça, à Noël… Éric naît."
PLAIN = "Dès l'été, la forêt brûle où les élèves naquirent ; ça coûte cher à Noël."


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (ACCENTS.encode(), ACCENTS, "utf-8"),
        (ACCENTS.encode("utf-8-sig"), ACCENTS, "utf-8"),
        (ACCENTS.encode("utf-16"), ACCENTS, "utf-16"),
        (b"\xfe\xff" + ACCENTS.encode("utf-16-be"), ACCENTS, "utf-16"),
        (ACCENTS.encode("utf-16-le"), ACCENTS, "utf-16-le"),
        (ACCENTS.encode("utf-16-be"), ACCENTS, "utf-16-be"),
        (ACCENTS.encode("cp1252"), ACCENTS, "cp1252"),
        (b"L\x92\xe9t\xe9", "L’été", "cp1252"),
        (b"L'\x9cuvre co\xfbte 3 \x80", "L'œuvre coûte 3 €", "cp1252"),
        ("½ litre à 3 °C, naïve".encode("cp1252"), "½ litre à 3 °C, naïve", "cp1252"),
        ("Lluís Peña, à Gérone".encode("cp1252"), "Lluís Peña, à Gérone", "cp1252"),
        ("L'œuvre coûte 3 €, dit-on".encode("iso8859-15"), "L'œuvre coûte 3 €, dit-on", "iso8859-15"),
        (PLAIN.encode("iso8859-15"), PLAIN, "cp1252"),
        (PLAIN.encode("mac-roman"), PLAIN, "mac-roman"),
        (PLAIN.encode("cp850"), PLAIN, "cp850"),
        (b"Sans accent.", "Sans accent.", "utf-8"),
        # a stray byte in sound UTF-8; text that was saved twice; the same beside sound text, which is left
        ((PLAIN + " ").encode() + b"l\x92\xe9t\xe9", PLAIN + " l’été", "utf-8"),
        (PLAIN.encode().decode("latin-1").encode(), PLAIN, "utf-8"),
        ("L’été à Paris".encode().decode("cp1252").encode(), "L’été à Paris", "utf-8"),
        ("Été cassÃ©".encode(), "Été cassÃ©", "utf-8"),
        ("Álvarez à París, Íñigo".encode().decode("latin-1").encode(), "Álvarez à París, Íñigo", "utf-8"),
        ("Ã\u008dñigo".encode(), "Ãñigo", "utf-8"),
        ("Ã\u008d\u0101".encode(), "Ãā", "utf-8"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    assert decoding.decode(data, name="essai.txt") == (text, encoding)


def test_text_that_was_saved_twice_takes_memory_for_its_length_alone() -> None:
    data = ("Été" * 100_000).encode().decode("latin-1").encode()
    tracemalloc.start()
    try:
        text, _ = decoding.decode(data, name="essai.txt")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert text == "Été" * 100_000
    assert peak < 4 * len(data)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Élève à l'œuvre, ça"), "Élève à l'œuvre, ça"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
        ("fin de page\fdébut", "fin de page\n\ndébut"),
        ("in\u00advi\u200bsi\u2060ble\ufeff", "invisible"),
        ("trans\u00ad\n  port", "transport"),
        ("\u202agauche\u202c \u200fdroite", "gauche droite"),
        ("10\u00a0000\u202f€", "10\u00a0000\u202f€"),
        ("👩\u200d🏭 au travail", "👩\u200d🏭 au travail"),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert decoding.clean(text) == cleaned
    assert decoding.clean(cleaned) == cleaned


# What cannot be read


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        ("\u200b\u00a0\n".encode(), "has no text"),
        (b"Du texte\x00 et un octet nul", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x7fELF\x02\x01\x01" + b"\x01\x02\x03" * 50, "binary"),
        (b"%PDF-1.7 \n1 0 obj", "a PDF"),
        (b"PK\x03\x04 word/document.xml", "office document"),
        ("Президент вчера объявил новые меры".encode("koi8-r"), "save it as UTF-8"),
        ("総理大臣は昨日、新しい措置を発表した".encode("shift-jis"), "save it as UTF-8"),
        (b"\xff\xfea", "utf-16"),
    ],
)
def test_bad_bytes(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "essai.txt"
    path.write_bytes(data)
    for source in (path, io.BytesIO(data)):
        with pytest.raises(DocumentError, match=says) as caught:
            read(source)
        assert ("essai.txt" if source is path else "stdin") in str(caught.value)
        assert "\n" not in str(caught.value)


def test_bad_paths(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"absent\.txt does not exist"):
        read(tmp_path / "absent.txt")
    with pytest.raises(DocumentError, match=r"is a folder: one article is expected") as caught:
        read(tmp_path)
    assert str(tmp_path) in str(caught.value)
    (tmp_path / "a.xyz").write_text("Bonjour.", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"\.xyz.*\.txt, \.text, \.md, \.markdown"):
        read(tmp_path / "a.xyz")
    with pytest.raises(DocumentError, match="cannot be read"):
        read("a\0b.txt")
    with pytest.raises(DocumentError, match="cannot be read"):
        read(tmp_path / ("é" * 300 + ".txt"))
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(DocumentError, match=r"loop\.txt"):
        read(tmp_path / "loop.txt")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Bonjour.", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permissions"):
        read(path)


def test_names(tmp_path: Path) -> None:
    for name in ("sans_suffixe", "MAJUSCULES.TXT", "note.markdown", unicodedata.normalize("NFD", "été.md")):
        (tmp_path / name).write_text("Bonjour.", encoding="utf-8")
        document = read(str(tmp_path / name))
        assert document.name == unicodedata.normalize("NFC", Path(name).stem)
        assert document.blocks == (Block("Bonjour."),)
    assert read(tmp_path / "note.markdown", name="autre").name == "autre"


def test_streams() -> None:
    document = read(io.BytesIO("Ça va.".encode()))
    assert (document.name, document.location, document.blocks) == ("stdin", "", (Block("Ça va."),))
    assert read(io.BytesIO(b"Oui."), name="courrier").name == "courrier"
    closed = io.BytesIO(b"Oui.")
    closed.close()
    with pytest.raises(DocumentError, match="stdin cannot be read"):
        read(closed)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda t: t.encode("utf-16"))))
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    try:
        document = read(io.BytesIO(data))
    except DocumentError:
        return
    assert document.blocks
    for block in document.blocks:
        assert block.text.strip()
        assert unicodedata.is_normalized("NFC", block.text)
        block.text.encode()


@given(st.text(alphabet="éèàùçêîôûœ’«»€ abcdeilmnoprstu,.-\n", min_size=1))
def test_french_survives_utf8(text: str) -> None:
    assert decoding.decode(text.encode(), name="essai")[0] == text


def test_every_suffix_is_lower_case() -> None:
    assert all(suffix == suffix.lower() for suffix in TEXT_READERS)
    assert not {".txt", ".text", ".md", ".markdown"} - TEXT_READERS.keys()
