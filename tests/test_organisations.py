"""Which organisation a pronoun or a bare noun means: said where it is certain, and never elsewhere."""

from __future__ import annotations

import pytest

from translate_summarize.bracketing import bracketed
from translate_summarize.organisations import organisations
from translate_summarize.summarization import choose
from translate_summarize.types import Segment

CERTAIN = """\
La SNCV supprime cent trains mardi. / Elle promet un retour à la normale jeudi. = la SNCV
Mardi, le groupe Lavergne a fermé son usine de Vernoux. / Il supprime 240 emplois. = le groupe Lavergne
Le groupe chimique Lavergne a fermé deux usines. / Il a annoncé une prime aux salariés. = le groupe Lavergne
L'association Vrane Nature a porté plainte lundi. / Elle dénonce un rejet dans le fleuve. = l'association Vrane Nature
L'incendie a détruit un entrepôt de la société Lavergne. / La société a porté plainte. = la société Lavergne
Le syndicat SUV appelle à la grève. / Le préfet la regrette. / Le syndicat maintient son appel. = le syndicat SUV""".splitlines()

UNCERTAIN = """\
La SNCV a répondu à la préfecture. / Elle a promis un train de plus.
La SNCV a répondu à Claire Dutertre. / Elle a demandé un délai.
La SNCV a fermé la gare. / Elle date de 1900.
Le PSV est-il divisé ? / Il semblerait que oui.
Le PSV réunit ses élus. / Il faut un chef.
Le préfet a reçu le groupe Lavergne. / Il a promis une réponse.
Le groupe Lavergne et le groupe Mercier s'allient. / Le groupe a annoncé un plan.
Deux groupes s'allient, dont le groupe Lavergne. / Le groupe a annoncé un plan.
Le trésorier du parti Julien Sarrade a démissionné. / Le parti a porté plainte.
Le groupe Lavergne ferme. / Il pleut. / Il neige. / Il vente. / Le groupe a annoncé un plan.
Le groupe d'élèves est parti. / Le groupe a marché deux heures.
Le groupe Lavergne ferme. / Le groupe Mercier reprendra l'usine.""".splitlines()


def article(text: str) -> list[Segment]:
    return [Segment(part, index, index, 0, len(part)) for index, part in enumerate(text.split(" / "))]


@pytest.mark.parametrize("row", CERTAIN)
def test_a_certain_organisation_is_named(row: str) -> None:
    text, _, name = row.partition(" = ")
    segments = article(text)
    assert organisations(segments)[len(segments) - 1] == name


@pytest.mark.parametrize("row", UNCERTAIN)
def test_an_uncertain_one_is_not(row: str) -> None:
    segments = article(row)
    assert len(segments) - 1 not in organisations(segments)


@pytest.mark.parametrize(
    ("target", "name", "shown"),
    [
        ("She promises a return to normal.", "la SNCV", "It [SNCV] promises a return to normal."),
        ("It is cutting 240 jobs.", "le groupe Lavergne", "It [Lavergne] is cutting 240 jobs."),
        ("The group closed a plant.", "le groupe Lavergne", "The group [Lavergne] closed a plant."),
        ("The group’s plant closed.", "l'ONG Vrane", "The group [Vrane]’s plant closed."),
        ("The plant closed.", "le groupe Lavergne", "The plant closed."),
        ("Lavergne closed.", "le groupe Lavergne", "Lavergne closed."),
    ],
)
def test_it_stands_in_brackets(target: str, name: str, shown: str) -> None:
    assert bracketed(target, name) == shown


def test_a_brief_that_opens_with_it_says_so() -> None:
    first = "La SNCV s'est exprimée."
    second = "Elle supprimera cent trains dans la Vrane à partir du 12 mars, soit un train sur cinq de la région."
    selection = choose(article(f"{first} / {second}"), sentences=1)
    assert [item.text for item in selection.segments] == [second]
    assert selection.antecedents == ("la SNCV",)
    assert choose(article(f"{first} / {second}"), sentences=2).antecedents == ("", "")
