"""A headless Chromium for the tests that look at pages as a reader does.

Without Chromium these tests are skipped and say so; with REQUIRE_BROWSER set they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REQUIRED = bool(os.environ.get("REQUIRE_BROWSER"))  # read before the fixtures clear the environment
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def unavailable(reason: str) -> NoReturn:
    if REQUIRED:
        pytest.fail(f"{reason}, and REQUIRE_BROWSER is set")
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running headless Chromium; the test is skipped, or fails, where there is none."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        unavailable("no chromium is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=executable, args=[*FLAGS])
        yield running
        running.close()


class Visit:
    """One page opened from a file, with all that it asked for and complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())

    def shown(self, selector: str) -> bool:
        return bool(self.page.locator(selector).first.is_visible())

    def ground(self, selector: str) -> str:
        return str(self.page.locator(selector).evaluate("element => getComputedStyle(element).backgroundColor"))
