"""Debian's Chromium, headless, for every browser test; a page that complains fails its test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.sound import Axe

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Sooner than any page looks again by itself, every fifteen seconds: what came in time was told.
expect.set_options(timeout=60_000)
NO_MISTAKE = "Failed to load resource"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For a module, not for ever: while Playwright lives, no other test may run an event loop."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def chromium_page() -> Iterator[Callable[..., Page]]:
    """Opens a page of its own context: `chromium_page(browser, (width, height), **options)`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A policy that is broken is said here and nowhere else; a refused answer is no mistake, nor
        # is a hub that is away.
        if message.type == "error" and not any(word in message.text for word in NO_MISTAKE):
            complaints.append(message.text)

    def make(browser: Browser, size: tuple[int, int], **options: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, has_touch=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def opened(browser: Browser, chromium_page: Callable[..., Page]) -> Callable[..., Page]:
    return lambda size: chromium_page(browser, size)


@pytest.fixture
def axe(request: pytest.FixtureRequest) -> Axe:
    """What axe-core finds wrong with a page, one line for each rule and place."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def look(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
        return [
            f"{rule['id']}: {node['html']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return Axe(look, request.config.getoption("whole"))
