"""What of the French has no word in the English, and what in the English is no word: rows that fire and that must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize import lexicon
from translate_summarize.accents import with_accents
from translate_summarize.content import common_left, is_common, left_as_it_is, made_up, untold
from translate_summarize.errors import ModelError
from translate_summarize.lexicon import english_stem, french_stem, is_english, translations

CUT = (
    "Le maire a présenté son budget mardi soir, mais les habitants du quartier craignent que la fermeture de l'école "
    "oblige les enfants à prendre le train chaque matin."
)

UNTOLD = [
    (CUT, "The mayor presented his budget on Tuesday night.", "habitants", "matin"),
    (CUT, "Prices of wheat have fallen since the harvest was good in the south.", "maire", "matin"),
]

TOLD = [
    (
        CUT,
        (
            "The mayor presented his budget on Tuesday night, but people in the neighbourhood fear that the closing of the "
            "school will force children to take the train every morning."
        ),
    ),
    ("Il pleut depuis hier.", "Weather remains bad."),
    ("La visite a lieu de novembre à février.", "The visit takes place Nov-Feb."),
    ("Oui.", "Yes."),
    ("", ""),
]

MADE_UP = [
    ("La chaudière a explosé.", "The boiler explosed.", ["explosed"]),
    ("Les chefs d'entreprises aveyronnaises", "The heads of aveyroneous companies", ["aveyroneous"]),
    ("La votation suisse a surpris.", "Swissirement surprised.", ["Swissirement"]),
    ("Ils ont bâti des châteaux.", "They have built cashs.", ["cashs"]),
    ("Le conseil a voté.", "The council has featified the battlege.", ["featified", "battlege"]),
    ("C'est pathétique et plein.", "It is pathtic and pleally so.", ["pathtic", "pleally"]),
]

WORDS = [
    ("Le berlusconisme est fini.", "Berlusconism, or berlusconism, is over."),
    ("Un asphaltène et deux malthènes", "Some malthens"),
    ("Le conseil a voté.", "The council has rehoused the unelected."),
    ("Le mur est viscoélastique.", "The wall is viscoelastic."),
    ("Elle prend un café.", "She has a café."),
    ("La fille de Londres", "London girl"),
    ("Il a lu le roman.", "Burke Davis read it."),
    ("Voir www.exemple.fr.", "See www.exemple.fr, or wxyzt@exemple.fr."),
    ("Les pompiers du gazoduc", "The firemen of the gasduct, the arrestees and the birdwatchers"),
    ("Un jeu de plein air", "An open-air downhill game"),
]

COINED = [
    ("Le palmarès est affiché.", "The palmaris is posted.", ["palmaris"]),
    ("Il faut manifester en nombre.", "We must manifester in number.", ["manifester"]),
    ("Il canalise la foule.", "He canalise the crowd.", ["canalise"]),
    ("Des photons et des cosmonautes", "Photons and cosmonauts", []),
    ("La psychiatrisation du débat", "The psychiatrisation of the debate", []),
    ("La cohue", "The crowd", []),
    ("Il vient.", "The reven.", []),  # nothing of it in the French: another check must see it
]

LEFT = [("Pomme", "Pomme"), ("Grève", "grève"), ("La maison", "La maison")]
KEPT = [
    ("Pomme", "Apple"),
    ("Macron", "Macron"),
    ("Google", "Google"),
    ("Restaurant", "Restaurant"),
    ("SNCF", "SNCF"),
    ("12", "12"),
    ("Marie Blanc", "Marie Blanc"),
]

ACCENTS = [
    ("Hier, l'Équipe titre.", "Yesterday, the Equipe leads.", "Yesterday, the Équipe leads."),
    ("Hélène Dupré est là.", "Helene Dupre is there.", "Hélène Dupré is there."),
    ("1. Préface 2. Méthode", "1. Preface 2. Methode", "1. Preface 2. Methode"),
    ("Il vit à Dubaï.", "He lives in Dubai.", "He lives in Dubai."),
    ("Il vit à Québec.", "He lives in Quebec.", "He lives in Quebec."),
    ("Le Général est là.", "The General is there.", "The General is there."),
    ("Hélène est là.", "Helen is there.", "Helen is there."),
    ("Hélène est là.", "Hélène is there.", "Hélène is there."),
    ("Il est là.", "He is there.", "He is there."),
]


@pytest.mark.parametrize(("source", "target", "first", "last"), UNTOLD)
def test_a_stretch_is_untold(source: str, target: str, first: str, last: str) -> None:
    span = untold(source, target)
    assert span is not None
    assert source[slice(*span)].startswith(first)
    assert source[slice(*span)].endswith(last)


@pytest.mark.parametrize(("source", "target"), TOLD)
def test_all_is_told(source: str, target: str) -> None:
    assert untold(source, target) is None


@pytest.mark.parametrize(("source", "target", "words"), [*MADE_UP, *COINED])
def test_words_are_made_up(source: str, target: str, words: list[str]) -> None:
    assert [target[slice(*span)] for span in sorted(made_up(source, target))] == words


@pytest.mark.parametrize(("source", "target"), WORDS)
def test_words_are_words(source: str, target: str) -> None:
    assert made_up(source, target) == ()


@pytest.mark.parametrize(("source", "target"), LEFT)
def test_a_label_is_left(source: str, target: str) -> None:
    assert left_as_it_is(source, target)


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("Le boulanger a ouvert sa fenêtre.", "The boulanger opened his window.", ["boulanger"]),
        ("Il a parlé de la population.", "He spoke of the population.", []),
        ("Le boulanger, disait-on.", "The “boulanger”, they said.", []),
        ("Il a fait une reconnaissance.", "He made a reconnaissance.", []),
        ("Les boulangers ont ouvert.", "The boulanger opened.", ["boulanger"]),
        ("Grève dans le métro.", "Grève in the metro.", ["Grève"]),
        ("Pétition contre l'inaction", "Inaction Pétition", ["Pétition"]),
        ("Carburants : la hausse suspendue", "Carburants: the rise suspended", ["Carburants"]),
        ("Carrefour a émis des cartes.", "Carrefour issued cards.", []),
        ("Carrefour n'a pas émis de cartes.", "Carrefour issued no cards.", []),
        ("Pierre réclame 20 euros.", "Pierre claims 20 euros.", []),
        ("Jésus, 21 ans, est arrivé.", "21-year-old Jésus arrived.", []),
        ("Certains anciens ont parlé.", "Certains were heard.", ["Certains"]),
        ("Certains anciens ont parlé.", "Some veterans spoke.", []),
        ("Grève Records a signé.", "Grève Records signed.", []),
        ("« Grève », disait-il.", '"Grève," he said.', []),
        ("Martine a parlé.", "Martine spoke.", []),
    ],
)
def test_common_words_are_left(source: str, target: str, left: list[str]) -> None:
    assert [target[slice(*span)] for span in common_left(source, target)] == left


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_a_label_may_stay(source: str, target: str) -> None:
    assert not left_as_it_is(source, target)


@pytest.mark.parametrize(("source", "target", "wanted"), ACCENTS)
def test_names_get_their_accents_back(source: str, target: str, wanted: str) -> None:
    assert with_accents(source, target) == wanted


@given(st.text(max_size=60), st.text(max_size=60))
def test_takes_any_text(source: str, target: str) -> None:
    for span in (*made_up(source, target), *filter(None, [untold(source, target)])):
        assert 0 <= span[0] < span[1]
    assert len(with_accents(source, target)) == len(target)


def test_stems_join_inflections() -> None:
    assert len({french_stem(word) for word in ("parle", "parlait", "parlé", "parlent")}) == 1
    assert len({english_stem(word) for word in ("house", "houses", "housing", "housed")}) == 1
    assert french_stem("gouvernements") == french_stem("gouvernement")


def test_the_table_knows_common_words() -> None:
    entry = translations(french_stem("maison"))
    assert entry is not None
    assert {english_stem("house"), english_stem("home")} <= entry.english
    assert 0 < entry.missed < 0.3
    assert is_common("pomme")
    assert not is_common("macron")
    assert is_english("apple")
    assert not is_english("featified")


def test_tables_that_are_missing_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "PLACES", (tmp_path,))
    with pytest.raises(ModelError, match="install tsum again"):
        lexicon._read("english.txt")
