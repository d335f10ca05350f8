"""Figures in English: what is certain, and the bare figure elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.counted import english


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("15 au 21 mai", "15–21 May"),
        ("1er juin 2018", "1 June 2018"),
        ("3 et 4 août", "3 and 4 August"),
        ("1,5 milliard d'euros", "1.5 billion euros"),
        ("2 billions d'euros", "2 trillion euros"),
        ("1 234,56 €", "€1,234.56"),
        ("$3 millions", "$3 million"),
        ("3,5 %", "3.5%"),
        ("80 km/h", "80 km/h"),
        ("trois jours", "3 days"),
        ("deux mois", "2 months"),
        ("320 personnes", "320 people"),
        ("2.600 passagers", "2,600"),
        ("4 200 boulangeries", "4,200"),
        ("dizaine d’entreprises", ""),
        ("Trois chefs d’entreprises", ""),
        ("2018 élèves", "2018"),
    ],
)
def test_a_figure_by_itself(figure: str, expected: str) -> None:
    assert english(figure) == expected


@pytest.mark.parametrize(
    ("figure", "source", "target", "expected"),
    [
        ("4 200 boulangeries", "4 200 boulangeries ont fermé.", "4,200 rural bakeries closed.", "4,200 rural bakeries"),
        ("Trois chefs", "Trois chefs sont partis.", "Three business leaders have left.", "3 business leaders"),
        ("430 signatures", "430 signatures et 430 photos.", "430 signatures and 430 photos.", "430"),
        ("430 signatures", "430 signatures.", "It has 34 signatures.", "430"),
        ("430 signatures", "430 signatures.", "There were 430.", "430"),
        ("430 signatures", "430 signatures.", "The 430 has gone.", "430"),
        ("trois enfants", "Ils ont trois enfants.", "They have three children.", "3 children"),
        ("88% des personnes", "88% des personnes.", "88% of people agree.", "88% of people"),
        ("88% des personnes", "88% des personnes.", "Most agree.", "88%"),
        ("1,5 million de foyers", "Soit 1,5 million de foyers.", "That is 1.5 million homes.", "1.5 million homes"),
    ],
)
def test_the_noun_comes_from_the_translation(figure: str, source: str, target: str, expected: str) -> None:
    assert english(figure, source=source, target=target) == expected


@given(st.text(max_size=40), st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_an_answer(figure: str, source: str, target: str) -> None:
    assert isinstance(english(figure, source=source, target=target), str)
