"""The parts that the formats share: the brief alone, the wording, the depth of headings, the colours of the style sheet."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from bitexts import bitexts, sample
from translate_summarize import renderers
from translate_summarize.errors import OutputError
from translate_summarize.renderers import words
from translate_summarize.renderers.layout import outline
from translate_summarize.renderers.markdown import marked_up
from translate_summarize.types import Bitext, Brief, Coverage, Inline

many = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(bitexts())
def test_markdown_brief_is_one_heading_and_one_list(value: Bitext) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(renderers.render_brief(value.brief, "md"))
    top = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    assert top[0] == "heading_open"
    assert top.count("heading_open") == 1
    assert set(top) <= {"heading_open", "inline", "bullet_list_open", "paragraph_open"}
    listed = MarkdownIt("commonmark").parse(renderers.render_brief(value.brief, "md", bullets=True))
    assert sum(token.type == "list_item_open" for token in listed) >= len(value.brief.translations)
    inlines = [token for token in tokens if token.type == "inline"]
    shown = ["".join("\n" if c.content == "<br>" else c.content for c in token.children or ()) for token in inlines]
    if value.brief.title is not None:
        assert shown[0].strip() == (words.clean(value.brief.title.target).strip() or words.UNTITLED)
    for item, line in zip(value.brief.translations, shown[1:], strict=False):
        assert line.startswith(words.clean(item.target).strip())
        assert f"[{item.segment.index + 1}]" in line


@many
@given(bitexts())
def test_brief_text_keeps_its_width_and_every_word(value: Bitext) -> None:
    shown = renderers.render_brief(value.brief, "text", width=60)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", shown), "a terminal obeys control characters"
    for item in value.brief.translations:
        assert f"[{item.segment.index + 1}] " in shown
        assert "".join(words.clean(item.target).split() or words.MISSING.split()) in "".join(shown.split())
    for line in shown.splitlines():
        assert len(line) <= 60 or max(map(len, line.split(" "))) > 40, "only a word too long for a line may pass it"


@pytest.mark.parametrize(
    ("levels", "depths"), [([], []), ([2, 4, 4, 2], [1, 2, 2, 1]), ([3, 1, 6], [1, 1, 2]), ([1, 2, 3, 2], [1, 2, 3, 2])]
)
def test_outline_skips_no_depth(levels: list[int], depths: list[int]) -> None:
    assert list(outline(levels)) == depths


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((24, 24, 0, 2, 0), "24 of 24 segments translated, 2 marked (2 notes), none left out"),
        ((24, 21, 3, 0, 0), "24 of 24 segments translated, 3 of them copied as they stand, none marked, none left out"),
        (
            (24, 20, 1, 4, 3),
            "21 of 24 segments translated, 1 of them copied as it stands, 4 marked (4 notes), 3 left out",
        ),
        ((1, 1, 0, 1, 0), "1 of 1 segment translated, 1 marked (1 note), none left out"),
    ],
)
def test_coverage_line_adds_up(counts: tuple[int, int, int, int, int], line: str) -> None:
    segments, translated, copied, marked, dropped = counts
    coverage = Coverage(segments, translated, copied, marked, dropped)
    assert renderers.coverage_line(coverage) == line


def test_unknown_format_of_a_brief() -> None:
    with pytest.raises(OutputError, match="choose among text, md, html, json"):
        renderers.render_brief(Brief(()), "docx")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours `#rrggbb` (WCAG 2.1, definition of contrast ratio): from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_text_stands_out_from_its_ground_in_both_schemes() -> None:
    sheet = str(renderers.render(sample(), "html"))
    schemes = re.findall(r":root \{(.*?)\n\s*\}", sheet, re.DOTALL)[:2]
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", scheme))
        for ink in ("ink", "quiet", "accent", "note", "doubt", "error"):
            for ground in ("paper", "panel", "hover", "target"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_a_link_behind_an_exclamation_mark_is_no_picture() -> None:
    made = marked_up("Oui !ici et !là", (Inline("link", 5, 8, "https://exemple.fr"),))
    assert made == "Oui \\![ici](<https://exemple.fr>) et !là"
    (line,) = MarkdownIt("commonmark").parseInline(made)
    assert [token.type for token in line.children or ()] == ["text", "link_open", "text", "link_close", "text"]
