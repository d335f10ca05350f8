"""Articles of every shape, written for this, and what their briefs must hold and must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate_summarize.readers import read
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.types import Segment

SHAPES = Path(__file__).parent / "data" / "shapes"

# Name of the article: what the first sentence chosen says, and what no brief of it may say.
EXPECTED = {
    "anecdote": ("4 200 boulangeries", ["Elle allume", "Il date", "Ce matin-là"]),
    "bilan": ("retour à la normale|rembourse", ["Suivez", "questions", "18:22"]),
    "cinq": ("change de place|déménagement", ["À partir de samedi 6 juin, il"]),
    "correction": ("reporté sa décision au 12 avril", ["a prononcé mardi", "prononcée mardi"]),
    "depeche": ("Trois mineurs", ["jtv"]),
    "direct": ("pompiers|préfet|incendie", ["Bonjour", "Merci", "Mis à jour"]),
    "entretien": ("piscine municipale de Vernoux rouvrira", ["Propos", "Publié", "Lire aussi", "?"]),
    "fonderie": ("fermera le 30 juin", ["Il dit", "À lire"]),
    "liste": ("gestes", ["Photo"]),
    "match": ("quart de finale|3-1", ["Bonsoir", "bienvenue", "Crédit", "PAR"]),
    "page": ("interdit depuis mardi le pont", ["Par Jules", "Publié", "lecture", "LIRE", "Lire", "Abonnez", "2 mars", "©", "mis à jour"]),
    "questions": ("refuges|glacier", ["Vous dites", "?", "Propos"]),
    "rectificatif": ("a renoncé mardi", ["était morte", "Mis à jour", "excuser"]),
    "portrait": ("est morte dimanche", ["Il lui a succédé"]),
}  # fmt: skip


@pytest.fixture(params=sorted(EXPECTED))
def shape(request: pytest.FixtureRequest) -> str:
    return request.param


def brief(name: str, sentences: int) -> tuple[Segment, ...]:
    return choose(segment(read(SHAPES / f"{name}.txt")), sentences=sentences).segments


def test_every_shape_is_tested() -> None:
    assert {path.stem for path in SHAPES.iterdir()} == EXPECTED.keys()


def test_the_news_comes_first(shape: str) -> None:
    wanted, _ = EXPECTED[shape]
    (only,) = brief(shape, 1)
    assert any(word in only.text for word in wanted.split("|"))


@pytest.mark.parametrize("sentences", [1, 3, 5])
def test_what_is_no_news_never_enters(shape: str, sentences: int) -> None:
    found = brief(shape, sentences)
    for chosen in found:
        for unwanted in EXPECTED[shape][1]:
            follows = any(before.index == chosen.index - 1 for before in found)  # then a pronoun is understood
            assert unwanted not in chosen.text or follows, chosen.text


def test_three_hundred_sentences_are_no_harder_than_five() -> None:
    texts = [f"Le village numéro {number} a voté pour le maire sortant, selon la préfecture." for number in range(299)]
    news = "Le préfet Paul Mercadier annule l'élection du 14 mars dans les 300 villages de la Vrane."
    segments = [Segment(text, index, index, 0, len(text)) for index, text in enumerate([news, *texts])]
    assert segments[0] in choose(segments, sentences=2).segments
    assert sum(len(item.text.split()) for item in choose(segments, words=60).segments) <= 60


def test_what_stands_in_front_of_the_news_is_not_translated() -> None:
    selection = choose(segment(read(SHAPES / "depeche.txt")), sentences=1)
    assert selection.segments[0].text.startswith("SAINTE-MÉNÈGE (Vrane), 3 juin 2021 (AFP) - Trois mineurs")
    assert selection.shortened[0].startswith("Trois mineurs ont été tués")
    (stamped,) = (item for item in choose(segment(read(SHAPES / "direct.txt")), sentences=5).shortened[:1])
    assert stamped[:1].isalpha() or stamped[:1] == "«"
