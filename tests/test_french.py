"""What is French, and what is not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize import french

FRENCH = [
    "Le président de la République a annoncé hier à Paris que les nouvelles mesures entreront en vigueur lundi.",
    "MARINE LE PEN A ÉTÉ CONDAMNÉE PAR LE TRIBUNAL DE PARIS",
    "MARINE LE PEN A ETE CONDAMNEE EN APPEL",
    "LES SYNDICATS REJETTENT LA REFORME",
    "La fin de semaine passée, le traversier a été annulé à cause de la poudrerie.",
    "La votation de septante-huit cantons et communes aura lieu dimanche.",
    "c ouf, jsuis mdr, tu viens ce soir ou koi",
    "Tour de France : Pogacar remporte la 12e étape",
    "Découvrez les meilleurs restaurants parisiens",
    "Elon Musk rachète Twitter pour 44 milliards de dollars",
    "Les deputes ont vote la loi hier soir apres un debat tres long",
    "Le PDG said: “We are confident.” Puis il est parti sans répondre aux questions des journalistes.",
    # too short to tell
    "Macron à Berlin",
    "Pomme",
    "Not enough",
    "12",
    "",
    "* * *",
]
ARTICLE = """Le maire est venu à l'école avec les parents, qui ont parlé pour la première fois des travaux. Il a promis
une salle neuve dans deux ans, mais les enseignants ne sont pas sûrs que ce soit possible."""
FOREIGN = [
    ("en", "The president announced yesterday that the new measures will take effect next Monday in Paris."),
    ("en", "Paris police chief resigns after long dispute over new rules"),
    ("es", "El presidente del Gobierno anunció ayer en Madrid que las nuevas medidas entrarán en vigor el lunes."),
    ("it", "Il presidente del Consiglio ha annunciato ieri a Roma che le nuove misure entreranno in vigore lunedì."),
    ("de", "Der Kanzler hat gestern in Berlin angekündigt, dass die neuen Maßnahmen am Montag in Kraft treten."),
    ("ca", "El president de la Generalitat va anunciar ahir que les noves mesures entraran en vigor dilluns vinent."),
    ("pt", "O presidente anunciou ontem em Lisboa que as novas medidas entrarão em vigor na próxima segunda-feira."),
    ("nl", "De premier kondigde gisteren in Den Haag aan dat de nieuwe maatregelen komende maandag van kracht worden."),
    ("ru", "Президент вчера объявил в Москве, что новые меры вступят в силу в понедельник."),
    ("zh", "总统昨天在北京宣布新措施将于下周一生效，此前与工会和企业举行了长时间会议。"),
]


@pytest.mark.parametrize("text", FRENCH)
def test_french_passes(text: str) -> None:
    assert french.is_french(text)


@pytest.mark.parametrize(("language", "text"), FOREIGN)
def test_foreign_text_is_named(language: str, text: str) -> None:
    assert not french.is_french(text)
    found, probability = french.detect_language(text)
    assert found == language
    assert 0.8 < probability <= 1


@pytest.mark.parametrize("text", ["", "12 345", "— ! …"])
def test_no_letters_speak_for_no_language(text: str) -> None:
    assert french.detect_language(text) == ("fr", 0.0)


def test_a_french_article_needs_no_detector() -> None:
    """The detector takes most of a second to load, which a French article need not pay."""
    script = f"import sys\nfrom translate_summarize import french\nassert french.is_french({ARTICLE!r})\n"
    script += "assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


@given(st.text())
def test_any_text_may_be_asked_about(text: str) -> None:
    assert french.is_french(text) in {True, False}
    language, probability = french.detect_language(text)
    assert language in french.LANGUAGES
    assert 0 <= probability <= 1.000001


@pytest.mark.parametrize("apostrophe", french.APOSTROPHES)
def test_elisions_part_in_every_apostrophe(apostrophe: str) -> None:
    found = french.words(f"L{apostrophe}été qu{apostrophe}il peut-être D{apostrophe}après")
    assert found == ["l", "été", "qu", "il", "peut-être", "d", "après"]
    assert {"l", "qu", "il", "peut-être", "d", "après"} <= french.STOPWORDS
    assert "été" in french.STOPWORDS  # the participle is far commoner than the season


def test_stopwords_are_plain_words() -> None:
    assert all(word == word.lower() and word.strip() for word in french.STOPWORDS)
    assert not {"président", "france", "loi", "année"} & french.STOPWORDS


@pytest.mark.parametrize(
    ("word", "after", "opens"),
    [
        ("Elle", " emploie", True),
        ("Le", " médecin", True),
        ("L", "'usine", True),
        ("En", " 1945", True),
        ("Y", " a-t-il", True),
        ("Est", "-ce", False),
        ("Le", " Goff", False),
        ("L", "'Oréal", False),
        ("Notre", "-Dame", False),
        ("Paul", " dort", False),
        ("le", " médecin", False),
        ("LE", " MÉDECIN", False),
    ],
)
def test_what_opens_a_sentence(word: str, after: str, opens: bool) -> None:  # noqa: FBT001  # a table's column
    assert french.opens_sentence(word, after) is opens


@pytest.mark.parametrize(
    ("token", "title", "initials"),
    [
        ("M", True, True),
        ("m", False, False),
        ("Mme", True, False),
        ("me", False, False),
        ("J.-P", False, True),
        ("S.A.R.L", False, True),
        ("Ch", False, True),
        ("DA", False, False),
        ("Paris", False, False),
    ],
)
def test_what_stands_before_a_stop(token: str, title: bool, initials: bool) -> None:  # noqa: FBT001  # columns
    assert french.is_title(token) is title
    assert french.is_initials(token) is initials


@pytest.mark.parametrize(
    ("left", "right", "vocabulary", "keeps"),
    [
        ("trans", "port", set(), False),
        ("gouverne", "ment", set(), False),
        ("peut", "être", set(), True),
        ("celui", "ci", set(), True),
        ("répondit", "il", set(), True),
        ("c'est-à", "dire", set(), True),
        ("porte", "monnaie", set(), True),
        ("auto", "école", {"auto-école"}, True),
        ("sous", "traitance", {"soustraitance"}, False),
    ],
)
def test_hyphens_at_the_end_of_a_line(left: str, right: str, vocabulary: set[str], keeps: bool) -> None:  # noqa: FBT001
    assert french.keeps_hyphen(left, right, vocabulary) is keeps
