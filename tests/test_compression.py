"""What may be cut from a sentence of the brief, and what never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.compression import shorten

CUT = """\
Le maire de Rodez (Aveyron) a démissionné. = Le maire de Rodez a démissionné.
L'Agence régionale de santé (ARS) a fermé l'usine (dépôt compris). = L'Agence régionale de santé a fermé l'usine.
Par ailleurs, la préfecture a fermé l'usine. = La préfecture a fermé l'usine.
Mais la préfecture a fermé l'usine. = La préfecture a fermé l'usine.
La préfecture a également fermé l'usine. = La préfecture a fermé l'usine.
La préfecture a, en outre, fermé l'usine. = La préfecture a fermé l'usine.
Le maire, qui avait promis ces travaux, a ouvert le gymnase. = Le maire a ouvert le gymnase.
L'usine, dont les murs datent de 1900, ne sera pas rasée. = L'usine ne sera pas rasée.
Le gouvernement annonce une aide de dix millions d'euros aux éleveurs, qui la réclamaient depuis un an. \
= Le gouvernement annonce une aide de dix millions d'euros aux éleveurs.""".splitlines()

KEPT = """\
Les cantines (400 repas) ferment.
Claire Dutertre, maire de Vernoux, a ouvert le gymnase.
Huit personnes, dont cinq enfants, ont été blessées.
Huit personnes ont été blessées dans l'incendie de la tour Mercier dans la nuit, dont cinq enfants.
Le suspect aurait agi seul, selon la police.
Le train partira mardi, rapporte l'AFP.
Les élu(e)s ont voté.
Il a dit : « Mais la préfecture (ARS) a fermé l'usine. »
« C'est faux (...) et dangereux », dit-il.
Mais pas de panique.
Et si le maire avait raison ?
Mais qui a fermé l'usine ?
La loi (pas encore votée) fait débat.
Le maire, que les habitants, qui votent, ont choisi, reste.
Ainsi que le préfet l'a dit, l'usine ferme.
Le maire annonce que l'usine, qui ferme, sera vendue.""".splitlines()


@pytest.mark.parametrize("row", CUT)
def test_asides_go(row: str) -> None:
    text, _, short = row.partition(" = ")
    assert shorten(text) == short


@pytest.mark.parametrize("text", KEPT)
def test_what_matters_stays(text: str) -> None:
    assert shorten(text) == text


@given(st.sampled_from([row.partition(" = ")[0] for row in CUT] + KEPT) | st.text(max_size=200))
def test_no_word_is_put_in_or_moved(text: str) -> None:
    short = shorten(text)
    rest = iter(text.casefold().split())
    for word in short.casefold().split():
        assert any(own.startswith(word.rstrip(".")) for own in rest)
    assert bool(short.strip()) == bool(text.strip())
