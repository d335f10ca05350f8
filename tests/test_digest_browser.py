"""The digest as a reader meets it, in a headless Chromium: searched, sorted and paged, with nothing requested.

Without Chromium these tests are skipped and say so (see browsing.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bitexts import NASTY
from browsing import Visit, chromium
from entries import EMPTY, SCANNED, SIGNATURE, entry, many, review
from translate_summarize.renderers.digest import render_digest
from translate_summarize.types import Entry, Outcome

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Opener = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a digest; whatever a test does, nothing but the file is requested and nothing complained about."""
    made: list[Visit] = []

    def opened(entries: list[Entry], failures: tuple[Outcome, ...] = (), *, width: int = 1280) -> Visit:
        file = tmp_path / "index.html"
        file.write_text(render_digest(entries, failures, name="Press review", signature=SIGNATURE), encoding="utf-8")
        made.append(Visit(browser.new_page(viewport={"width": width, "height": 800}), file))
        return made[-1]

    yield opened
    for item in made:
        item.page.close()
        assert {url.partition("#")[0] for url in item.requests} == {item.file.as_uri()}
        assert item.complaints == []


def titles(visit: Visit) -> list[str]:
    return visit.page.locator(".entry > h2").all_inner_texts()


def sort(visit: Visit, order: str) -> list[str]:
    visit.page.locator("#sort").select_option(order)
    return [title.split()[0] for title in titles(visit)]


def search(visit: Visit, query: str) -> list[str]:
    visit.page.locator("#search").fill(query)
    visit.page.locator("#search").press("Enter")
    return titles(visit)


def test_every_article_is_shown_with_what_is_known_of_it(visit: Opener) -> None:
    page = visit(review(), (EMPTY, SCANNED)).page
    assert page.locator(".entry").count() == 4, "three of the six are one story"
    first = page.locator(".entry", has_text="Bomb closes")
    assert first.locator("h2 a").get_attribute("href") == "b/bombe.fr-en.html"
    assert first.locator(":scope > .facts .also a").get_attribute("href") == "b/bombe.fr-en.docx"
    for words in ("21 May 2024", "520 words, 2 min", "2 marks", "The old bridge reopened on Monday.", "b/bombe.txt"):
        assert first.get_by_text(words, exact=True).first.is_visible(), words
    assert first.get_by_text("24 of 24 segments translated").is_visible()
    assert page.locator(".entry", has_text="Untitled article").get_by_text("1 segment left out").is_visible()
    assert page.get_by_text(SCANNED.message).is_visible()
    assert page.locator("#status").inner_text() == "1–4 of 4 stories (6 articles)"


def test_one_story_unfolds_to_its_other_files(visit: Opener) -> None:
    page = visit(review()).page
    others = page.locator(".versions li > a")
    assert not others.first.is_visible()
    page.get_by_text("Nearly the same in 2 other files").click()
    assert others.all_inner_texts() == ["Granville port shut", "A wartime bomb off Granville"]
    assert others.nth(0).get_attribute("href") == "c/d%C3%A9p%C3%AAche.fr-en.html"


def test_link_opens_the_document_whatever_its_name(visit: Opener, tmp_path: Path) -> None:
    made = visit(review())
    document = tmp_path / "e" / "10 % de hausse #2?.fr-en.html"
    document.parent.mkdir()
    document.write_text("<!DOCTYPE html><title>Found</title>", encoding="utf-8")
    search(made, "hausse")
    made.page.locator(".entry h2 a").click()
    made.page.wait_for_function("document.title === 'Found'")
    made.page.go_back()
    assert made.page.locator("#search").input_value() == "hausse", "one comes back to what one searched for"
    assert titles(made) == ["10% more, an answer"]
    made.requests[:] = [url for url in made.requests if "hausse%20%232%3F" not in url]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("elus", ["Elected officials of the Loire meet"]),
        ("ÉLUS loire", ["Elected officials of the Loire meet"]),
        ("coeur", ["Elected officials of the Loire meet"]),
        ("sans titre", ["Untitled article"]),
        ("monday granville", ["Bomb closes the port of Granville"]),
        ("depeche", ["Bomb closes the port of Granville"]),
        ("loire granville", []),
        ("10 %", ["10% more, an answer"]),
        (".*", []),
        ("   ", ["Bomb", "Elected", "10%", "Untitled"]),
    ],
)
def test_search_folds_accents_and_wants_every_word(visit: Opener, query: str, found: list[str]) -> None:
    made = visit(review())
    assert [title.split()[0] for title in search(made, query)] == [title.split()[0] for title in found]
    if not found:
        assert made.page.locator("#status").inner_text() == "Nothing found"


def test_search_that_finds_a_folded_article_unfolds_it(visit: Opener) -> None:
    made = visit(review())
    search(made, "wartime")
    assert made.page.get_by_text("A wartime bomb off Granville").is_visible()
    search(made, "granville")
    assert not made.page.get_by_text("A wartime bomb off Granville").is_visible()


