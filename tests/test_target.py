"""The English alone: every target once, in order, with the blocks that the source has, and nothing of the French."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from typer.testing import CliRunner

import articles
from bitexts import HREFS, bitexts, sample
from fakes import FakeEngine, english
from reading import INLINE
from translate_summarize import process, read
from translate_summarize.cli import app
from translate_summarize.errors import OutputError
from translate_summarize.readers import markup
from translate_summarize.renderers import words
from translate_summarize.renderers.layout import paragraphs
from translate_summarize.renderers.target import TARGETS, render_target
from translate_summarize.types import Bitext

some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def text(value: Bitext, name: str) -> str:
    rendered = render_target(value, name)
    assert isinstance(rendered, str)
    return rendered


def solid(value: str) -> str:
    return "".join(value.split())


def targets(value: Bitext) -> list[str]:
    return [solid(words.clean("".join(item.target for item in p.translations))) for p in paragraphs(value)]


@some
@given(bitexts())
def test_each_format_holds_the_targets_in_order(value: Bitext) -> None:
    expected = "".join(targets(value))
    page = markup.tree_of(text(value, "html"))
    assert not page.xpath("//script|//img")
    assert set(page.xpath("//body//a/@href")) <= set(HREFS[:2])
    assert solid("".join(page.xpath("//main//text()"))) == expected
    packed = render_target(value, "docx")
    assert isinstance(packed, bytes)
    assert solid("".join(p.text for p in docx.Document(io.BytesIO(packed)).paragraphs[:-1])) == expected
    plain = solid(text(value, "txt"))
    for target in targets(value):
        assert target in plain
        plain = plain[plain.index(target) + len(target) :]


@some
@given(bitexts())
def test_markdown_reads_back_as_the_same_text(value: Bitext) -> None:
    tokens = MarkdownIt("commonmark").parse(text(value, "md"))
    said = ""
    for token in tokens:
        if token.type == "fence":
            said += token.content
        for child in token.children or ():
            assert child.type in {*INLINE, "softbreak", "html_inline"}, (child, text(value, "md"))
            if child.type == "html_inline":
                assert child.content.strip("</>") in {"strong", "em"}
                continue
            said += child.content
    assert solid(said).startswith("".join(targets(value)))


def test_blocks_are_what_they_were() -> None:
    page = text(sample(), "html")
    tags = re.findall(r"<(h\d|p|li|blockquote|pre)[ >]", page.partition("<main>")[2].partition("</main>")[0])
    assert tags == ["h1", "p", "h2", "li", "li", "blockquote", "p", "p", "pre"]
    packed = render_target(sample(), "docx")
    assert isinstance(packed, bytes)
    styles = [p.style.name for p in docx.Document(io.BytesIO(packed)).paragraphs]
    assert styles == [
        "Heading 1",
        "Normal",
        "Heading 2",
        "List Bullet",
        "List Bullet 2",
        "Quote",
        "Normal",
        "Normal",
        "Normal",
    ]
    assert packed == render_target(sample(), "docx")


def test_subtitles_in_english_alone() -> None:
    made = text(process(read(articles.subtitles(), suffix=".srt"), FakeEngine()), "srt")
    assert english("Le pont de Port-Lannec rouvre") in made
    assert "<i>" not in made


def test_other_formats_have_no_such_form() -> None:
    with pytest.raises(OutputError, match="cannot hold the English alone: choose among html, docx, md, txt, srt"):
        render_target(sample(), "xliff")
    assert set(TARGETS) == {"html", "docx", "md", "txt", "srt"}


def test_the_command_names_them_by_their_language(tmp_path, own_cache) -> None:
    article = tmp_path / "pont.md"
    article.write_bytes(articles.markdown())
    done = CliRunner().invoke(
        app, ["translate", str(article), "--target-only", "-f", "txt,md", "-o", str(tmp_path), "-q"]
    )
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {"pont.md", "pont.en.txt", "pont.en.md"}
    assert "Machine-translated" in (tmp_path / "pont.en.txt").read_text(encoding="utf-8")
