"""Notes for outsiders: which words are mentions and which are not, first mentions alone, a reader's own notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEngine, document
from translate_summarize.errors import OptionsError
from translate_summarize.notes import annotate, digest_of, load_glosses, own_glosses
from translate_summarize.pipeline import process, summarize
from translate_summarize.types import Gloss, Segment

MENTIONS = [
    ("Matignon a tranché ; le Quai d’Orsay temporise ; Bercy refuse.", ["Matignon", "Quai d’Orsay", "Bercy"]),
    ("Le SMIC augmente, le Smic stagne.", ["SMIC"]),
    ("Deux gardes à vue et une mise en examen.", ["gardes à vue", "mise en examen"]),
    ("Garde à vue prolongée.", ["Garde à vue"]),
    ("Elle a un bac+5, lui le bac.", ["bac+5", "bac"]),
    ("L'Élysée dément.", ["Élysée"]),
    ("Le texte passe par le 49.3.", ["49.3"]),
    ("L’article 49-3 encore.", ["49-3"]),
    ("L'INSEE et l'EHPAD.", ["INSEE", "EHPAD"]),
    ("Un accident dans le 93.", ["dans le 93"]),
    ("Il est né à la Toussaint.", ["la Toussaint"]),
    ("Le Conseil d'État a jugé.", ["Conseil d'État"]),
    ("Quai\u00a0d'Orsay", ["Quai\u00a0d'Orsay"]),
    ("Les votations suisses et le bourgmestre", ["votations", "bourgmestre"]),
]
NONE = [
    "Sainte-Barbe et la barbacane.",
    "Un bac à sable au fond du jardin.",
    "Les Champs-Élysées sont fermés.",
    "Il vit rue 149.3 et 49.35.",
    "La version 49.3.5 est sortie.",
    "Toussaint Louverture est né en 1743.",
    "Sur le plan social, rien ne bouge.",
    "sa grand-mère maternelle",
    "Le gouvernement romain",
]


def _segments(*texts: str) -> list[Segment]:
    return [Segment(text, index, index, 0, len(text)) for index, text in enumerate(texts)]


@pytest.mark.parametrize(("text", "mentions"), MENTIONS)
def test_mentions(text: str, mentions: list[str]) -> None:
    assert [note.mention for note in annotate(_segments(text), own_glosses())] == mentions


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_mention(text: str) -> None:
    assert annotate(_segments(text), own_glosses()) == ()


def test_the_first_mention_alone_in_document_order_and_never_in_code() -> None:
    segments = _segments("rien", "le SMIC", "Bercy et le Smic", "Bercy")
    segments[0] = Segment("SMIC = 1", 0, 0, 0, 8, "code")
    assert [(n.segment, n.mention) for n in annotate(segments, own_glosses())] == [(1, "SMIC"), (2, "Bercy")]


def test_the_table_is_long_short_worded_and_says_each_thing_once() -> None:
    glosses = own_glosses()
    assert len(glosses) >= 200
    forms = [form for gloss in glosses for form in gloss.forms if not form.startswith("!")]
    assert len(forms) == len(set(forms))
    for gloss in glosses:
        assert len(gloss.text.split()) <= 20, gloss
        assert re.fullmatch(r"[A-ZÉ].*\.", gloss.text), gloss


@pytest.mark.parametrize("gloss", own_glosses(), ids=lambda gloss: gloss.forms[0])
def test_every_form_is_found_as_it_is_written(gloss: Gloss) -> None:
    for form in gloss.forms:
        found = [note.term for note in annotate(_segments(f"On parle ici {form.removeprefix('!')} hier"), (gloss,))]
        assert found == ([] if form.startswith("!") else [gloss.forms[0]]), form


@given(st.text(max_size=60))
def test_a_mention_is_a_piece_of_its_segment(text: str) -> None:
    for note in annotate(_segments(text), own_glosses()):
        assert note.mention in text


def test_the_brief_has_notes_of_its_own(own_cache) -> None:
    article = document("Le SMIC augmente de beaucoup cette année.", "La ville de Lyon se réjouit de la hausse du SMIC.")
    bitext = process(article, FakeEngine(), sentences=1)
    assert [note.segment for note in bitext.notes] == [0]
    (shown,) = bitext.brief.translations
    assert [note.segment for note in bitext.brief.notes] == [shown.segment.index]
    assert summarize(article, FakeEngine(), sentences=1).notes == bitext.brief.notes
    assert process(article, FakeEngine(), glosses=()).notes == ()


def test_a_readers_own_notes_come_first(tmp_path: Path) -> None:
    file = tmp_path / "notes.tsv"
    file.write_text(
        "\ufeff# mine\n\nSMIC | Smic\tWhat my cousin earns.\nZorglub\tA place in a comic.\n", encoding="utf-8"
    )
    glosses = load_glosses(file)
    notes = annotate(_segments("Zorglub touche le Smic à Bercy."), glosses)
    assert [(note.term, note.text[:7]) for note in notes] == [
        ("Zorglub", "A place"),
        ("SMIC", "What my"),
        ("Bercy", "The Fre"),
    ]
    assert digest_of(glosses) != digest_of(own_glosses()) != digest_of(()) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SMIC", "Line 1 of .* is no note: write a term, a tab and one sentence."),
        ("\n!SMIC\tx", "Line 2 of .* is no note"),
        ("a\tb\tc", "Line 1 of .* too long or holds a tab"),
        ("a\t" + "b" * 400, "Line 1 of .* too long"),
        ("…\tDots.", "Line 1 of .* without a letter or figure"),
        ("a\tOne.\na\tTwo.", "Lines 1 and 2 of .* both explain “a”: keep one of them."),
    ],
)
def test_a_bad_notes_file_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "notes.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OptionsError, match=message):
        load_glosses(file)


def test_a_missing_notes_file_and_one_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match=r"cannot be read .*check the path"):
        load_glosses(tmp_path / "absent.tsv")
    (tmp_path / "latin.tsv").write_bytes("été\tSummer.".encode("latin-1"))
    with pytest.raises(OptionsError, match="is not UTF-8"):
        load_glosses(tmp_path / "latin.tsv")
