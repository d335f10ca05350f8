"""Bold, italics and links on the words of the target: where they are put, and that nothing else changes for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inline_places
from fakes import FakeEngine, LocatingEngine
from translate_summarize import process, read, render, segment, translate
from translate_summarize.inlines import ordered
from translate_summarize.projection import _run
from translate_summarize.readers.corrected import read_corrected
from translate_summarize.types import Block, Document, Hypothesis, Inline, Remembered, Span, Translation


def marked(text: str, inlines: Sequence[Inline]) -> str:
    """The text with a star on each side of what is set off."""
    for place in sorted((place for i in inlines for place in (i.start, i.end)), reverse=True):
        text = f"{text[:place]}*{text[place:]}"
    return text


def document(text: str) -> Document:
    return read(text.encode(), suffix=".md")


def one(source: str, target: str, looks: dict[str, str] | None = None) -> str:
    """The English of a sentence with bold words in stars, marked in the same way."""
    engine = LocatingEngine({}, looks or {})
    engine.rule = lambda _: Hypothesis(target, -0.1)
    (found,) = translate(segment(document(source.replace("*", "**"))), engine)
    assert found.target == target
    return marked(found.target, found.inlines)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # As it stands
        ("Selon *Jean Petit*, tout va bien.", "All is well, says Jean Petit.", "All is well, says *Jean Petit*."),
        ("Il lit *L’Écho* chaque jour.", "He reads L'Écho every day.", "He reads *L'Écho* every day."),
        ("Il y a *12* chats et 12 chiens.", "There are 12 cats and 12 dogs.", "There are *12* cats and 12 dogs."),
        ("Il y a 12 chats et *12* chiens.", "There are 12 cats and 12 dogs.", "There are 12 cats and *12* dogs."),
        ("Il y a 12 chats et *12* chiens.", "Cats and dogs are 12.", "Cats and dogs are *12*."),
        (
            "La *SNCF* roule, la SNCF freine.",
            "SNCF rolls. The SNCF, SNCF brakes.",
            "SNCF rolls. The SNCF, SNCF brakes.",
        ),
        ("Un *moment* de grâce.", "A moment of grace, momentous.", "A *moment* of grace, momentous."),
        ("Le prix : *1 234,56 €* net.", "The price: €1,234.56 net.", "The price: *€1,234.56* net."),
        # In small letters, and short, it may be another word
        ("*On* dit ce que l’on veut.", "On one hand, say it.", "On one hand, say it."),
        ("Il est *but* et fin.", "It is but an end.", "It is but an end."),
        # All of it
        ("*Le pont a rouvert lundi.*", "The bridge reopened on Monday.", "*The bridge reopened on Monday.*"),
        ("*Le pont a rouvert lundi*.", "The bridge reopened on Monday.", "*The bridge reopened on Monday*."),
        ("« *Enfin une bonne nouvelle* »", "“Good news at last”", "“*Good news at last*”"),
        # Nothing tells
        ("Le *vieux pont* a rouvert.", "It has reopened.", "It has reopened."),
    ],
)
def test_by_the_texts_alone(source: str, target: str, expected: str) -> None:
    assert one(source, target) == expected


LOOKS = {
    "la": "to", "Commission": "Commission", "européenne": "European", "hausse": "increase", "des": "in", "impôts": "taxes",
    "vieux": "old", "pont": "bridge", "loin": "far", "le": "the",
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("La *Commission européenne* dit non.", "The European Commission says no.", "The *European Commission* says no."),
        ("Hier *la Commission européenne* a dit.", "The European Commission said to.", "*The European Commission* said to."),
        ("Selon *la Commission*, non.", "No, according to Commission people.", "No, according to *Commission* people."),
        ("Une *hausse des impôts* arrive.", "An increase in taxes is coming.", "An *increase in taxes* is coming."),
        # A word between two of them is taken along; of what is scattered, the better part
        ("Un *vieux pont* rouvre.", "An old stone bridge reopens.", "An *old stone bridge* reopens."),
        ("Un *pont loin* rouvre.", "A bridge of the kind that one sees from there, far.", "A *bridge* of the kind that one sees from there, far."),
        ("Il est *des* nôtres.", "He is in our group.", "He is *in* our group."),
        ("Il est *bleu* ici.", "It is blue here.", "It is blue here."),
    ],
)  # fmt: skip
def test_by_what_the_engine_looked_at(source: str, target: str, expected: str) -> None:
    assert one(source, target, LOOKS) == expected


def test_a_span_over_two_sentences_is_in_both() -> None:
    found = translate(segment(document("Un **deux. Trois** quatre.")), FakeEngine())
    assert [marked(item.segment.text, item.segment.inlines) for item in found] == ["Un *deux.*", "*Trois* quatre."]


def test_the_place_is_found_through_what_stands_for_other_things() -> None:
    source = "L'adresse a@b.fr est sur *le vieux pont* à 18h30."
    target = "The address ⟦1⟧ is on the old bridge at ⟦2⟧."

    class Holding(LocatingEngine):
        placeholders = ("⟦1⟧", "⟦2⟧")

    engine = Holding({"L'adresse ⟦1⟧ est sur le vieux pont à ⟦2⟧.": target}, LOOKS)
    (found,) = translate(segment(document(source.replace("*", "**"))), engine)
    assert marked(found.target, found.inlines) == "The address a@b.fr is on *the old bridge* at 6:30 p.m."


class Book:
    """A memory of one person's translation."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known

    def find(self, signature: str, sources: Sequence[str]) -> dict[str, Remembered]:
        return {source: Remembered(self.known[source], human=True) for source in sources if source in self.known}

    def add(self, signature: str, entries: object) -> None: ...

    def version(self) -> str:
        return "1"


