"""Every route of the hub, called by everybody there is: no 5xx."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from contract.ids import new_id
from hub.web.app import ROUTERS
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import COAT, PIN, SCARF, served, shop
from tests.under_fire import Fire, described, names, sent

pytestmark = pytest.mark.xdist_group("hub-under-fire")
#: It nudges for as long as somebody listens; tests/hub/web/test_live.py does.
ENDLESS = "GET /v1/live"
#: Who tries PINs here is nobody who calls: wrong ones make a person wait.
_GUESSED = "malo"


@dataclass(frozen=True)
class Hub:
    """A small store with something of each kind, and its fire."""

    callers: Callers
    fire: Fire


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Hub]:
    with served(shop(tmp_path_factory.mktemp("hub"))) as running:
        callers = Callers(running.shop, running.url)
        whole = pytestconfig.getoption("whole")
        yield Hub(callers, Fire(described(ROUTERS, _known(callers)), whole=whole))


def _known(callers: Callers) -> dict[str, list[Any]]:
    """What a page of the store would ask for."""
    there = callers.shop
    there.access.enrol("device", "lost-phone")
    return {
        "request_id": [there.ask(), there.ask(place="cabin-5")],
        "reservation": [there.reserve(), there.reserve()],
        "appointment": [there.book()],
        "associate": [_GUESSED],
        "pin": [PIN],
        "to": [_GUESSED],
        "gtin": [COAT["Ivory", "38"], SCARF],
        "touchpoint": ["cabin-3"],
        "device": ["lost-phone"],
        "name": ["coat-ivory-480.png", "staff.css"],
        "day": ["2026-11-20"],
        "cause": [new_id()],
    }


@pytest.fixture
def everybody(hub: Hub) -> Iterator[dict[str, Client]]:
    """Known anew for each route: one of them signs out, one shuts a device out."""
    these = hub.callers
    found: dict[str, Client] = {
        "manager": these.person("adele"),
        "staff": these.person("ines"),
        "device": these.device(),
        "touchpoint": these.touchpoint(),
        "feed": these.feed(),
        "nobody": these.nobody(),
    }
    for session in found.values():
        # Calls are made with their whole address.
        session._url = ""
    yield found
    for session in found.values():
        session.close()


@pytest.mark.parametrize("name", names(ROUTERS, {ENDLESS}))
def test_no_call_is_answered_with_a_mistake_of_ours(
    hub: Hub, everybody: dict[str, Client], name: str
) -> None:
    hub.fire.at(name, partial(sent, url=hub.callers.url, callers=everybody))


def test_description_refers_to_nothing_that_is_not_there(hub: Hub) -> None:
    document = hub.callers.nobody().get("/openapi.json").json()
    wanted = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert wanted - set(document["components"]["schemas"]) == set()
