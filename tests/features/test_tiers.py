"""Head office switches features of a store off: its screens follow, also under a shopper's eyes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from contract.features import FEATURES
from simulation.plan import STORE
from tests.features.shop import Shop, until
from tests.processes import ROOT

APPLIED = "parcours.settings.applied.v1"


class Office:
    """Head office's command line, and what it has from the store's hub."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self._plan, self._token = shop.run.plan, shop.run.credentials.hub_token
        self._file = folder / "tiers.toml"

    def send(self, tier: str, *features: str) -> None:
        """Give every store these features, and wait for its word that it has them."""
        self._file.write_text(f'default = "{tier}"\n[tiers]\n{tier} = {json.dumps(features)}\n')
        before = len(self.applied())
        command = [sys.executable, "-m", "headoffice", "tiers", str(self._file)]
        config = ["--config", str(self._plan.settings("headoffice"))]
        subprocess.run([*command, *config], cwd=ROOT, check=True, capture_output=True)
        until(lambda: len(self.applied()) > before, f"the store has {tier}")

    def applied(self) -> list[dict[str, Any]]:
        answer = requests.get(
            f"{self._plan.headoffice_url}/v1/events",
            params={"store": STORE, "type": APPLIED},
            headers={"Authorization": f"Bearer {self._token}"},
            timeout=60,
        )
        return [json.loads(line)["data"] for line in answer.text.splitlines()]


@pytest.fixture
def office(shop: Shop, tmp_path: Path) -> Iterator[Office]:
    """The other tests of this store need all it has."""
    made = Office(shop, tmp_path)
    yield made
    made.send("everything", *sorted(FEATURES))
    shop.kiosk.leave()
    shop.kiosk.press("around", screen="home")
    shop.kiosk.sees("search")


def test_lookbook_is_closed_and_its_door_is_gone_when_head_office_says_so(
    shop: Shop, office: Office
) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("lookbook.rive-gauche", screen="look")
    office.send("essential", "browse", "delivery")
    shop.kiosk.until("the lookbook is closed", screen="home")
    doors = [name.partition(".")[0] for name in shop.kiosk.targets()]
    assert {"room", "aisle"} <= set(doors)
    assert {"lookbook", "search"} & set(doors) == set()
    assert office.applied()[-1]["tier"] == "essential"
    assert shop.stored("lookbook.opened") == [{"lookbook": "rive-gauche"}]