def test_in_what_a_person_wrote_it_is_found_by_the_words_that_the_engine_has_too() -> None:
    plain, engines = "Hier un vieux pont a rouvert.", "Yesterday an old bridge reopened."
    for written, expected in (
        ("Yesterday, at noon, an old bridge was opened anew.", "Yesterday, at noon, an *old bridge* was opened anew."),
        ("Somebody finished that thing.", "Somebody finished that thing."),
    ):
        engine = LocatingEngine({plain: engines}, LOOKS)
        (found,) = translate(
            segment(document("Hier un **vieux pont** a rouvert.")), engine, memory=Book({plain: written})
        )
        assert found.origin == "human"
        assert marked(found.target, found.inlines) == expected


def test_formatting_changes_nothing_else() -> None:
    text = "Le **vieux pont** a [rouvert](https://exemple.fr/a) *lundi*. **Il était temps !** Le `code` reste.\n\n- *Un* point.\n"
    bare = re.sub(r"\*+|\[|\]\([^)]*\)", "", text).replace("- ", "- ")
    asked = []
    for source in (text, bare):
        engine = FakeEngine()
        bitext = process(document(source), engine)
        asked.append(
            (engine.asked, [(t.segment.text, t.target, t.score, t.origin, t.marks) for t in bitext.translations])
        )
    assert asked[0] == asked[1]


def test_who_has_no_formatting_pays_nothing() -> None:
    engine = LocatingEngine({}, {})
    engine.locate = None  # type: ignore[assignment]  # calling it would fail
    process(document("Le vieux pont a rouvert.\n\nIl était temps."), engine)
    located = LocatingEngine({"Le pont Alexandre rouvre.": "The Alexandre bridge reopens."}, {})
    process(
        document(
            "Le pont **Alexandre** rouvre. **Oui.** Le *vieux* pont aussi. Et le pont neuf. Le *vieux* pont aussi."
        ),
        located,
    )
    assert located.located == ["Le vieux pont aussi."]  # the rest is found without it


_text = st.lists(st.sampled_from(("the", "old", "bridge", "of", "iron,", "is", "open.")), min_size=1, max_size=9).map(
    " ".join
)


@given(
    _text,
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    st.sampled_from(("vieux pont", "le", "", "a")),
)
def test_a_run_is_whole_words(target: str, looked: list[Span], words: str) -> None:
    run = _run(target, [(a, b) for a, b in looked if a < b], words)
    if run:
        assert 0 <= run[0] < run[1] <= len(target)
        assert target[run[0]].isalnum()
        assert target[run[1] - 1].isalnum()
        assert not target[run[0] - 1 : run[0]].isalnum()
        assert not target[run[1] : run[1] + 1].isalnum()


def check(found: Sequence[Translation]) -> None:
    for item in found:
        assert item.inlines == ordered(item.inlines)
        kinds = {(inline.kind, inline.href) for inline in item.segment.inlines}
        for inline in item.inlines:
            assert 0 <= inline.start < inline.end <= len(item.target)
            assert (inline.kind, inline.href) in kinds


@given(st.data())
def test_places_lie_in_the_target_and_nothing_is_invented(data: st.DataObject) -> None:
    words = st.sampled_from(("Le", "vieux", "pont", "de", "Lyon", "12,5 %", "18h30", "a@b.fr", "rouvre"))
    source = " ".join(data.draw(st.lists(words, min_size=1, max_size=8)))
    spans = data.draw(
        st.lists(st.tuples(st.sampled_from(("strong", "link")), st.integers(0, 40), st.integers(0, 40)), max_size=3)
    )
    inlines = ordered(
        Inline(kind, a, b, "https://exemple.fr" if kind == "link" else "")
        for kind, a, b in spans
        if a < b <= len(source) and source[a:b].strip() == source[a:b] != ""
    )
    engine = LocatingEngine({}, {word: f"{word}x" for word in re.findall(r"\w+", source)})
    found = translate(segment(Document((Block(source, inlines=inlines),), "x")), engine)
    assert [item.target for item in found] == [
        t.target for t in translate(segment(Document((Block(source),), "x")), engine)
    ]
    check(found)


def test_with_the_embedded_model(engine) -> None:
    text = "Selon **Emmanuel Macron**, la **Commission européenne** a rejeté [le projet de loi](https://exemple.fr/loi) mardi."
    bitext = process(document(text), engine)
    check(bitext.translations)
    (item,) = bitext.translations
    words = {(inline.kind, item.target[inline.start : inline.end]) for inline in item.inlines}
    assert {("strong", "Emmanuel Macron"), ("strong", "European Commission")} <= words
    plain = process(document(re.sub(r"\*\*|\[|\]\(.*?\)", "", text)), engine)
    assert [(t.target, t.score, t.marks) for t in bitext.translations] == [
        (t.target, t.score, t.marks) for t in plain.translations
    ]


def test_most_places_are_found_and_hardly_one_is_wrong(engine) -> None:
    counts = Counter(found for *_, found in inline_places.tried(engine))
    meant = sum(counts.values()) - counts["mistranslated"]
    assert meant > 30
    assert counts["right"] > 0.7 * meant
    assert counts["wrong"] < 0.05 * meant


def test_a_document_with_words_set_off_comes_back_unchanged(tmp_path) -> None:
    text = "# Le **pont**\n\nLe **vieux pont** a [rouvert](https://exemple.fr/a?b=1&c=2) *lundi*.\n\n> Il *était* temps !\n"
    bitext = process(document(text), LocatingEngine({}))
    path = tmp_path / "pont.docx"
    render(bitext, "docx", to=path)
    found = read_corrected(path)
    assert [(item.source, item.target) for item in found] == [(t.segment.text, t.target) for t in bitext.translations]
    assert all(item.intact and not item.changed for item in found)
