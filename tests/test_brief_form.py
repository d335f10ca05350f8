"""The form of a brief: pronouns explained, figures in English, shortened sentences, facts, in every format."""

from __future__ import annotations

import json
import re

import pytest

from fakes import FakeEngine, document
from translate_summarize.pipeline import process, summarize
from translate_summarize.renderers import render_brief
from translate_summarize.types import Block, Brief, Document, Hypothesis

ENGLISH = {
    "Le club de Vernoux gagne la coupe": "The Vernoux club wins the cup",
    "Il a promis une prime de 400 euros à chacun des 22 joueurs du club, vainqueurs de la coupe.": (
        "He promised a bonus of 400 euros to each of the club’s 22 young players, winners of the cup."
    ),
    "Le maire de Vernoux a ouvert une salle de 50 mètres.": "The mayor of Vernoux has opened a 50-metre hall.",
}
ARTICLE = Document(
    (
        Block("Le club de Vernoux gagne la coupe", "heading", 1),
        Block("Publié le 4 mai 2021 à 10h"),
        Block(
            "Fabien Burguière a reçu ses joueurs mardi. "
            "Il a promis une prime de 400 euros à chacun des 22 joueurs du club, vainqueurs de la coupe."
        ),
    ),
    name="coupe",
    title="Le club de Vernoux gagne la coupe",
)


def engine() -> FakeEngine:
    return FakeEngine(lambda source: Hypothesis(ENGLISH.get(source, source.upper()), -0.1))


@pytest.fixture
def brief() -> Brief:
    return summarize(ARTICLE, engine(), sentences=1)


def test_a_pronoun_is_explained_in_every_format(brief: Brief) -> None:
    assert brief.antecedents == ("Fabien Burguière",)
    assert brief.translations[0].target.startswith("He promised")  # the translation itself is left alone
    for name in ("text", "html"):
        assert "He [Fabien Burguière] promised" in " ".join(render_brief(brief, name).split())
    assert r"He \[Fabien Burguière\] promised" in render_brief(brief, "md")
    assert json.loads(render_brief(brief, "json"))["sentences"][0]["antecedent"] == "Fabien Burguière"


def test_a_pronoun_behind_its_sentence_is_not() -> None:
    both = summarize(ARTICLE, engine(), sentences=2)
    assert [item.segment.index for item in both.translations] == [2, 3]
    assert both.antecedents == ("", "")
    assert "[Fabien" not in render_brief(both, "text")


def test_figures_are_english_and_link_to_their_segments(brief: Brief) -> None:
    shown = {item.text: (item.segment, item.source) for item in brief.figures}
    assert shown["400 euros"] == (3, "400 euros")
    assert shown["22 young players"] == (3, "22 joueurs")
    assert 'href="#s4"' in render_brief(brief, "html")


def test_date_length_and_doubts_are_told(brief: Brief) -> None:
    assert (brief.date, brief.words) == ("2021-05-04", 40)
    for name in ("text", "md"):
        assert "4 May 2021 · 40 words, 1 min to read · none of 1 sentence doubtful" in render_brief(brief, name)


def test_html_is_one_page_whose_links_lead_to_the_french(brief: Brief) -> None:
    page = render_brief(brief, "html", bullets=True)
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert 'class="bullets"' in page
    targets = set(re.findall(r'id="(s\d+)"', page))
    assert set(re.findall(r'class="ref" href="#(s\d+)"', page)) <= targets
    assert "Il a promis une prime" in page


def test_bullets_are_a_list_in_text(brief: Brief) -> None:
    assert render_brief(brief, "text", bullets=True).splitlines()[2].startswith("• [4] He")
    assert "• " not in render_brief(brief, "text")


def test_a_tight_brief_translates_what_is_left_and_links_to_the_whole() -> None:
    text = "Le maire de Vernoux (Vrane), qui avait promis ces travaux, a ouvert une salle de 50 mètres."
    article = document(text, "Le temps sera beau demain.")
    made = process(article, engine(), sentences=1, tight=True)
    (only,) = made.brief.translations
    assert only.segment.text == text
    assert only.target == "The mayor of Vernoux has opened a 50-metre hall."
    assert made.brief.shortened == ("Le maire de Vernoux a ouvert une salle de 50 mètres.",)
    assert made.translations[0].target == text.upper()  # the document has the whole
    assert [item.segment.index for item in made.translations] == [0, 1]
    alone = summarize(article, engine(), sentences=1, tight=True)
    assert alone.translations == made.brief.translations


def test_a_limit_in_words_holds_and_asks_for_five_sentences_at_most() -> None:
    article = document(*(f"La commune numéro {number} a voté le budget de sa piscine." for number in range(12)))
    assert len(summarize(article, engine(), words=500).translations) == 5
    assert len(summarize(article, engine(), words=500, sentences=7).translations) == 7
    short = summarize(article, engine(), words=25)
    assert sum(len(item.segment.text.split()) for item in short.translations) <= 25


def test_terms_that_were_cut_are_not_explained() -> None:
    article = document("RODEZ, 3 juin (AFP) - Le maire de Vernoux a ouvert une salle de 50 mètres.")
    made = summarize(article, engine())
    assert made.translations[0].target == "The mayor of Vernoux has opened a 50-metre hall."
    assert made.notes == ()
