"""Adjectives and nouns of peoples and places: which English is certain, and where it stands."""

from __future__ import annotations

import pytest

from fakes import CopyingEngine, FakeEngine
from translate_summarize import translate
from translate_summarize.demonyms import find_demonyms
from translate_summarize.glossary import Glossary, Term
from translate_summarize.names import strange_names
from translate_summarize.types import Hypothesis, Segment, Translation
from translate_summarize.word_order import in_english_order


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le gouvernement péruvien a démissionné.", ["Peruvian"]),
        ("Les autorités saoudiennes ont démenti.", ["Saudi"]),
        ("Elle parle vietnamien et breton.", ["Vietnamese", "Breton"]),
        ("Le gouvernement des Philippines et l'armée philippine.", ["Philippine"]),
        ("L'ivoirien a marqué.", ["Ivorian"]),
        ("La maire mancelle et le préfet manceau.", ["Le Mans", "Le Mans"]),
        ("La préfecture des quartiers franciliens.", ["Paris-region"]),
        ("Les Péruviens voteront dimanche.", ["Peruvians"]),
        ("Un Marseillais de 45 ans a été arrêté.", ["Marseillais"]),
        ("Une Malienne et deux Tchadiennes.", ["Malian woman", "Chadian women"]),
        ("Un Vietnamien et trois Béninois.", ["Vietnamese national", "Beninese"]),
        ("L'Angolais et les Angolais.", ["Angolan", "Angolans"]),
        ("Il est lyonnais d'origine.", ["from Lyon"]),
        ("Ils sont vraiment caribéens.", ["Caribbean"]),
        ("Le Stade rennais contre l'Olympique lyonnais.", ["Stade Rennais", "Olympique Lyonnais"]),
        ("La dinde à la lyonnaise.", ["à la lyonnaise"]),
        ("Une salade niçoise et une plage niçoise.", ["salade niçoise", "Nice"]),
    ],
)
def test_english_of_peoples_and_places(french: str, english: list[str]) -> None:
    assert [found.text for found in find_demonyms(french)] == english


@pytest.mark.parametrize(
    "french",
    [
        "L'affaire se corse.",
        "La Corse et l'Argentine ont voté.",
        "Le joueur franco-malien est arrivé.",  # its parts are not looked at
        "Lyonnais et Marseillais s'affrontent.",  # a capital at the beginning says nothing, nor one without an article
        "Le gouvernement allemand et la presse française.",  # every model knows them
        "LE GOUVERNEMENT PÉRUVIEN A DÉMISSIONNÉ.",
    ],
)
def test_what_is_not_certain_is_left(french: str) -> None:
    assert find_demonyms(french) == ()


def test_spans_are_those_of_the_text() -> None:
    text = "Le maire de l’équipe rennaise, et l'Ougandais."
    assert [text[found.start : found.end] for found in find_demonyms(text)] == ["rennaise", "Ougandais"]


@pytest.mark.parametrize(
    ("french", "asked", "ordered"),
    [
        ("Le maire corse a parlé.", "The mayor ⟦1⟧ has spoken.", "The ⟦1⟧ mayor has spoken."),
        ("Le maire corse a parlé.", "The ⟦1⟧ mayor has spoken.", "The ⟦1⟧ mayor has spoken."),
        ("Les députés bretons parlent.", "Members ⟦1⟧ are speaking.", "⟦1⟧ members are speaking."),
        ("La police togolaise l'a dit.", "It was said by police ⟦1⟧.", "It was said by ⟦1⟧ police."),
        ("Le Premier ministre malien.", "The Prime Minister ⟦1⟧.", "The ⟦1⟧ Prime Minister."),
        ("Le tribunal correctionnel messin.", "The Correctional Court ⟦1⟧.", "The ⟦1⟧ Correctional Court."),
        ("La deuxième ville tchadienne.", "The second city ⟦1⟧.", "The second ⟦1⟧ city."),
        ("Le ministère malien de la santé.", "The Health Ministry ⟦1⟧.", "The ⟦1⟧ Health Ministry."),
        ("La tech californienne.", "The tech ⟦1⟧.", "The ⟦1⟧ tech."),
        ("Un jeune malien.", "A young ⟦1⟧.", "A young ⟦1⟧."),
        ("Elle parle breton.", "She speaks ⟦1⟧.", "She speaks ⟦1⟧."),
        ("Le maire corse.", "The house ⟦1⟧.", "The house ⟦1⟧."),
        ("Le ministère de l'Intérieur malien.", "The Interior ⟦1⟧.", "The Interior ⟦1⟧."),
    ],
)
def test_the_adjective_goes_before_its_noun(french: str, asked: str, ordered: str) -> None:
    (found,) = find_demonyms(french)
    assert in_english_order(french, asked, {"⟦1⟧": found.start}) == ordered


