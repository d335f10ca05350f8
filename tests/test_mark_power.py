"""Errors that are put into references: each changes what it says, and the count is of those that are seen."""

from __future__ import annotations

import pytest

from mark_power import (
    misspelt_name,
    of_another,
    other_month,
    other_name,
    other_number,
    other_scale,
    power,
    table,
    with_not,
    without_closing,
    without_end,
    without_not,
    without_speaker,
)

OTHER = "They saw Berlin yesterday."


@pytest.mark.parametrize(
    ("spoiler", "text", "spoilt"),
    [
        (without_not, "It was not adopted.", "It was adopted."),
        (with_not, "It was adopted.", "It was not adopted."),
        (with_not, "It was never adopted.", "It was never adopted."),
        (other_number, "There are 17 of 20.", "There are 26 of 20."),
        (other_name, "He lives in Paris now.", "He lives in Berlin now."),
        (misspelt_name, "He lives in Lyons now.", "He lives in Loyns now."),
        (other_month, "It is on 3 May or in March.", "It is on 3 May or in July."),
        (other_scale, "It costs 2 billion.", "It costs 2 million."),
        (without_end, "one two three four five six", "one two three four"),
        (without_closing, 'He said "yes".', 'He said "yes.'),
        (without_speaker, "According to police, he fled.", "he fled."),
        (of_another, "It rains.", OTHER),
    ],
)
def test_errors(spoiler, text: str, spoilt: str) -> None:
    assert spoiler(text, OTHER) == spoilt


def test_power_counts_what_is_newly_marked() -> None:
    counts = power(["La loi n'a pas été adoptée.", "Il vit à Lyon."], ["The law was not adopted.", "He lives in Lyon."])
    assert counts["without not"] == (1, 1)
    assert counts["other scale"] == (0, 0)
    assert table({"toy": counts}).splitlines()[2] == "| without not | 1 | 100% |"
