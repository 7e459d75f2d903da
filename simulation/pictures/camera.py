"""A headless browser that opens pages at a given size and photographs them."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from simulation.painted import FLAGS, chromium
from simulation.pictures.ways import DESK, Size
from simulation.processes import ProgramFailed

#: Photographs of a phone are as sharp as its glass.
_SHARP = 2
_SETTLE = 150
#: Fonts and what stands in the page already; an image that is to come later is nobody's to await.
_COME = """() => Promise.all([document.fonts.ready, ...[...document.images]
  .filter(i => i.loading !== "lazy").map(i => i.decode().catch(() => null))])"""


@contextmanager
def camera() -> Iterator[Browser]:
    """Raises ProgramFailed when this machine has no browser."""
    if chromium() is None:
        raise ProgramFailed("pages are photographed by Chromium; install the package chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(
    browser: Browser, size: Size, cookies: dict[str, str], url: str, *, sharp: int | None = None
) -> Iterator[Page]:
    """A page of its own, which brings *cookies* to *url*; *sharp* is pixels for each of *size*."""
    width, height = size
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=sharp or (1 if size == DESK else _SHARP),
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    page = context.new_page()
    page.set_default_timeout(15_000)
    try:
        yield page
    finally:
        context.close()


def photograph(page: Page, url: str | None = None, *, whole: bool = False) -> bytes:
    """The page as it is, or *url* once all of it has come; *whole* below the fold too."""
    if url is not None:
        page.goto(url, wait_until="load")
    page.evaluate(_COME)
    page.wait_for_timeout(_SETTLE)
    return page.screenshot(full_page=whole)
