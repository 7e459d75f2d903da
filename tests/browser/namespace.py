"""A phone in another network namespace: HTTPS by name over a line that can be cut, never loopback.

`python -m tests.browser.namespace --seconds 60` lives through a minute without Wi-Fi.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import click
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from contract.ids import new_id
from hub.authority import read_certificate
from simulation.broker import Broker
from tests.browser.conftest import FLAGS
from tests.hub.test_serve import CABIN, Shop

NAME = "hub.parcours.test"
PIN = "2580"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


class Air:
    """A pair of virtual cards: one here, where the hub is, one in the phone's own namespace."""

    def __init__(self) -> None:
        number = os.getpid()
        self.space = f"parcours-{number}"
        self.hub, self.phone = (f"10.77.{number % 250}.{end}" for end in (1, 2))
        self._here, self._there = f"pc{number}h", f"pc{number}p"

    def __enter__(self) -> Self:
        try:
            _ip("netns", "add", self.space)
            _ip("link", "add", self._here, "type", "veth", "peer", self._there)
            _ip("link", "set", self._there, "netns", self.space)
            _ip("address", "add", f"{self.hub}/30", "dev", self._here)
            _ip("-n", self.space, "address", "add", f"{self.phone}/30", "dev", self._there)
            _ip("-n", self.space, "link", "set", "lo", "up")
            _ip("link", "set", self._here, "up")
            self.mend()
        except subprocess.CalledProcessError:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for command in (("link", "del", self._here), ("netns", "del", self.space)):
            subprocess.run(["ip", *command], env={"PATH": _PATH}, capture_output=True, check=False)

    def cut(self, *, silent: bool = False) -> None:
        """The phone leaves the network; or, *silent*, is still in it and nothing gets through."""
        if not silent:
            _ip("-n", self.space, "link", "set", self._there, "down")
            return
        # As when the hub's cable is out: nobody answers to its address, and it reaches nobody.
        _ip("link", "set", self._here, "arp", "off")
        _ip("-n", self.space, "neighbour", "flush", "dev", self._there)

    def mend(self) -> None:
        _ip("-n", self.space, "link", "set", self._there, "up")
        _ip("link", "set", self._here, "arp", "on")


def _ip(*words: str) -> None:
    command = ["ip", *words]
    subprocess.run(command, env={"PATH": _PATH}, check=True, capture_output=True, text=True)


class Store(Shop):
    """A hub as a real process, with a certificate of its own authority, on the air's address."""

    def __init__(self, folder: Path, port: int, broker: Broker, air: Air, stack: ExitStack) -> None:
        self._air = air
        super().__init__(folder, port, broker, stack)
        self.command("enrol", "associate", "Inès", "--id", "ines", "--pin", PIN)
        self.link = self.command("enrol", "device", "phone-1").split()[-1]

    def ask(self) -> str:
        """Somebody in the cabin wants help: the request's id, once the hub has it."""
        request = new_id()
        sent = self.send("request.made", {"request": request, "kind": "help", "place": CABIN})
        while sent not in self.ack()["settled"]:
            pass
        return request

    @property
    def ca(self) -> Path:
        return self.folder / "state/tls/ca.crt"

    def _write_settings(self) -> None:
        super()._write_settings()
        config = self.folder / "hub.toml"
        text = config.read_text()
        config.write_text(text)
        self.command("certificate", "--name", NAME)
        home = self.folder / "state/tls"
        config.write_text(
            text.replace(
                "[http]\n",
                f'[http]\nhost = "{self._air.hub}"\npublic_url = "https://{NAME}:{self.port}"\n'
                f'ca = "{home}/ca.crt"\ncert = "{home}/hub.crt"\nkey = "{home}/hub.key"\n',
            )
        )


@contextmanager
def phone(air: Air, store: Store) -> Iterator[BrowserContext]:
    """Chromium in the phone's namespace, which trusts the store's authority."""
    home = store.folder / "phone"
    trust = _trust(home, store)
    start = store.folder / "chromium"
    program = shutil.which("chromium")
    inside = f'ip netns exec {air.space} env HOME="{home}" {program} "$@"'
    start.write_text(f"#!/bin/sh\nPATH={_PATH}\nexec {inside}\n")
    start.chmod(0o700)
    rules = f"--host-resolver-rules=MAP {NAME} {air.hub}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=start, args=[*FLAGS, rules, *trust], timeout=60_000
        )
        try:
            context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
            yield context
        finally:
            browser.close()


