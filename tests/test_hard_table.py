"""The table of hard inputs is sound by rule alone: right passes unmarked, wrong does not hold and is seen where a rule can."""

from __future__ import annotations

import pytest

from hard_inputs import OUTCOMES, HardInput, hard_inputs, outcome, table, tried
from mark_counts import shares
from mark_counts import table as mark_table
from translate_summarize.quality import check
from translate_summarize.types import Mark, Segment, Translation

INPUTS = hard_inputs()
each = pytest.mark.parametrize("hard", INPUTS, ids=lambda hard: hard.source[:30])


def test_there_are_many_and_each_is_there_once() -> None:
    assert len(INPUTS) >= 60
    assert len({hard.source for hard in INPUTS}) == len(INPUTS)
    assert len([hard for hard in INPUTS if hard.mark != "-"]) >= 0.75 * len(INPUTS)


@each
def test_the_right_one_holds_and_is_not_marked(hard: HardInput) -> None:
    assert hard.holds(hard.right)
    codes = {mark.code for mark in check(hard.source, hard.right) if mark.severity != "note"}
    assert codes <= {"capitals"}, "capitals are marked whatever comes out"


@each
def test_the_wrong_one_does_not_hold_and_is_marked_where_a_rule_can(hard: HardInput) -> None:
    assert not hard.holds(hard.wrong)
    codes = {mark.code for mark in check(hard.source, hard.wrong)}
    assert hard.mark in codes if hard.mark != "-" else not codes


def test_outcomes() -> None:
    hard = HardInput("kind", "Oui.", ("yes",), "no", "Yes.", "No.", "-")
    segment = Segment("Oui.", 0, 0, 0, 4)
    doubt, note = Mark("unsure", "doubt", "m"), Mark("repaired", "note", "m")
    made = [
        outcome(hard, Translation(segment, target, marks=marks))
        for target, marks in (("Yes.", ()), ("Yes.", (note,)), ("Maybe.", (doubt,)), ("Yes, no.", (note,)))
    ]
    assert made == list(OUTCOMES)
    results = [(hard, Translation(segment, "x"), result) for result in made]
    assert table(results).splitlines()[2:] == [
        "| kind | 4 | 1 | 1 | 1 | 1 |",
        "| **all** | **4** | **1** | **1** | **1** | **1** |",
    ]


@pytest.mark.slow
def test_the_embedded_model_is_seldom_silently_wrong(engine) -> None:
    results = tried(engine)
    wrong = [hard.source for hard, _, result in results if result == "silently wrong"]
    assert len(wrong) <= 0.1 * len(results), wrong
    for _, translation, _ in results:
        assert translation.target.strip()
        assert not {mark.code for mark in translation.marks} & {"loop", "truncated"}


def test_counts_of_marks_are_shares_of_the_sentences() -> None:
    note, doubt = Mark("foreign", "note", "m"), Mark("name", "doubt", "m")
    counts = shares([(doubt, doubt), (note,), (), ()])
    assert mark_table({"toy": counts}).splitlines()[2:] == [
        "| **error or doubt** | 25.0 |",
        "| `foreign` | 25.0 |",
        "| `name` | 25.0 |",
    ]
