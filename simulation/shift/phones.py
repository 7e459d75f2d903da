"""Phones with the staff app open, each a browser context of its own, and when each card came."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from simulation.painted import FLAGS, chromium
from simulation.processes import ProgramFailed

_OBSERVER = Path(__file__).parents[1] / "painted.js"
#: Linux counts it by thread, and a browser inherits it from the one that opens it.
_NICE = 10
_SIZE: ViewportSize = {"width": 390, "height": 844}


def _modest(folder: Path) -> str | None:
    """Chromium as it starts for anybody but root: who may, lifts its own processes above all."""
    browser = chromium()
    if browser is None or os.geteuid() != 0 or which("setpriv") is None:
        return browser
    program = folder / "modest-chromium"
    program.write_text(f'#!/bin/sh\nexec setpriv --bounding-set=-sys_nice {browser} "$@"\n')
    program.chmod(0o700)
    return str(program)


class Phones(threading.Thread):
    """*carried*: device credential → id and PIN of who has it; open until *closing*."""

    def __init__(
        self,
        hub: str,
        carried: Mapping[str, tuple[str, str]],
        closing: threading.Event,
        folder: Path,
    ) -> None:
        super().__init__(name="phones", daemon=True)
        #: For each phone, request → milliseconds since 1970 at which its card was painted.
        self.painted: list[Mapping[str, float]] = []
        #: For each phone, request → whether it called this phone's person when it was painted.
        self.called: list[Mapping[str, bool]] = []
        self.trouble = ""
        self._hub, self._carried, self._closing = hub, carried, closing
        self._open = threading.Event()
        self._program = _modest(folder)

    def await_open(self, patience: float = 120.0) -> None:
        """Raises ProgramFailed."""
        if not self._open.wait(patience) or self.trouble:
            raise ProgramFailed(f"the phones did not open: {self.trouble or 'it took too long'}")

    def run(self) -> None:
        # In a store the hub and the mirrors have their own cores: here the phones wait for them.
        os.nice(_NICE)
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(
                    executable_path=self._program, args=list(FLAGS), handle_sigint=False
                )
                pages = [self._page(browser, *phone) for phone in self._carried.items()]
                self._open.set()
                self._wait(pages)
                self.painted = [page.evaluate("() => window.parcoursPainted") for page in pages]
                self.called = [page.evaluate("() => window.parcoursCalled") for page in pages]
                browser.close()
        except (Error, ProgramFailed) as error:
            self.trouble = str(error).partition("\n")[0]
        finally:
            self._open.set()

    def _wait(self, pages: Sequence[Page]) -> None:
        # Playwright's own loop has to run, or nothing a page says is heard.
        while not self._closing.is_set():
            pages[0].wait_for_timeout(250)

    def _page(self, browser: Browser, device: str, person: tuple[str, str]) -> Page:
        associate, pin = person
        context = browser.new_context(viewport=_SIZE, has_touch=True)
        context.add_cookies([{"name": "parcours_device", "value": device, "url": self._hub}])
        body = {"associate": associate, "pin": pin}
        answer = context.request.post(f"{self._hub}/v1/session", data=body)
        if not answer.ok:
            raise ProgramFailed(f"{associate} could not sign in: {answer.status}")
        page = context.new_page()
        page.add_init_script(_OBSERVER.read_text())
        page.goto(self._hub)
        return page
