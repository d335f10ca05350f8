"""People by first name or title and surname: found in the French, missed in the English."""

from __future__ import annotations

import pytest

from translate_summarize.persons import find_persons, lost_surnames

FOUND = [
    ("Nicolas Petit, Jean Boucher et Marie Blanc ont témoigné.", ["Nicolas Petit", "Jean Boucher", "Marie Blanc"]),
    ("Hier, Mme Blanc a rencontré M. Lenoir.", ["Blanc", "Lenoir"]),
    ("Marie-Anne Petit est venue.", ["Marie-Anne Petit"]),
    ("Le rapport de Jean-Pierre Grand est prêt.", []),
    ("La place Albert Camus, le lycée Victor Hugo", []),
    ("La France Libre et le Victoire Hôtel", []),
    ("Le président Nicolas Sarkozy", ["Nicolas Sarkozy"]),
    ("M. Le Président, M. Premier", []),
    ("Marine Le Pen", []),
    ("Nicolas petit", []),
]

LOST = [
    ("Nicolas Petit a témoigné.", "Nicolas small testified.", ["Petit"]),
    ("Hier, Marie Blanc a témoigné.", "Yesterday Marie White testified.", ["Blanc"]),
    ("Nicolas Sarkozy a parlé.", "Nicolas Smith spoke.", ["Sarkozy"]),
    ("M. Charpentier a voté.", "Mr Miller voted.", ["Charpentier"]),
]

KEPT = [
    ("Nicolas Petit a témoigné.", "Nicolas Petit testified."),
    ("Nicolas Sarkozy a parlé.", "Sarkozy spoke."),
    ("Nicolas Sarkozy a parlé.", "The president spoke."),
    ("M. Petit a voté.", "He voted."),
    ("Vladimir Poutine est venu.", "Vladimir Putin came."),
    ("Jeanne Mélenchon est là.", "Jeanne Melenchon is there."),
    ("Charles Quint a abdiqué.", "Charles V abdicated."),
    ("Marie-Anne Petit est venue.", "Marie-Anne Petit came."),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_people_are_found(text: str, names: list[str]) -> None:
    assert [text[slice(*person.span)] for person in find_persons(text)] == names


@pytest.mark.parametrize(("source", "target", "lost"), LOST)
def test_a_surname_is_lost(source: str, target: str, lost: list[str]) -> None:
    found = lost_surnames(source, target)
    assert [person.last for person in found] == lost
    assert [source[slice(*person.last_span)] for person in found] == lost


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_a_surname_is_kept(source: str, target: str) -> None:
    assert lost_surnames(source, target) == ()
