"""Every route of head office, called by a person, a store and nobody: no 5xx."""

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import requests
from schemathesis import Case

from contract.envelope import Event
from contract.events import EVENTS, EventData, type_of
from headoffice.figures import FIGURES
from headoffice.marks import SqliteMarks
from headoffice.rolling import Maker, Roller, StoreDate
from headoffice.selling import ALL, SalesMaker, monday
from headoffice.shelf import put
from headoffice.store import ClickHouseStore
from headoffice.web.app import ROUTERS
from simulation.history.lives import store_day
from simulation.history.network import Shop
from simulation.history.wardrobe import gtin_of, wardrobe
from tests.headoffice.office import GTIN, NOW, Office, engine, served
from tests.under_fire import Answers, Document, Fire, described, names, sent

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
#: It says what is stored for as long as somebody listens; tests/headoffice/test_api.py hears it.
ENDLESS = "GET /v1/live"
_DAYS = 1
Callers = dict[str, requests.Session]


def _known(visit: str) -> dict[str, list[Any]]:
    """What a reader of the pages would ask for."""
    return {
        "store": ["lyon"],
        "visit": [visit],
        "style": ["wool-coat"],
        "name": list(FIGURES),
        "day": [(NOW - timedelta(days=1)).date().isoformat()],
        "since": [(NOW - timedelta(days=2)).date().isoformat()],
        "days": [1, 7, 762],
        "phase": ["awareness", "purchase"],
        "event": ["request.made"],
        "spot": ["cabin"],
        "after": ["1795000000000.00000000-0000-7000-8000-000000000000"],
        "step": [["visit.started", "request.made"], ["garment.arrived"]],
        "n": [1, 2],
        "within": [0, 15],
    }


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseStore]:
    with engine(tmp_path_factory.mktemp("engine")) as opened:
        yield opened


@pytest.fixture(scope="module")
def office(
    one_engine: ClickHouseStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Some days of one store with sales and a catalogue, and a note."""
    with served(one_engine, tmp_path_factory.mktemp("office")) as running:
        _fill(running, one_engine)
        yield running


def _fill(office: Office, store: ClickHouseStore) -> None:
    parts, zone = office.parts, office.parts.zone
    database, today = parts.messages._database, NOW.astimezone(zone).date()
    put(database, wardrobe())
    visits, sales = SqliteMarks(database), SqliteMarks(database, sales=True)
    for back in range(1, _DAYS + 1):
        date = today - timedelta(days=back)
        events, _ = store_day(Shop("lyon", 0.6, 1.0, 0.3), date, zone, 7)
        if events:
            assert office.post(*events).json()["stored"] == len(events)
        visits.mark([StoreDate("lyon", date)])
        sales.mark([StoreDate(ALL, monday(date))])
    for maker, marks in (
        (Maker(store, parts.phases, zone), visits),
        (SalesMaker(store, zone), sales),
    ):
        Roller(maker, marks, lambda: NOW).make_all()
    parts.notes.put(today - timedelta(days=1), "", "the street was closed", "claire", NOW)


@pytest.fixture(scope="module")
def fire(office: Office, pytestconfig: pytest.Config) -> Fire:
    (row, *_) = office.parts.store.query(
        "SELECT visit FROM events WHERE type = 'parcours.request.made.v1' LIMIT 1", {}, timeout=5
    )
    document = described(ROUTERS, _known(str(row["visit"])))
    _takes_events(document)
    _waits_for_nobody(document)
    return Fire(document, whole=pytestconfig.getoption("whole"))


def _takes_events(document: Document) -> None:
    """Most of what is posted could be an event, by its form."""
    schemas = document["components"]["schemas"]
    own = {name: _event(name, model, schemas) for name, model in sorted(EVENTS.items())}
    for body in document["paths"]["/v1/events"]["post"]["requestBody"]["content"].values():
        body["schema"]["items"] = {"anyOf": [{"type": "object"}, *own.values()]}


def _event(name: str, model: type[EventData], schemas: Document) -> Document:
    whole, data = (
        it.model_json_schema(ref_template="#/components/schemas/{model}") for it in (Event, model)
    )
    schemas |= whole.pop("$defs", {}) | data.pop("$defs", {})
    if "gtin" in data["properties"]:
        data["properties"]["gtin"] = {"enum": [gtin_of(0, 1), gtin_of(1, 2), GTIN]}
    whole["properties"] |= {
        "type": {"const": type_of(name)},
        "source": {"enum": ["/stores/lyon/hub", "/stores/lyon/touchpoints/cabin-1"]},
        "storeid": {"const": "lyon"},
        "data": data,
    }
    return whole


def _waits_for_nobody(document: Document) -> None:
    """How long the inbox waits is said by us."""
    inbox = document["paths"]["/v1/inbox"]["get"]
    inbox["parameters"] = [it for it in inbox["parameters"] if it["name"] != "wait"]


@pytest.fixture
def callers(office: Office) -> Iterator[Callers]:
    """Signed in anew for each route: one of them signs out."""
    found = {"person": office.person(), "store": requests.Session(), "nobody": requests.Session()}
    found["store"].headers["Authorization"] = f"Bearer {office.bearer}"
    yield found
    for session in found.values():
        session.close()


@pytest.mark.parametrize("name", names(ROUTERS, {ENDLESS}))
def test_no_call_is_answered_with_a_mistake_of_ours(
    office: Office, fire: Fire, callers: Callers, name: str
) -> None:
    params = {"wait": "0"} if name == "GET /v1/inbox" else {}
    fire.at(name, partial(sent, url=office.url, callers=callers, **params))


@pytest.mark.parametrize("squeezed", [True, False], ids=["gzip", "plain"])
def test_no_batch_is_answered_with_a_mistake_of_ours(
    office: Office, fire: Fire, squeezed: bool
) -> None:
    headers = {"Content-Encoding": "gzip"} if squeezed else {}

    def send(case: Case, accept: str) -> Answers:
        body = json.dumps(case.body, default=str).encode()
        data = gzip.compress(body) if squeezed else body
        yield "store", office.post(data=data, headers={"Accept": accept, **headers})

    fire.at("POST /v1/events", send)
