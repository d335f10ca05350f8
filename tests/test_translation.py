"""Nothing is dropped, whatever the engine does (invariant 2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import CopyingEngine, FakeEngine, english
from translate_summarize.glossary import Glossary, Term
from translate_summarize.segmentation import segment, split_long
from translate_summarize.translation import PIECE_SUBWORDS, signature_of, translate
from translate_summarize.types import Block, Document, Hypothesis, Remembered, Segment

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
    source = Document((Block("git commit", kind="code"), Block("12"), Block("@SNCF"), Block("* * *")), name="x")
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
    sentence = "Le maire est venu, le notaire reste chez lui, et la patronne de la ferme a longuement ri avec nous."
    engine = FakeEngine(lambda s: Hypothesis(english(s), -0.3, truncated=len(s) > 70))
    (one,) = translate(_segments([sentence]), engine)
    assert one.target == english(sentence)
    assert {"in-parts"} <= {m.code for m in one.marks} <= {"in-parts", "french-left", "made-up"}


def test_normal_sentences_are_asked_once() -> None:
    engine = FakeEngine()
    translate(_segments(["Le maire est venu, le préfet est resté chez lui, et la présidente a parlé."]), engine)
    assert len(engine.asked) == 1


def test_figures_alone_are_written_by_rule() -> None:
    engine = FakeEngine()
    translations = translate(_segments(["1 234,56 €", "18h30", "14 juillet 1789, 18h30"]), engine)
    assert [t.target for t in translations] == ["€1,234.56", "6:30 p.m.", "14 July 1789, 6:30 p.m."]
    assert {(t.origin, t.score) for t in translations} == {("rule", None)}
    assert engine.asked == []


def test_parts_that_are_no_better_are_not_kept() -> None:
    sentence = "Le maire est venu, le préfet est resté chez lui."
    rule = {sentence: Hypothesis("The mayor came, the prefect \ufffd at home.", -0.3)}
    (one,) = translate(
        _segments([sentence]), FakeEngine(lambda s: rule.get(s, Hypothesis("no " * 9, -0.1, truncated=True)))
    )
    assert one.target == "The mayor came, the prefect \ufffd at home."
    assert [m.code for m in one.marks] == ["garbled"]


@pytest.mark.parametrize(
    "rule", [Hypothesis("The mayor", -0.3, truncated=True), Hypothesis("no " * 9, -1.0)], ids=["cut", "loop"]
)
def test_where_nothing_helps_the_french_stands_marked(rule: Hypothesis) -> None:
    sentence = "Le maire est venu, le préfet est resté chez lui."
    (one,) = translate(_segments([sentence]), FakeEngine(lambda _: rule))
    assert (one.target, one.origin, [m.code for m in one.marks]) == (sentence, "copied", ["unrepaired"])


class _Retranslating(CopyingEngine):
    """Loops with its own beam; with another it does what `again` says."""

    def __init__(self, again) -> None:
        super().__init__(lambda source: Hypothesis("no " * 9, -1.0))
        self.again = again
        self.ways: list[tuple[int, int]] = []

    def retranslate(self, sources, *, beam_size: int, no_repeat_ngram: int = 0) -> list[Hypothesis]:
        self.ways.append((beam_size, no_repeat_ngram))
        return [self.again(source, beam_size, no_repeat_ngram) for source in sources]


def test_a_loop_is_asked_again_with_another_beam() -> None:
    engine = _Retranslating(lambda source, beam, ban: Hypothesis("Hello to all.", -0.4))
    (one,) = translate(_segments(["Bonjour à tous."]), engine)
    assert (one.target, [m.code for m in one.marks]) == ("Hello to all.", ["repaired"])
    assert engine.ways == [(8, 3)]


def test_repetition_is_banned_only_where_the_french_has_none() -> None:
    def again(source: str, beam: int, ban: int) -> Hypothesis:
        return Hypothesis("Good." if ban else "no " * 9, -0.4)

    engine = _Retranslating(again)
    good, repeating = translate(_segments(["Bonjour à tous.", "Il court, il court, il court, le furet."]), engine)
    assert good.target == "Good."
    assert repeating.marks[0].code == "unrepaired"
    assert engine.ways == [(8, 3), (8, 0)]


def test_what_else_the_beam_holds_is_taken_before_the_engine_is_asked_again() -> None:
    others = Hypothesis("He went.", -0.4), Hypothesis("He sold 12,500 houses.", -0.5), Hypothesis("12,500.", -0.6)
    engine = FakeEngine(lambda _: Hypothesis("He sold some houses.", -0.2, others=others))
    (one,) = translate(_segments(["Il a vendu 12 500 maisons."]), engine)
    assert (one.target, one.score, [m.code for m in one.marks]) == ("He sold 12,500 houses.", -0.5, ["repaired"])
    assert len(engine.asked) == 1


def test_a_sound_sentence_is_not_exchanged_for_another_of_the_beam() -> None:
    others = (Hypothesis("He has sold 12,500 houses.", -0.1),)
    engine = FakeEngine(lambda _: Hypothesis("He sold 12,500 houses.", -0.2, others=others))
    (one,) = translate(_segments(["Il a vendu 12 500 maisons."]), engine)
    assert (one.target, one.marks) == ("He sold 12,500 houses.", ())


def test_a_part_is_exchanged_alone() -> None:
    def rule(source: str) -> Hypothesis:
        if "préfet" not in source:
            return Hypothesis("The mayor sold 12,500 houses,", -0.2, others=(Hypothesis("The mayor,", -0.3),))
        if "maire" not in source:
            return Hypothesis("no " * 9, -0.2, others=(Hypothesis("and the prefect bought 3,200 gardens.", -0.4),))
        return Hypothesis("no " * 9, -0.1)

    sentence = (
        f"Le maire a vendu 12 500 maisons{' de la ville' * 2}, et le préfet a acheté 3 200 jardins{' de la ville' * 2}."
    )
    (one,) = translate(_segments([sentence]), FakeEngine(rule))
    assert one.target == "The mayor sold 12,500 houses, and the prefect bought 3,200 gardens."
    assert "in-parts" in [m.code for m in one.marks]


def test_a_lost_negation_is_asked_again_but_not_a_word_turned_round() -> None:
    targets = {"Il ne vient pas.": "He comes.", "C'est un désaccord.": "It is an agreement."}
    engine = CopyingEngine(lambda source: Hypothesis(targets[source], -0.1))
    asked = []

    def retranslate(sources, *, beam_size: int, no_repeat_ngram: int = 0) -> list[Hypothesis]:
        asked.extend(sources)
        return [Hypothesis("He does not come.", -0.3) for _ in sources]

    engine.retranslate = retranslate
    first, second = translate(_segments(list(targets)), engine)
    assert (first.target, [m.code for m in first.marks]) == ("He does not come.", ["repaired"])
    assert (second.target, [m.code for m in second.marks]) == ("It is an agreement.", ["negation"])
    assert asked == ["Il ne vient pas."]


def test_a_number_that_was_lost_is_held() -> None:
    def rule(source: str) -> Hypothesis:
        return Hypothesis("He sold ⟦1⟧ houses." if "⟦1⟧" in source else "He sold some houses.", -0.2)

    (one,) = translate(_segments(["Il a vendu 12 500 maisons."]), CopyingEngine(rule))
    assert (one.target, [m.code for m in one.marks]) == ("He sold 12,500 houses.", ["repaired"])


def test_a_name_that_was_misspelt_is_held() -> None:
    engine = CopyingEngine(lambda source: Hypothesis(_voted(source), -0.1))
    (one,) = translate(_segments(["Hier, Nicolas Petit a voté à Grenoble."]), engine)
    assert one.target == "Yesterday, Nicolas Petit voted in Grenoble."
    assert [mark.code for mark in one.marks] == ["repaired"]


def _voted(source: str) -> str:
    """What a model says that makes words of names and copies symbols."""
    for french, said in (
        ("Hier", "Yesterday"),
        ("Petit", "small"),
        ("a voté à", "voted in"),
        ("Grenoble", "Grenable"),
    ):
        source = source.replace(french, said)
    return source


def test_a_label_is_given_to_the_engine_in_small_letters() -> None:
    engine = FakeEngine(lambda source: Hypothesis({"pomme": "apple"}.get(source, source), -0.1))
    (label, name) = translate(_segments(["Pomme", "Marseille"]), engine)
    assert (label.target, label.marks) == ("Apple", ())
    assert name.target == "Marseille"
    assert "Marseille" in engine.asked


def test_english_stays_as_it_is_and_says_so() -> None:
    engine = FakeEngine()
    (one,) = translate(_segments(["We are confident that this will never happen again."]), engine)
    assert (one.target, one.origin) == ("We are confident that this will never happen again.", "copied")
    assert [(mark.code, mark.severity) for mark in one.marks] == [("foreign", "note")]
    assert engine.asked == []


def test_a_quotation_in_english_is_kept_from_the_engine() -> None:
    (one,) = translate(_segments(["Il a dit : « We are very confident. »"]), CopyingEngine())
    assert "We are very confident." in one.target
    assert not {mark.code for mark in one.marks} & {"quotes"}


def test_the_engine_gets_no_inclusive_forms() -> None:
    engine = FakeEngine()
    translate(_segments(["Les étudiant·e·s craignent qu'il ne vienne."]), engine)
    assert engine.asked[0] == "Les étudiants craignent qu'il vienne."


def test_a_lost_placeholder_is_asked_again_without() -> None:
    def rule(source: str) -> Hypothesis:
        return Hypothesis("See www.exemple.fr now." if "www" in source else "See now.", -0.2)

    (one,) = translate(_segments(["Voir www.exemple.fr maintenant."]), CopyingEngine(rule))
    assert (one.target, [m.code for m in one.marks]) == ("See www.exemple.fr now.", ["repaired"])


def test_a_word_that_does_not_return_is_given_to_the_engine_in_english_and_not_to_a_wide_beam() -> None:
    def rule(source: str) -> Hypothesis:
        return Hypothesis("He quipped on it." if "quipped" in source else "He on it.", -0.2)

    engine = _Retranslating(lambda *_: Hypothesis("no", -0.1))
    engine.rule = rule
    (one,) = translate(_segments(["Il a ironisé sur cela."]), engine)
    assert (one.target, [m.code for m in one.marks]) == ("He quipped on it.", ["repaired"])
    assert (engine.asked, engine.ways) == (["Il a ⟦1⟧ sur cela.", "Il a quipped sur cela."], [])


def test_a_word_that_never_returns_is_marked_untold() -> None:
    sentence = "Le milliardaire est venu."
    (one,) = translate(_segments([sentence]), CopyingEngine(lambda _: Hypothesis("He came.", -0.2)))
    marks = [m for m in one.marks if m.code == "untold"]
    assert [sentence[start:end] for m in marks for start, end in m.source] == ["milliardaire"]


def test_an_engine_that_saw_the_word_may_say_it_otherwise() -> None:
    (one,) = translate(
        _segments(["Le milliardaire est venu."]), FakeEngine(lambda _: Hypothesis("The tycoon came.", -0.2))
    )
    assert (one.target, one.marks) == ("The tycoon came.", ())


def test_another_of_the_beam_that_drops_the_word_too_is_no_cure() -> None:
    others = (Hypothesis("He came here.", -0.3), Hypothesis("The billionaire came.", -0.4))

    def rule(source: str) -> Hypothesis:
        return Hypothesis("He came.", -0.2, others=others if "billionaire" in source else ())

    (one,) = translate(_segments(["Le milliardaire est venu."]), CopyingEngine(rule))
    assert (one.target, [m.code for m in one.marks]) == ("The billionaire came.", ["repaired"])


def test_a_word_that_returns_twice_is_marked_doubled() -> None:
    def rule(source: str) -> Hypothesis:
        return Hypothesis(
            source.replace("Le ⟦1⟧ est venu", "The ⟦1⟧ came, a ⟦1⟧").replace("Le billionaire", "The"), -0.2
        )

    (one,) = translate(_segments(["Le milliardaire est venu."]), CopyingEngine(rule))
    marks = [m for m in one.marks if m.code == "doubled"]
    assert [one.target[start:end] for m in marks for start, end in m.target] == ["billionaire", "billionaire"]


def test_an_address_that_is_altered_every_time_is_marked() -> None:
    (one,) = translate(
        _segments(["Voir www.exemple.fr maintenant."]), CopyingEngine(lambda _: Hypothesis("See now.", -0.2))
    )
    assert "altered" in [m.code for m in one.marks]


def test_without_placeholders_attention_tells_where_to_put_it() -> None:
    class Locating(FakeEngine):
        def locate(self, sources, spans):
            answers = []
            for source, wanted in zip(sources, spans, strict=True):
                assert [source[a:b] for a, b in wanted] == ["www.exemple.fr"]
                answers.append((self.rule(source), (((4, 19),),)))
            return answers

    (one,) = translate(
        _segments(["Voir www.exemple.fr maintenant."]), Locating(lambda _: Hypothesis("See www.example.com now.", -0.2))
    )
    assert (one.target, [m.code for m in one.marks]) == ("See www.exemple.fr now.", ["repaired"])


def test_capitals_hide_no_address() -> None:
    engine = CopyingEngine()
    (one,) = translate(_segments(["GRÈVE DES CHEMINOTS : VOIR WWW.SNCF.FR ET @SNCF"]), engine)
    assert engine.asked == ["Grève des cheminots : voir www.sncf.fr et ⟦1⟧"] or "⟦2⟧" in engine.asked[0]
    assert "@SNCF" in one.target


def test_signatures_tell_what_decides_the_target() -> None:
    engine = FakeEngine()
    first, second = Glossary((Term("maire", "mayor"),)), Glossary((Term("maire", "burgomaster"),))
    signatures = [
        signature_of(engine),
        signature_of(engine, clock="24"),
        signature_of(engine, glossary=first),
        signature_of(engine, glossary=second),
    ]
    assert len(set(signatures)) == 4
    assert signature_of(engine, glossary=Glossary((Term("maire", "mayor", "a note", 7),))) == signatures[2]


class _Memory:
    """Remembers in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Remembered] = {}

    def find(self, signature, sources):
        return {s: self.kept[signature, s] for s in sources if (signature, s) in self.kept}

    def add(self, signature, entries) -> None:
        self.kept.update({(signature, source): found for source, found in entries.items()})

    def version(self) -> str:
        return ""


def test_another_glossary_redoes_the_sentences_with_its_terms_alone() -> None:
    memory, segments = _Memory(), _segments(["Le maire est venu.", "Il est parti."])
    translate(segments, CopyingEngine(), memory=memory, glossary=Glossary((Term("maire", "mayor"),)))
    engine = CopyingEngine()
    found = translate(segments, engine, memory=memory, glossary=Glossary((Term("maire", "burgomaster"),)))
    assert engine.asked == ["Le ⟦1⟧ est venu."]
    assert "burgomaster" in found[0].target
    again = CopyingEngine()
    assert translate(segments, again, memory=memory, glossary=Glossary((Term("maire", "mayor"),)))[0].target == (
        "Lex mayor estx venux."
    )
    assert again.asked == []


def test_capitals_are_given_to_the_engine_in_small_letters() -> None:
    engine = FakeEngine()
    translate(_segments(["« GRÈVE DES CHEMINOTS À LYON »", "SNCF", "La SNCF PROTESTE"]), engine)
    assert engine.asked == ["« Grève des cheminots à lyon »", "SNCF", "La SNCF PROTESTE"]
