"""Nothing is dropped, whatever the engine does (invariant 2)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEngine, document, english
from translate_summarize.segmentation import segment, split_long
from translate_summarize.translation import PIECE_SUBWORDS, translate
from translate_summarize.types import Block, Document, Hypothesis, Segment

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["Bonjour.", "Bonjour.", "12", "* * *", "Il est parti.", "…"]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=400).filter(str.strip),
    ),
    max_size=12,
)
RULES = st.sampled_from(
    [
        lambda s: Hypothesis(s[::-1], -0.5),
        lambda s: Hypothesis("", -9.0),
        lambda s: Hypothesis("the the the the the", -0.2, truncated=True),
        lambda s: Hypothesis(s, 0.0, truncated=len(s) > 20),
    ]
)


def _segments(texts: list[str]) -> tuple[Segment, ...]:
    return tuple(Segment(text, i, i, 0, len(text)) for i, text in enumerate(texts))


@given(TEXTS, RULES)
def test_every_segment_comes_back_once_in_order(texts, rule) -> None:
    segments = _segments(texts)
    translations = translate(segments, FakeEngine(rule))
    assert [t.segment for t in translations] == list(segments)
    assert all(t.target.strip() for t in translations)


def test_equal_segments_are_asked_once() -> None:
    engine = FakeEngine()
    translate(_segments(["Bonjour.", "Il est parti.", "Bonjour."]), engine)
    assert engine.asked == ["Bonjour.", "Il est parti."]


def test_code_and_letterless_text_are_copied_unasked() -> None:
    engine = FakeEngine()
    source = Document((Block("git commit", kind="code"), Block("1 234,56 €"), Block("* * *")), name="x")
    translations = translate(segment(source), engine)
    assert [t.target for t in translations] == [t.segment.text for t in translations]
    assert {t.origin for t in translations} == {"copied"}
    assert engine.asked == []


def test_an_empty_hypothesis_leaves_the_french_marked() -> None:
    (one,) = translate(_segments(["Bonjour à tous."]), FakeEngine(lambda _: Hypothesis(" ", -3.0)))
    assert (one.target, one.origin, [m.code for m in one.marks]) == ("Bonjour à tous.", "copied", ["empty"])


def test_a_long_sentence_is_translated_in_pieces_that_lose_nothing() -> None:
    sentence = "; ".join(f"le conseil municipal de la commune numéro {i} a voté son budget annuel" for i in range(30))
    engine = FakeEngine()
    (one,) = translate(_segments([sentence]), engine)
    assert len(engine.asked) > 1
    assert engine.asked == [sentence[a:b] for a, b in split_long(sentence, limit=PIECE_SUBWORDS)]
    assert one.target == english(sentence)


def test_a_cut_hypothesis_is_translated_again_in_smaller_pieces() -> None:
    sentence = "Le maire est venu, le préfet est resté chez lui, et la présidente de la région a longuement parlé."
    engine = FakeEngine(lambda s: Hypothesis(english(s), -0.3, truncated=len(s) > 70))
    (one,) = translate(_segments([sentence]), engine)
    assert one.target == english(sentence)
    assert [m.code for m in one.marks] == ["in-parts"]


def test_normal_sentences_are_asked_once() -> None:
    engine = FakeEngine()
    translate(_segments(["Le maire est venu, le préfet est resté chez lui, et la présidente a parlé."]), engine)
    assert len(engine.asked) == 1


def test_parts_that_are_no_better_are_not_kept() -> None:
    sentence = "Le maire est venu, le préfet est resté chez lui."
    rule = {sentence: Hypothesis("The mayor came, came, came, came.", -0.3)}
    (one,) = translate(
        _segments([sentence]), FakeEngine(lambda s: rule.get(s, Hypothesis("no " * 9, -0.1, truncated=True)))
    )
    assert one.target == "The mayor came, came, came, came."
    assert [m.code for m in one.marks] == ["loop"]


def test_what_stays_cut_is_marked() -> None:
    sentence = "Le maire est venu, le préfet est resté chez lui."
    (one,) = translate(_segments([sentence]), FakeEngine(lambda _: Hypothesis("The mayor", -0.3, truncated=True)))
    assert "truncated" in [m.code for m in one.marks]


def test_capitals_are_given_to_the_engine_in_small_letters() -> None:
    engine = FakeEngine()
    translate(_segments(["« GRÈVE DES CHEMINOTS À LYON »", "SNCF", "La SNCF PROTESTE"]), engine)
    assert engine.asked == ["« Grève des cheminots à lyon »", "SNCF", "La SNCF PROTESTE"]


def test_a_loop_is_marked() -> None:
    (one,) = translate(segment(document("Bonjour à tous les amis.")), FakeEngine(lambda _: Hypothesis("no " * 9, -1.0)))
    assert "loop" in [m.code for m in one.marks]
