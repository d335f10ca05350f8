"""What may be cut from a sentence of the brief, and what never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.compression import ASIDES, possible_cuts, shorten
from translate_summarize.cuts import LEAST, count_words

ALWAYS = """\
Par ailleurs, la préfecture a fermé l'usine. = La préfecture a fermé l'usine.
Mais la préfecture a fermé l'usine. = La préfecture a fermé l'usine.
La préfecture a également fermé l'usine. = La préfecture a fermé l'usine.
La préfecture a, en outre, fermé l'usine. = La préfecture a fermé l'usine.""".splitlines()

# Rule: the sentence with what it may cut in brackets.
ASKED = """\
age: Claire Dutertre[, 39 ans,] a ouvert mardi le nouveau gymnase de Vernoux.
age: Claire Dutertre[, 39 ans], maire de Vernoux depuis 2014, a ouvert mardi le nouveau gymnase.
brackets: L'Agence régionale de santé[ (ARS)] a fermé mardi l'usine de Vernoux.
brackets: Les cantines de la ville[ (400 repas)] ferment mardi pour deux semaines.
medium: La mairie a annoncé mardi[ dans un communiqué] la fermeture de la piscine municipale.
medium: La piscine de Vernoux fermera mardi pour deux semaines, a indiqué la maire[ à l'AFP].
aside: Le maire[, qui avait promis ces travaux,] a ouvert mardi le nouveau gymnase de Vernoux.
aside: L'usine[, dont les murs datent de 1900,] ne sera pas rasée avant la fin de l'année.
aside: Claire Dutertre[, maire de Vernoux,] a ouvert mardi le nouveau gymnase de la ville.
set off: La maire a promis[, mardi 3 mars,] un gymnase aux habitants de la commune voisine.
front: [Dans un long entretien, ]la maire de Vernoux a promis un gymnase aux habitants.
front: [Au nord de Vernoux, lundi, ]une barre d'immeuble a été vidée de tous ses occupants.
front: [Alors que la grève dure, ]la direction propose aux salariés une prime de mille euros.
tail: Le gouvernement annonce une aide aux éleveurs de la Vrane[, qui la réclamaient depuis un an].
tail: Le train a déraillé mardi matin à Vernoux[, blessant le conducteur], a-t-on appris auprès de la préfecture.
tail: Deux hommes se sont jetés à l'eau mercredi[ alors qu'ils étaient poursuivis par la police].
tail: La botaniste a décrit quarante plantes du Lautaret[, dans les Hautes-Alpes].
speaker: « Nous partons », a déclaré la directrice du club[, interrogée par le journal local].
second: Le directeur a vendu son usine de Vernoux[ et a quitté la région l'an dernier].""".splitlines()

KEPT = """\
Huit personnes, dont cinq enfants, ont été blessées mardi dans l'incendie de la tour Mercier.
Huit personnes ont été blessées dans l'incendie de la tour Mercier dans la nuit, dont cinq enfants.
Le suspect aurait agi seul dans la nuit de lundi à mardi, selon la police.
Le train de Vernoux partira mardi à la même heure, rapporte l'AFP.
Les élu(e)s de la commune de Vernoux ont voté mardi le budget.
Il a dit : « Mais la préfecture (ARS) a fermé l'usine de Vernoux mardi. »
« C'est faux (...) et dangereux pour tous les habitants », dit-il.
Mais pas de panique.
Et si le maire avait raison ?
Mais qui a fermé l'usine ?
La loi (pas encore votée) fait débat dans tout le pays.
Le maire annonce que l'usine, qui ferme, sera vendue à un groupe étranger.
Le maire a présenté, devant le conseil municipal, un plan pour le gymnase.
Le maire a annoncé, avant de quitter la salle du conseil, sa démission.
Selon le préfet de la Vrane, le suspect a reconnu les faits mardi.
Sans accord avant mardi, les syndicats de l'usine appelleront à la grève.
Au total, selon les pompiers, huit personnes ont été blessées dans l'incendie.
La ministre s'est dite favorable au projet, mais a refusé de le financer.
Le ministre acceptera le projet de la ville, à condition qu'elle le finance.
Le suspect n'a parlé à la police qu'après avoir vu son avocat.
Le maire, accusé d'avoir détourné des fonds, a été relaxé mardi par le tribunal.
Claire Dutertre, Paul Verdier et Julien Sarrade ont ouvert le nouveau gymnase.
« J'espère un procès », a déclaré devant ses amis, avant de partir, Paul Verdier.
Le suspect, selon son avocat, a agi seul et sans aucune préméditation.
La chasse est interdite dans la Vrane alors qu'une majorité, selon le préfet, la réclame depuis un an.
Selon le préfet de la Vrane, c'est le voisin de la victime, qui avait tout entendu, qui a prévenu la police.
Les partis de la Vrane s'étaient engagés mardi, lors de la visite du ministre, à former un comité.
Les manifestations sont libres dans la Vrane et ne sont dès lors d'ordinaire pas interdites.
Le masque est obligatoire dans plusieurs villes de la Vrane, dans la Saulce, le Lez et la Mauge.
« L'étiquette est fausse », indique la Direction de la concurrence, de la consommation et de la fraude.
« La route sera difficile », indique le préfet de la Vrane, sans que le trafic soit interrompu.
Le réchauffement explique la fin du mammouth (les savants en débattent encore aujourd'hui).
En 2009, la tonne de blé de la Vrane coûtait deux cents euros au marché.
La maire déplore que les propos de cet agent justifiant, en mars, les attentats n'aient alerté personne.
Alors que la ville va fermer l'école, la maire a mis en garde mardi contre cette fermeture.
À Lyon, la capitale des Gaules, les manifestants étaient dix mille mardi.""".splitlines()


@pytest.mark.parametrize("row", ALWAYS)
def test_links_and_fillers_go(row: str) -> None:
    text, _, short = row.partition(" = ")
    assert shorten(text) == short


def bare(row: str) -> tuple[str, str, str]:
    """The rule, the whole sentence, and what is left."""
    rule, _, marked = row.partition(": ")
    before, _, rest = marked.partition("[")
    cut, _, after = rest.partition("]")
    left = before + after
    return rule, before + cut + after, left[:1].upper() + left[1:]


@pytest.mark.parametrize("row", ASKED)
def test_asides_go_where_a_limit_asks(row: str) -> None:
    rule, text, left = bare(row)
    assert count_words(shorten(text)) <= count_words(left if rule in ASIDES else text)
    assert shorten(text, words=count_words(text)) == text
    assert shorten(text, words=count_words(left)) == left
    assert rule in {cut.rule for cut in possible_cuts(text)}


@pytest.mark.parametrize("text", KEPT)
def test_what_matters_stays(text: str) -> None:
    assert possible_cuts(text) == []
    assert shorten(text, words=LEAST) == text


def test_as_little_goes_as_will_do() -> None:
    text = "Le maire de Rodez (Aveyron), qui avait promis ces travaux, a ouvert mardi le nouveau gymnase de la ville."
    sizes = {words: count_words(shorten(text, words=words)) for words in range(8, 20)}
    assert sizes[19] == 19
    assert sizes[18] == 18
    assert sizes[17] == sizes[14] == 14
    assert sizes[13] == 13
    assert sizes[12] == 19  # no cuts are enough


@given(
    st.sampled_from([row.partition(" = ")[0] for row in ALWAYS] + [bare(row)[1] for row in ASKED] + KEPT)
    | st.text(max_size=200),
    st.none() | st.integers(1, 30),
)
def test_no_word_is_put_in_or_moved(text: str, words: int | None) -> None:
    short = shorten(text, words=words)
    rest = iter(text.casefold().split())
    for word in short.casefold().split():
        assert any(own.startswith(word.rstrip(".")) for own in rest)
    assert bool(short.strip()) == bool(text.strip())