def test_two_adjectives_go_together() -> None:
    french = "Les pompiers bretons et normands."
    symbols = {f"⟦{i}⟧": found.start for i, found in enumerate(find_demonyms(french), 1)}
    assert in_english_order(french, "The firefighters ⟦1⟧ and ⟦2⟧.", symbols) == "The ⟦1⟧ and ⟦2⟧ firefighters."


def test_only_adjectives_are_moved() -> None:
    french = "Le maire est lyonnais."
    (found,) = find_demonyms(french)
    assert in_english_order(french, "The mayor ⟦1⟧.", {"⟦1⟧": found.start}) == "The mayor ⟦1⟧."


def _translated(text: str, targets: dict[str, str], engine: type[FakeEngine]) -> Translation:
    asked = engine(lambda source: Hypothesis(targets[source], -0.1))
    return translate([Segment(text, 0, 0, 0, len(text))], asked)[0]


@pytest.mark.parametrize(
    ("french", "given", "answered", "english"),
    [
        ("Le maire corse parle.", "Le maire ⟦1⟧ parle.", "The mayor ⟦1⟧ speaks.", "The Corsican mayor speaks."),
        ("L'ivoirien parle.", "Le ⟦1⟧ parle.", "The ⟦1⟧ speaks.", "The Ivorian speaks."),
        ("Un député ivoirien.", "Un député ⟦1⟧.", "A ⟦1⟧ deputy.", "An Ivorian deputy."),
        ("Un député ougandais.", "Un député ⟦1⟧.", "An ⟦1⟧ deputy.", "A Ugandan deputy."),
        ("C'est un pays subsaharien.", "C'est un pays ⟦1⟧.", "⟦1⟧ is the country.", "Sub-Saharan is the country."),
    ],
)
def test_they_are_kept_from_an_engine_with_placeholders(french: str, given: str, answered: str, english: str) -> None:
    assert _translated(french, {given: answered}, CopyingEngine).target == english


def test_an_engine_without_placeholders_gets_the_french() -> None:
    text = "Le maire corse parle."
    assert _translated(text, {text: "The Corsican mayor speaks."}, FakeEngine).target == "The Corsican mayor speaks."


def test_a_term_of_the_glossary_comes_first() -> None:
    text = "Le gouvernement malien parle."
    glossary = Glossary((Term("gouvernement malien", "Bamako"),))
    engine = CopyingEngine(lambda source: Hypothesis({"Le ⟦1⟧ parle.": "⟦1⟧ speaks."}[source], -0.1))
    assert translate([Segment(text, 0, 0, 0, len(text))], engine, glossary=glossary)[0].target == "Bamako speaks."


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le club stéphanois a gagné.", "The club of Saint-Étienne has won."),
        ("La mairie mancelle a fermé.", "The town hall of Le Mans has closed."),
        ("Le gouvernement birman a fui.", "The government of the Burmese has fled."),
    ],
)
def test_the_english_given_is_no_invented_name(french: str, english: str) -> None:
    assert strange_names(french, english) == ()
