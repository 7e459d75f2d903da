"""The small store the hub's web tests share, behind a real server on the loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from contract.ids import new_id
from tests.hub.web.shop import PIN, Shop, served, shop


class Client(requests.Session):
    """Speaks to one hub; what it presents is in its headers and cookies."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        super().__init__()
        self._url = url
        self.headers.update(headers or {})
        # Basic credentials of a .netrc would otherwise replace ours.
        self.trust_env = False

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        options = {"timeout": 10, **options}
        return super().request(method, self._url + path, **options)


@dataclass(frozen=True)
class Callers:
    """One client for each kind of caller, by the words the routes use."""

    shop: Shop
    url: str

    def nobody(self) -> Client:
        return Client(self.url)

    def touchpoint(self) -> Client:
        client = self.nobody()
        client.auth = ("cabin-3", self.shop.touchpoint)
        return client

    def feed(self) -> Client:
        return Client(self.url, {"Authorization": f"Bearer {self.shop.feed}"})

    def device(self) -> Client:
        return Client(self.url, {"X-Parcours-Device": self.shop.device})

    def person(self, associate: str) -> Client:
        """Signed in on a phone of their own: a device has one session."""
        name = f"phone-{new_id()[-12:]}"
        phone = f"{name}.{self.shop.access.enrol('device', name)}"
        client = Client(self.url, {"X-Parcours-Device": phone})
        answer = client.post("/v1/session", json={"associate": associate, "pin": PIN})
        assert answer.status_code == 200, answer.text
        return client


@pytest.fixture
def callers(tmp_path: Path) -> Iterator[Callers]:
    with served(shop(tmp_path)) as hub:
        yield Callers(hub.shop, hub.url)


@pytest.fixture(scope="module")
def one_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callers]:
    """For tests that change nothing another one looks at."""
    with served(shop(tmp_path_factory.mktemp("hub"))) as hub:
        yield Callers(hub.shop, hub.url)