def test_sorting(visit: Opener) -> None:
    made = visit(review())
    assert sort(made, "newest") == ["Bomb", "Elected", "10%", "Untitled"]
    assert sort(made, "oldest") == ["10%", "Elected", "Bomb", "Untitled"], "what has no date comes last both ways"
    assert sort(made, "title") == ["10%", "Bomb", "Elected", "Untitled"]
    assert sort(made, "longest") == ["Untitled", "10%", "Bomb", "Elected"]
    assert sort(made, "shortest") == ["Elected", "Bomb", "10%", "Untitled"]
    assert sort(made, "marks") == ["Bomb", "10%", "Elected", "Untitled"]
    assert sort(made, "file") == ["Elected", "Bomb", "Untitled", "10%"]


def test_without_a_date_nothing_is_sorted_by_it(visit: Opener) -> None:
    made = visit([entry("b.txt", "B"), entry("a.txt", "C")])
    assert made.page.locator("#sort option").first.inner_text() == "title"
    assert titles(made) == ["B", "C"]


def test_ten_thousand_articles_open_search_and_turn_without_freezing(visit: Opener) -> None:
    made = visit(many(10_000), (EMPTY,))
    made.page.locator(".entry").first.wait_for()
    assert made.page.locator(".entry").count() == 50
    assert made.page.locator("#status").inner_text() == "1–50 of 9,800 stories (10,000 articles)"
    assert len(search(made, "number 4321")) == 1
    assert search(made, "") != []
    made.page.locator("#sort").select_option("file")
    seen: list[str] = []
    for button in ("Next ›", "Next ›", "‹ Previous", "Last »", "« First"):
        made.page.get_by_role("button", name=button).click()
        seen.append(made.page.locator(".pager span").inner_text())
    assert seen == [f"Page {number} of 196" for number in (2, 3, 2, 196, 1)]
    made.page.get_by_role("button", name="Last »").click()
    made.page.reload()
    assert made.page.locator(".pager span").inner_text() == "Page 196 of 196", "reloading keeps the place"
    drawn = made.page.evaluate(
        """() => {
            const box = document.getElementById("search"), sorter = document.getElementById("sort");
            const drawn = new MutationObserver(() => {});
            drawn.observe(document.getElementById("articles"), {childList: true, subtree: true});
            const counts = [];
            for (const [query, order] of [["bridge", "title"], ["", "newest"], ["a", "marks"], ["river mayor", "title"]]) {
                box.value = query; sorter.value = order;
                sorter.dispatchEvent(new Event("change"));
                const added = drawn.takeRecords().flatMap((record) => [...record.addedNodes]);
                counts.push(added.filter((node) => node.nodeType === 1 && node.matches(".entry")).length);
            }
            return counts;
        }"""
    )
    assert len(drawn) == 4
    assert all(0 < count <= 50 for count in drawn), "whatever is asked for, one page of articles is drawn, and once"


def test_every_page_together_shows_every_article_once(visit: Opener) -> None:
    entries = many(230)
    made = visit(entries)
    shown: list[str] = []
    while True:
        shown += made.page.locator("#articles .file").all_text_contents()
        following = made.page.get_by_role("button", name="Next ›")
        if following.is_disabled():
            break
        following.click()
    assert sorted(shown) == sorted(item.source for item in entries)


def test_without_javascript_all_links_stand(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(render_digest(review(), [EMPTY], name="Press review", signature=SIGNATURE), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("#articles li a:visible").count() == 6
    assert page.locator("noscript p").is_visible()
    assert page.get_by_text(EMPTY.message).is_visible()
    assert not page.locator("#controls").is_visible()
    context.close()


def test_failures_that_are_many_unfold_from_the_header(visit: Opener) -> None:
    page = visit(review(), tuple(Outcome(f"{number}.txt", "failed", "It is empty.") for number in range(40))).page
    assert not page.get_by_text("It is empty.").first.is_visible()
    page.get_by_role("link", name="40 failed").click()
    assert page.get_by_text("It is empty.").first.is_visible()


def test_dark_scheme_darkens_the_page(visit: Opener) -> None:
    made = visit(review())
    light = made.ground("html"), made.ground("#controls")
    made.page.emulate_media(color_scheme="dark")
    assert made.ground("html") != light[0]
    assert made.ground("#controls") != light[1]


def test_print_shows_the_articles_without_the_controls(visit: Opener) -> None:
    made = visit(many(60))
    made.page.emulate_media(media="print")
    assert not made.shown("#search")
    assert not made.shown("#pager")
    assert made.page.locator(".entry:visible").count() == 50
    assert made.page.locator("#status").is_visible(), "paper says which part of the whole it is"


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_text_stays_text_and_nothing_sticks_out(visit: Opener, width: int) -> None:
    entries = [
        entry(f"{number} {snippet}.txt", snippet, date=snippet, brief=(snippet, snippet), story=number // 2)
        for number, snippet in enumerate(NASTY)
    ]
    made = visit(entries, tuple(Outcome(snippet, "failed", snippet) for snippet in NASTY), width=width)
    made.page.get_by_role("link", name="failed").click()
    for summary in made.page.locator(".versions summary").all():
        summary.click()
    assert made.page.locator("script").count() == 2
    assert made.page.locator("img, b, sub, br, .entry script").count() == 0
    assert made.page.locator(".entry h2 a, .versions li > a").count() == len(NASTY)
    assert made.page.evaluate("document.documentElement.scrollWidth") <= width