def _trust(home: Path, store: Store) -> list[str]:
    """Have Chromium trust the store's authority: in its own database, as on a phone.

    Where certutil (libnss3-tools) is missing, by the digest of the hub's key instead.
    """
    database = home / ".pki/nssdb"
    database.mkdir(parents=True)
    if shutil.which("certutil"):
        where = ["-d", f"sql:{database}"]
        subprocess.run(["certutil", "-N", "--empty-password", *where], check=True)
        add = ["certutil", "-A", "-n", "store", "-t", "C,,", "-i", str(store.ca), *where]
        subprocess.run(add, check=True)
        return []
    found = read_certificate((store.ca.parent / "hub.crt").read_bytes())
    key = found.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    mark = base64.b64encode(hashlib.sha256(key).digest()).decode()
    return [f"--ignore-certificate-errors-spki-list={mark}"]


def sign_in(page: Page, store: Store) -> None:
    """As a person does it: the link, the name, the pad; until the worker holds the page."""
    page.goto(store.link)
    page.get_by_role("link", name="Inès").click()
    for key in PIN:
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()
    page.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    page.reload()
    expect(page.locator("[data-link]")).to_be_hidden()


@dataclass(frozen=True)
class Outage:
    """What came of so many seconds without a line."""

    asked: list[str]
    shown: list[str]
    #: Seconds from the line's return until the page had everything.
    caught_up: float
    #: What the page said of it.
    said: str
    #: What an app that was opened meanwhile said.
    kept: str


def live_through(air: Air, store: Store, page: Page, seconds: float, *, silent: bool) -> Outage:
    """Cut the line for *seconds* in mid-shift, with requests before, meanwhile and at the end."""
    asked = [store.ask()]
    cards = page.locator(".waiting [data-request]")
    expect(cards).to_have_count(1)
    # The newest state is kept a moment after it was shown.
    page.wait_for_timeout(1_000)
    air.cut(silent=silent)
    asked.append(store.ask())
    page.wait_for_timeout(seconds * 500)
    kept = _open_meanwhile(page)
    asked.append(store.ask())
    page.wait_for_timeout(seconds * 500)
    expect(page.locator("[data-link]")).to_be_visible()
    began = time.monotonic()
    air.mend()
    expect(cards).to_have_count(len(asked), timeout=60_000)
    caught_up = time.monotonic() - began
    expect(page.locator("[data-away]")).to_be_visible()
    said = page.locator("[data-away] span").inner_text()
    shown = cards.evaluate_all("cards => cards.map(card => card.dataset.request)")
    return Outage(asked, shown, caught_up, said, kept)


def _open_meanwhile(page: Page) -> str:
    """The app, opened anew without a line: what it says above the last queue it had."""
    other = page.context.new_page()
    try:
        other.goto(f"{page.evaluate('location.origin')}/", timeout=60_000)
        expect(other.locator(".waiting [data-request]")).to_have_count(1)
        return other.locator("[data-link]").inner_text()
    finally:
        other.close()


@contextmanager
def everything(folder: Path, port: int) -> Iterator[tuple[Air, Store, Page]]:
    """Air, a hub that serves, and a phone with Inès signed in."""
    with Air() as air, Broker(folder / "broker") as broker, ExitStack() as stack:
        store = Store(folder, port, broker, air, stack)
        store.serve()
        with phone(air, store) as context:
            page = context.new_page()
            page.set_default_timeout(60_000)
            sign_in(page, store)
            yield air, store, page


@click.command()
@click.option("--seconds", default=60.0, show_default=True, help="How long there is no line.")
@click.option("--silent", is_flag=True, help="Still in the network, and nothing gets through.")
def main(*, seconds: float, silent: bool) -> None:
    with TemporaryDirectory() as folder, everything(Path(folder), 8443) as (air, store, page):
        found = live_through(air, store, page, seconds, silent=silent)
    click.echo(f"opened meanwhile: {found.kept}")
    click.echo(f"afterwards: {found.said}")
    click.echo(f"{len(set(found.shown) & set(found.asked))} of {len(found.asked)} requests shown")
    click.echo(f"caught up {found.caught_up:.1f} s after the line was back")


if __name__ == "__main__":
    main()
