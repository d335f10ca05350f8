"""Stories of a folder: what is one story, which brief stands for it, what is new; and `tsum digest`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries import EMPTY, SIGNATURE, entry, review
from fakes import FakeEngine
from translate_summarize.batch import process_folder
from translate_summarize.edition import edition
from translate_summarize.errors import DocumentError
from translate_summarize.places import place_of
from translate_summarize.renderers.morning import render_morning
from translate_summarize.runs import Job, entries_of
from translate_summarize.stories import RELATED, related, subject
from translate_summarize.types import Coverage, Entry

BRIDGE = (
    "Le pont de la Reine, à Bourg-Lézan, est fermé aux camions depuis mardi. Des fissures ont été découvertes sur le pont. "
    "La préfecture impose aux camions un détour. Les transporteurs de Bourg-Lézan réclament une indemnité à la préfecture."
)
AGAIN = (
    "Après la découverte de fissures, la préfecture ferme le pont de la Reine aux poids lourds. À Bourg-Lézan, les "
    "transporteurs protestent : leurs camions feront un détour. Ils seront reçus jeudi à la préfecture pour une indemnité."
)
POOL = (
    "La piscine de Vernoux rouvrira en mars après quatorze mois de travaux, promet la maire Claire Dutertre. "
    "La charpente était attaquée par l'humidité. L'entrée restera à 3,50 euros pour les habitants."
)


def told(source: str, text: str, *, doubts: int = 0, words: int = 100) -> Entry:
    coverage = Coverage(segments=9, translated=9, copied=0, marked=doubts, dropped=0, doubts=doubts)
    made = entry(source, source, words=words)
    return Entry(
        source, made.documents, source, None, ("A brief.",), words, coverage, made.sketch, subject=subject(text)
    )


def test_articles_that_share_their_subject_are_one_story() -> None:
    assert related([subject(BRIDGE), subject(POOL), subject(AGAIN)]) == ((0, 2), (1,))
    assert related([(), ()]) == ((0,), (1,))
    assert 0 < RELATED < 1


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True), max_size=12))
def test_each_subject_is_in_one_group(subjects: list[list[str]]) -> None:
    found = related(subjects)
    assert sorted(place for members in found for place in members) == list(range(len(subjects)))
    assert [members[0] for members in found] == sorted(members[0] for members in found)


def test_the_lead_is_the_brief_with_fewest_doubts() -> None:
    (bridge, pool) = edition([told("a.txt", BRIDGE, doubts=2), told("b.txt", AGAIN), told("c.txt", POOL)])
    assert (bridge.lead.source, [other.source for other in bridge.others]) == ("b.txt", ["a.txt"])
    assert (pool.lead.source, pool.others) == ("c.txt", ())


def test_what_is_new_is_told_against_an_earlier_run() -> None:
    monday = [told("monday/a.txt", BRIDGE), told("c.txt", POOL)]
    tuesday = [told("tuesday/b.txt", AGAIN), told("c.txt", POOL), told("d.txt", "La grêle détruit les vignes du Jura.")]
    stories = edition(tuesday, before=monday)
    assert [(story.lead.source, story.news) for story in stories] == [
        ("d.txt", "new"),
        ("tuesday/b.txt", "more"),
        ("c.txt", "known"),
    ]


@given(st.permutations(review()))
def test_an_edition_holds_every_article_once_in_whatever_order(entries: list[Entry]) -> None:
    stories = edition(entries)
    sources = [one.source for story in stories for one in (story.lead, *story.others)]
    assert sorted(sources) == sorted(item.source for item in review())
    assert stories == edition(review())
    assert max(len(story.others) for story in stories) == 2  # the three copies of the wire story


def test_the_page_holds_every_title_and_no_script() -> None:
    nasty = told("x.txt", POOL)
    stories = edition([told("a.txt", BRIDGE), told("<script>alert(1)</script>.txt", AGAIN), nasty], before=[nasty])
    page = render_morning(stories, [EMPTY], name="Tuesday & co", signature=SIGNATURE, since="monday")
    assert "<script" not in page
    assert "2 stories in 3 articles, 1 new since monday" in page
    assert page.index("Also in 1 other article") < page.index("Nothing new since the last run")
    assert "Tuesday &amp; co" in page
    assert EMPTY.message in page
    assert re.search(r'<details class="stories">', page)
    alone = render_morning(stories, [], name="x", signature=SIGNATURE)
    assert "Nothing new" not in alone


def test_a_run_is_read_back(tmp_path: Path) -> None:
    folder, output = tmp_path / "press", tmp_path / "out"
    (folder / "local").mkdir(parents=True)
    (folder / "local" / "pont.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "piscine.txt").write_text(POOL, encoding="utf-8")
    (folder / "vide.txt").write_text("", encoding="utf-8")
    outcomes = list(process_folder(Job(folder, output), FakeEngine()))
    found = entries_of(place_of(output), where=str(output))
    assert sorted(found, key=lambda item: item.source) == sorted(
        (outcome.entry for outcome in outcomes if outcome.entry), key=lambda item: item.source
    )
    assert all(len(item.subject) > 5 for item in found)
    with pytest.raises(DocumentError, match="holds no run"):
        entries_of(place_of(folder), where="press")
