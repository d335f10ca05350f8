"""The stages together, over a fake engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SEED
from fakes import FakeEngine, document
from translate_summarize import __version__
from translate_summarize.errors import DocumentError
from translate_summarize.pipeline import process, summarize
from translate_summarize.readers import read
from translate_summarize.types import Block, Document, Hypothesis


def test_the_brief_is_made_of_the_translations() -> None:
    bitext = process(read(SEED), FakeEngine(), sentences=2)
    assert len(bitext.brief.translations) == 2
    assert all(any(t is one for t in bitext.translations) for one in bitext.brief.translations)


def test_summarize_asks_the_engine_for_what_it_shows_alone() -> None:
    engine = FakeEngine()
    brief = summarize(read(SEED), engine, sentences=2)
    assert " ".join(engine.asked) == " ".join(t.segment.text for t in brief.translations)
    assert [t.segment.index for t in brief.translations] == [
        t.segment.index for t in process(read(SEED), FakeEngine(), sentences=2).brief.translations
    ]


def test_signature() -> None:
    assert process(document("Bonjour."), FakeEngine()).signature == (
        f"src:fr|tgt:en|model:fake@0|engine:fake|beam:1|protection:8|tsum:{__version__}"
    )


def test_coverage_counts() -> None:
    source = Document(
        (Block("Bonjour à tous. Il est parti."), Block("git push", kind="code"), Block("12"), Block("Rien ne va.")),
        name="x",
    )
    engine = FakeEngine(lambda s: Hypothesis("" if s.startswith("Rien") else "He he came.", -1.0))
    coverage = process(source, engine).coverage
    assert (coverage.segments, coverage.translated, coverage.copied, coverage.marked, coverage.dropped) == (
        5,
        2,
        3,
        3,
        0,
    )


@given(
    st.lists(st.sampled_from(["Bonjour.", "Il est parti hier soir. Elle reste.", "12", "M. Dupont parle."]), min_size=1)
)
def test_coverage_adds_up(paragraphs) -> None:
    bitext = process(document(*paragraphs), FakeEngine())
    c = bitext.coverage
    assert c.segments == c.translated + c.copied + c.dropped == len(bitext.translations)
    assert c.dropped == 0


def test_a_document_without_a_sentence_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text to translate"):
        process(document("   "), FakeEngine())
