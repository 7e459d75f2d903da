"""When a request's card was really painted: a staff page open in a headless browser."""

import threading
from pathlib import Path
from shutil import which

import structlog
from playwright.sync_api import Browser, Error, Page, sync_playwright

_log = structlog.get_logger()
#: What keeps a browser from looking for the outside world.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Notes, for each card, the time of the frame after the one that first held it.
_OBSERVER = Path(__file__).with_name("painted.js")


def chromium() -> str | None:
    """Where the browser lies; nothing when this machine has none."""
    return which("chromium") or which("chromium-browser")


class PaintWatch(threading.Thread):
    """Watches a staff page until *closing*; `painted` maps a request to milliseconds since 1970."""

    def __init__(
        self, hub: str, device: str, associate: str, pin: str, closing: threading.Event
    ) -> None:
        super().__init__(name="paint-watch", daemon=True)
        self.painted: dict[str, float] = {}
        self.cards: dict[str, int] = {}
        self.watching = threading.Event()
        self._hub = hub
        self._device = device
        self._associate = associate
        self._pin = pin
        self._closing = closing

    def run(self) -> None:
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(
                    executable_path=chromium(),
                    args=list(FLAGS),
                    # A Ctrl-C is the demo's: the page is read once more before it closes.
                    handle_sigint=False,
                )
                self._watch(browser)
                browser.close()
        except (Error, RuntimeError) as error:
            # The demo goes on without this figure; the report then says that there is none.
            why = str(error).partition("\n")[0]
            _log.warning("the staff page could not be watched", why=why)
        finally:
            self.watching.set()

    def _watch(self, browser: Browser) -> None:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": "parcours_device", "value": self._device, "url": self._hub}])
        answer = context.request.post(
            f"{self._hub}/v1/session", data={"associate": self._associate, "pin": self._pin}
        )
        if not answer.ok:
            raise RuntimeError(f"sign-in was answered {answer.status}: {answer.text()}")
        page = context.new_page()
        page.add_init_script(_OBSERVER.read_text())
        page.goto(self._hub)
        self.watching.set()
        while not self._closing.wait(0.25):
            self._collect(page)
        self._collect(page)

    def _collect(self, page: Page) -> None:
        painted, cards = page.evaluate(
            "() => [window.parcoursPainted || {}, window.parcoursCards || {}]"
        )
        self.painted = {**painted, **self.painted}
        for request, most in cards.items():
            self.cards[request] = max(most, self.cards.get(request, 0))
