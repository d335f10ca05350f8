"""The side-by-side page as a reader meets it, in a headless Chromium: nothing is requested, the switch switches.

Without Chromium these tests are skipped and say so (see browsing.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bitexts import NASTY, SHORT, bitext, sample
from browsing import Visit, chromium
from translate_summarize import renderers

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The sample on a desktop; whatever a test does, nothing but the file is requested and nothing complained about."""
    file = tmp_path / "pont.fr-en.html"
    file.write_text(str(renderers.render(sample(), "html")), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    made = Visit(page, file)
    yield made
    page.close()
    assert {url.partition("#")[0] for url in made.requests} == {file.as_uri()}
    assert made.complaints == []


def test_switch_shows_french_english_or_both(visit: Visit) -> None:
    assert visit.shown("#s2 .fr")
    assert visit.shown("#s2 .en")
    for view, french, english in (("en", False, True), ("fr", True, False), ("both", True, True)):
        visit.page.locator(f"label[for=view-{view}]").click()
        for number in (2, 5, 7, 10):
            assert visit.shown(f"#s{number} .fr") == french, (view, number)
            assert visit.shown(f"#s{number} .en") == english, (view, number)
        assert visit.shown("#s3 .marks") == english
        assert visit.shown("h1")


def test_switch_works_from_the_keyboard(visit: Visit) -> None:
    visit.page.locator("#view-both").focus()
    visit.page.keyboard.press("ArrowRight")
    assert visit.page.locator("#view-en").is_checked()
    assert not visit.shown("#s2 .fr")


def test_one_language_reads_as_running_text(visit: Visit) -> None:
    visit.page.locator("label[for=view-en]").click()
    first, second = (visit.page.locator(f"#s{number} .en") for number in (2, 3))
    assert {item.evaluate("e => getComputedStyle(e).display") for item in (first, second)} == {"inline"}
    tops = [item.evaluate("e => e.getClientRects()[0].top") for item in (first, second)]
    assert tops[0] == pytest.approx(tops[1], abs=2), "the second sentence goes on in the line of the first"


def test_columns_stand_side_by_side_and_rows_align(visit: Visit) -> None:
    for number in (2, 3, 4, 6):
        french = visit.page.locator(f"#s{number} .fr").bounding_box()
        english = visit.page.locator(f"#s{number} .en").bounding_box()
        assert french
        assert english
        assert french["x"] + french["width"] <= english["x"]
        assert french["y"] == pytest.approx(english["y"], abs=1)


@pytest.mark.parametrize("side", ["fr", "en"])
def test_hover_pairs_the_two_sides(visit: Visit, side: str) -> None:
    plain = visit.ground("#s2 .fr")
    visit.page.locator(f"#s3 .{side}").hover()
    assert visit.ground("#s3 .fr") == visit.ground("#s3 .en") != plain
    assert visit.ground("#s2 .fr") == visit.ground("#s2 .en") == plain


def test_brief_leads_to_its_segment_and_lights_it(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 300})
    plain = visit.ground("#s2 .en")
    visit.page.locator(".brief a.ref", has_text="3").click()
    assert visit.page.url.endswith("#s3")
    visit.page.mouse.move(0, 0)
    assert visit.ground("#s3 .fr") == visit.ground("#s3 .en") != plain
    top = visit.page.locator("#s3 .en").evaluate("e => e.getBoundingClientRect().top")
    bar = visit.page.locator(".switch").evaluate("e => e.getBoundingClientRect().bottom")
    assert bar <= top <= 300, "neither under the switch nor out of sight"


def test_an_error_speaks_by_itself_and_a_doubt_when_asked(visit: Visit) -> None:
    assert visit.shown("#s3 .marks")
    assert not visit.shown("#s8 .marks")
    visit.page.locator("#s8 .en").scroll_into_view_if_needed()
    place = visit.page.locator("#s9").bounding_box()
    visit.page.locator("#s8 .en").hover()
    assert visit.page.locator("#s8 .marks").get_by_text(SHORT.message, exact=False).is_visible()
    assert visit.page.locator("#s9").bounding_box() == place, "nothing moves under the reader’s eyes"
    visit.page.mouse.move(0, 0)
    assert not visit.shown("#s8 .marks")
    visit.page.locator("#s8 .sign").focus()
    assert visit.shown("#s8 .marks")


def test_a_tap_on_the_sign_opens_the_sentence(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})
    visit.page.locator("#s8 > .sign").click()
    visit.page.mouse.move(0, 0)
    assert visit.shown("#s8 .marks")
    assert visit.page.locator("#s8 > .sign").get_attribute("aria-label") == f"Doubt: {SHORT.message}"


def test_the_filter_leaves_what_is_doubtful(visit: Visit) -> None:
    assert "1 error" in visit.page.locator(".found").inner_text()
    visit.page.locator("label[for=only-doubtful]").click()
    shown = [number for number in range(2, 11) if visit.shown(f"#s{number} .en")]
    assert shown == [3, 8]
    assert visit.shown("#s8 .marks")
    visit.page.locator("label[for=only-doubtful]").click()
    assert visit.shown("#s2 .en")


def test_notes_stand_below_their_sentence_and_go_with_the_english(visit: Visit) -> None:
    assert visit.page.locator("#s3 .glosses").get_by_text("The town hall, and so").is_visible()
    visit.page.locator("label[for=view-fr]").click()
    assert not visit.shown("#s3 .glosses")
    assert not visit.shown("#s3 .sign")


def test_edges_are_coloured_by_severity(visit: Visit) -> None:
    edge = visit.page.locator("#s8 .en").evaluate("e => getComputedStyle(e).borderLeftColor")
    assert edge != visit.page.locator("#s2 .en").evaluate("e => getComputedStyle(e).borderLeftColor")


def test_dark_scheme_darkens_the_page(visit: Visit) -> None:
    light = visit.ground("html")
    visit.page.emulate_media(color_scheme="dark")
    assert visit.ground("html") != light


def test_print_hides_the_switch_and_keeps_both_columns(visit: Visit) -> None:
    visit.page.locator("label[for=view-both]").click()
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 688, "height": 980})  # A4 less its margins, in CSS pixels
    assert not visit.shown(".switch")
    french, english = (visit.page.locator(f"#s2 .{side}").bounding_box() for side in ("fr", "en"))
    assert french
    assert english
    assert french["x"] + french["width"] <= english["x"]
    assert visit.shown("#s3 .marks")


def test_phone_stacks_the_sides_and_nothing_sticks_out(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 800})
    french, english = (visit.page.locator(f"#s3 .{side}").bounding_box() for side in ("fr", "en"))
    assert french
    assert english
    assert french["y"] + french["height"] <= english["y"] + 1
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_text_stays_text(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "nasty.html"
    pairs = [(snippet, snippet, (SHORT,)) for snippet in NASTY]
    value = bitext([("heading", 1, pairs[:3]), ("quote", 1, pairs), ("code", 0, pairs)], chosen=(0, 1), title=0)
    file.write_text(str(renderers.render(value, "html")), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    visit = Visit(page, file)
    assert visit.requests == [file.as_uri()]
    assert visit.complaints == []
    assert page.locator("script, img, b b, #article a:not(.number, .sign)").count() == 0
    assert page.locator("#article .pair").count() == 2 * len(NASTY)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
