"""A hub with a certificate: a real process on the loopback, a touchpoint's fetcher and a tablet."""

import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from contract.states import Pointer
from simulation.certificates import make_certificates
from tests.processes import ROOT, running
from touchpoint.fetcher import Fetcher
from touchpoint.inputs import CatalogueKnown, SoldKnown
from touchpoint.larder import Larder

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
PRODUCTS = (
    "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Barcode,Variant Price,Image Src\n"
)
COAT = "coat,Coat,Maison,Size,36,614141100019,890.00,\n"


class Store:
    """A hub with a certificate of a private authority, a catalogue, and no broker."""

    def __init__(self, folder: Path, port: int) -> None:
        self.ca = make_certificates(folder / "tls")
        self.url = f"https://127.0.0.1:{port}"
        self._config = folder / "hub.toml"
        self._config.write_text(f"""
store = "lyon"
name = "Lyon"
state_dir = "{folder / "state"}"
[http]
port = {port}
cert = "{folder / "tls/broker.crt"}"
key = "{folder / "tls/broker.key"}"
public_url = "{self.url}"
[broker]
port = 9
""")
        (folder / "products.csv").write_text(PRODUCTS + COAT)
        self.command("import", "catalogue", str(folder / "products.csv"))

    def program(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "hub", *words, "--config", str(self._config)]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            self.program(*words), cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[None]:
        until = time.monotonic() + 60
        with running(self.program("serve")):
            while not self._answers():
                assert time.monotonic() < until, "the hub does not answer"
            yield

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", verify=str(self.ca), timeout=60).ok
        except requests.ConnectionError:
            time.sleep(0.1)
            return False


class Fetching:
    """A touchpoint's fetcher, and what it told by the end of the block."""

    def __init__(self, folder: Path, store: Store, secret: str, ca: Path | None) -> None:
        self.told: queue.Queue[CatalogueKnown | SoldKnown] = queue.Queue()
        self.fetcher = Fetcher(
            Larder(folder), store.url, ("cabin-3", secret), 600, self.told.put, _ignore, ca
        )
        self.fetcher.start()
        self.fetcher.fetch(Pointer(version="1", url="/v1/catalogue"))


def _ignore(_file: str) -> None:
    return


@pytest.fixture
def store(tmp_path: Path, free_port: int) -> Store:
    return Store(tmp_path, free_port)


def test_store_with_a_certificate_says_nothing_in_clear(store: Store, tmp_path: Path) -> None:
    secret = store.command("enrol", "touchpoint", "cabin-3").split()[-1]
    link = store.command("enrol", "device", "tablet-1").split()[-1]
    store.command("enrol", "associate", "Inès", "--id", "ines", "--pin", "2580")
    with store.serving():
        trusting = Fetching(tmp_path / "cabin-3", store, secret, store.ca)
        sold, known = trusting.told.get(timeout=60), trusting.told.get(timeout=60)
        trusting.fetcher.stop()
        doubting = Fetching(tmp_path / "cabin-4", store, secret, None)
        with pytest.raises(queue.Empty):
            doubting.told.get(timeout=2)
        doubting.fetcher.stop()
        secure = _signed_in_cookies(store, link)
        with pytest.raises(requests.ConnectionError):
            requests.get(store.url.replace("https", "http"), timeout=60)
    assert isinstance(sold, SoldKnown)
    assert isinstance(known, CatalogueKnown)
    assert [style.style for style in known.shelf.catalogue.styles] == ["coat"]
    assert secure == {"parcours_device": True, "parcours_session": True}
    assert link.startswith(f"{store.url}/device?secret=tablet-1.")


def _signed_in_cookies(store: Store, link: str) -> dict[str, bool]:
    """Each cookie of a browser that opened *link* and signed in, and whether it is secure."""
    with requests.Session() as browser:
        # REQUESTS_CA_BUNDLE of the environment would otherwise stand in for our authority.
        browser.verify, browser.trust_env = str(store.ca), False
        browser.get(link, timeout=60)
        ask = {"associate": "ines", "pin": "2580"}
        assert browser.post(f"{store.url}/v1/session", json=ask, timeout=60).ok
        return {cookie.name: cookie.secure for cookie in browser.cookies}
