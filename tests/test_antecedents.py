"""Whom a pronoun means: said where it is certain, and never elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.antecedents import antecedents, opens_with_pronoun
from translate_summarize.bracketing import bracketed
from translate_summarize.french import FEMALE_NAMES, MALE_NAMES
from translate_summarize.types import BlockKind, Segment

# Sentences parted by "/": the last opens with a pronoun, and means the name.
CERTAIN = """\
Fabien Burguière a ouvert un atelier à Rodez. / Il veut embaucher six personnes. = Fabien Burguière
M. Darnal dirige l'usine depuis 2009. / Il a démissionné lundi. = Darnal
Claire Dutertre a gagné le procès. M. Roux conteste. / Mme Dutertre s'en réjouit. / Elle a remercié son avocate. = Claire Dutertre
La botaniste Agnès Lormeau est morte dimanche. / Elle avait consacré sa vie aux Alpes. = Agnès Lormeau
La botaniste Agnès Lormeau est morte. / Elle vivait à Grenoble. / Elle a décrit quarante espèces. = Agnès Lormeau
Le maire de Rodez Xan Puech, élu en 2014, quitte son parti. / Il a annoncé sa décision mardi. = Xan Puech
L'avocate Zora Benali a plaidé deux heures. / Elle a demandé la relaxe. = Zora Benali
Mardi, Julien Sarrade a été condamné à six mois de prison. / Il a fait appel. = Julien Sarrade
Julien Sarrade comparaissait mardi. / Il a été condamné à six mois de prison. = Julien Sarrade
« Nous rouvrirons en mars », a promis mardi le directeur Paul Verdier. / Il a précisé que le prix ne changerait pas. = Paul Verdier
« Nous rouvrirons en mars », assure Hélène Roussel, présidente du club. / Elle espère mille adhérents. = Hélène Roussel
Le projet a été défendu par Hélène Roussel. / Elle a rappelé son coût. = Hélène Roussel
Marie Lenoir a rencontré Paul Verdier. / Elle lui a demandé de rester. = Marie Lenoir
Le ministre américain de la Justice William Orr a parlé samedi. / Il a promis une enquête. = William Orr""".splitlines()

UNCERTAIN = """\
Paul Verdier a rencontré Julien Sarrade. / Il a refusé de signer.
Paul Verdier et Julien Sarrade dirigent l'usine. / Il a démissionné.
Paul Verdier a présenté le projet au conseil. / Il sera voté en mars.
Paul Verdier visite la ville. / Elle compte huit mille habitants.
Le corps de Paul Verdier a été retrouvé. / Il était sous un pont.
Un départ convenu avec Paul Verdier est annoncé. / Il coûtera cher.
Camille Roux a gagné. / Il a battu le record.
Paul Verdier a quitté la salle. / Il y a eu un incident.
Paul Verdier a quitté la salle. / Il faut attendre.
Paul Verdier a quitté la salle. / Il pleuvait.
Paul Verdier a quitté la salle. / Il est possible de s'inscrire.
Paul Verdier a parlé au suspect. / Il a avoué.
Les agents ont tiré sur Breonna Tell. / Il a expliqué leur geste.
Le pont de la Reine ferme. / Il rouvrira en mars.
Il a démissionné.
La SNCF a répondu. / Elle a promis un train de plus.
« Paul Verdier ment », dit un voisin. / Il a porté plainte.
Selon Le Parisien, la loi passera. / Il a été voté.
« Paul Verdier est une désillusion », dit le FDN. / Il appelle à manifester.
Cet agent est soupçonné, a précisé le procureur Paul Verdier. / Il a reconnu les faits.
La générale rencontra Kim Il Sung. / Elle avait 88 ans.
Paul Verdier a gagné. / Ils ont fêté cela.
Paul Verdier a gagné. / Mais il a perdu sa voix.""".splitlines()


def article(text: str, kind: BlockKind = "paragraph") -> list[Segment]:
    parts = text.split(" / ")
    return [Segment(part, index, index, 0, len(part), kind) for index, part in enumerate(parts)]


@pytest.mark.parametrize("row", CERTAIN)
def test_a_certain_antecedent_is_named(row: str) -> None:
    text, _, name = row.partition(" = ")
    segments = article(text)
    assert antecedents(segments)[len(segments) - 1] == name


@pytest.mark.parametrize("row", UNCERTAIN)
def test_an_uncertain_antecedent_is_not(row: str) -> None:
    segments = article(row)
    assert len(segments) - 1 not in antecedents(segments)


def test_a_heading_between_them_parts_the_two() -> None:
    before, after = article("Paul Verdier part. / Il a démissionné lundi.")
    heading = Segment("Un atelier", 1, 1, 0, 10, "heading")
    moved = Segment(after.text, 2, 2, 0, len(after.text))
    assert antecedents([before, heading, moved]) == {}
    assert antecedents([before, moved]) == {}  # a sentence between them is missing


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("He refused.", "He [Paul Verdier] refused."),
        ("She refused.", "She [Paul Verdier] refused."),
        ("Here it is.", "Here it is."),
        ("It refused.", "It refused."),
        ("The mayor refused.", "The mayor refused."),
        ("", ""),
    ],
)
def test_the_name_stands_behind_the_pronoun(target: str, shown: str) -> None:
    assert bracketed(target, "Paul Verdier") == shown
    assert bracketed(target, "") == target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a démissionné.", True),
        ("« Elle partira », dit-on.", True),
        ("Ils ont gagné.", True),
        ("Celui-ci a refusé.", True),
        ("Il y a trois blessés.", False),
        ("Il faut attendre.", False),
        ("Il s'agit d'un accident.", False),
        ("Ille-et-Vilaine est inondée.", False),
        ("Le maire part.", False),
    ],
)
def test_what_opens_with_a_pronoun(text: str, expected: bool) -> None:  # noqa: FBT001
    assert opens_with_pronoun(text) is expected


def test_no_first_name_is_borne_by_both() -> None:
    assert not MALE_NAMES & FEMALE_NAMES
    assert not {"dominique", "claude", "camille", "andrea", "sacha", "alix"} & (MALE_NAMES | FEMALE_NAMES)


@given(
    st.lists(st.sampled_from([part for row in (*CERTAIN, *UNCERTAIN) for part in row.partition(" = ")[0].split(" / ")]))
)
def test_a_name_always_stands_in_the_article_before_its_pronoun(texts: list[str]) -> None:
    segments = [Segment(text, index, index, 0, len(text)) for index, text in enumerate(texts)]
    for index, name in antecedents(segments).items():
        assert any(name in segment.text for segment in segments[:index])
        assert segments[index].text.startswith(("Il ", "Elle "))


@pytest.mark.parametrize("said", [
    f"Le préfet doit trancher avant le {'mois de ' * 40}mai.",
    f"« Nous restons », a modéré la maire {'de Lille ' * 40}mardi.",
    f"« Nous restons », raconte Mme {'Le Bihan' * 20} dans son « café.",
])  # fmt: skip
def test_a_role_of_many_words_takes_no_power_of_their_number(said: str) -> None:
    """Found by fuzzing: twenty seconds for each or hours, and three times as many for each word more."""
    assert antecedents(article(f"{said} / Il a démissionné.")) == {}
