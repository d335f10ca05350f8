"""What an engine gets in the place of French that models misread, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.respelling import respell

CHANGES = [
    ("les étudiant·e·s et tou(te)s les autres", "les étudiants et tous les autres"),
    ("tou·te·s les salarié·es", "tous les salariés"),
    ("les agriculteur.rice.s inquiet.e.s", "les agriculteurs inquiets"),
    ("un(e) candidat(e) élu(e)", "un candidat élu"),
    ("chaque étudiant·e", "chaque étudiant"),
    ("heureux·se·s", "heureux"),
    ("un acteur/trice, des étudiants/es", "un acteur, des étudiants"),
    ("Je crains qu'il ne vienne.", "Je crains qu'il vienne."),
    ("Il faut agir avant qu’il ne soit trop tard.", "Il faut agir avant qu’il soit trop tard."),
    ("À moins que le préfet ne refuse, il part.", "À moins que le préfet refuse, il part."),
    ("Il est plus riche qu'il ne le dit.", "Il est plus riche qu'il le dit."),
    ("De peur que la neige n'arrive, ils rentrent.", "De peur que la neige arrive, ils rentrent."),
    ("c ouf, jsuis mdr", "c'est fou, je suis mort de rire"),
    ("slt, t ou ? pk t pa venu", "salut, tu es ou ? pourquoi tu es pas venu"),
    ("La meuf a vu les keufs.", "La fille a vu les policiers."),
    ("la ﬁn du conﬂit", "la fin du conflit"),
]

STAYS = [
    "La loi (art. 3) est votée.",
    "le(s) fichier(s)",
    "Il vit à Paris (XIe) depuis mai.",
    "La fin.Elle est partie.",
    "Le site exemple.es est fermé.",
    "et/ou, km/h, 24h/24, TF1/Ipsos",
    "le ratio coût/bénéfice",
    "Je crains qu'il ne vienne pas.",
    "Je crains qu'il ne vienne plus jamais.",
    "Elle est partie sans que personne ne la voie.",
    "Il est parti avant que personne ne le voie.",
    "Il craint qu'elle ne dise rien.",
    "Je crains qu'il n'ait que deux jours.",
    "Il n'est plus ce qu'il était.",
    "Il dit qu'il ne sait.",
    "Ouf ! La cour de 3e C est vide.",
    "Le point G, la vitamine C, le T de l'équerre",
    "l'option c est la bonne",
    "M. Ki et Mme Koi",
    "Bonjour à tous.",
    "",
]


@pytest.mark.parametrize(("text", "wanted"), CHANGES)
def test_is_respelt(text: str, wanted: str) -> None:
    assert respell(text) == wanted


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    assert respell(text) == text


@given(
    st.lists(st.sampled_from([*STAYS, *(text for text, _ in CHANGES), "qu'il ne", "n'a", "(e)s", "·e", "c"])).map(
        " ".join
    )
)
def test_is_done_once(text: str) -> None:
    assert respell(respell(text)) == respell(text)


@given(st.text(max_size=60))
def test_takes_any_text(text: str) -> None:
    assert respell(respell(text)) == respell(text)
