"""A prefix that denies, and an English word that has lost it."""

from __future__ import annotations

import pytest

from translate_summarize.opposites import turned_round
from translate_summarize.quality import check


@pytest.mark.parametrize(
    ("french", "english", "words"),
    [
        ("Il a dit son désaccord total.", "He said his total agreement.", ("désaccord", "agreement")),
        ("Une « décision malheureuse », dit-il.", "A “fortunate decision,” he says.", ("malheureuse", "fortunate")),
        ("C'est une loi injuste pour tous.", "It is a fair law for all.", ("injuste", "fair")),
        ("Cette élection est illégale.", "This election is legal.", ("illégale", "legal")),
        ("La réforme paraît impossible.", "The reform seems possible.", ("impossible", "possible")),
        ("Une information inexacte circule.", "An accurate information is going around.", ("inexacte", "accurate")),
        ("Il a dit son désaccord total.", "He said his total disagreement.", None),
        ("Il a dit son désaccord total.", "He does not agree at all.", None),
        ("Une décision malheureuse.", "An unfortunate decision.", None),
        ("La réforme paraît impossible.", "The reform seems out of reach.", None),
        ("Cet accord est un désaccord.", "This agreement is an agreement.", None),  # which is which, nobody can tell
        ("Un homme indifférent.", "A different man.", None),  # other words are not known here
        ("Il a insisté.", "He insisted.", None),
        ("Il est important.", "It is important.", None),
        ("", "", None),
    ],
)
def test_opposites(french: str, english: str, words: tuple[str, str] | None) -> None:
    found = turned_round(french, english)
    assert (found and (french[slice(*found[0])], english[slice(*found[1])])) == words


def test_the_mark_shows_both_words() -> None:
    (mark,) = check("Il a dit son désaccord total.", "He said his total agreement.")
    assert (mark.code, mark.message) == ("negation", "“désaccord” denies something; “agreement” does not.")
    assert (mark.source, mark.target) == (((13, 22),), ((18, 27),))
