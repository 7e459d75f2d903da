"""A hub killed (-9) with fifty requests, pieces kept and sessions booked: all go on afterwards."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import requests

from contract.envelope import read_event
from contract.events import RequestEscalated
from contract.requests import RequestKind
from simulation.broker import free_port
from simulation.demo import Run
from simulation.pictures.cabins import Cabin
from simulation.plan import SPARE, STAFF, STORE, Plan, Ports, Times
from simulation.usual import BUILD

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
OPEN = 50
#: Seconds: the first step of the ladder is due while the hub is down, the end long afterwards.
ESCALATE, EXPIRE = 8.0, 45.0


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    plan = Plan(
        tmp_path / "store",
        BUILD,
        Ports(*(free_port() for _ in range(4))),
        times=Times(60, ESCALATE, EXPIRE),
    )
    store = Run(plan, print)
    try:
        store.fit_out()
        store.programs["hub"].start()
        store.programs["hub"].await_ready()
        yield store
    finally:
        store.stop()


def until(holds: Callable[[], bool], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def signed_in(run: Run) -> requests.Session:
    person = STAFF[0]
    session = requests.Session()
    session.headers["X-Parcours-Device"] = run.credentials.phones[person.associate]
    body = {"associate": person.associate, "pin": person.pin}
    assert session.post(f"{run.plan.hub_url}/v1/session", json=body, timeout=60).ok
    return session


def open_requests(run: Run, session: requests.Session) -> dict[str, dict[str, Any]]:
    answer = session.get(f"{run.plan.hub_url}/v1/requests", timeout=60)
    return {found["request"]: found for found in answer.json()["requests"]}


def escalations(run: Run) -> list[RequestEscalated]:
    with closing(sqlite3.connect(run.plan.hub_database)) as db:
        rows = db.execute("select body from events where name = 'request.escalated'").fetchall()
    found = [read_event(row[0]).data for row in rows]
    return [data for data in found if isinstance(data, RequestEscalated)]


def kept(found: dict[str, dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    same = ("kind", "place", "state", "associate", "made", "wanted_gtin")
    return {name: tuple(request[key] for key in same) for name, request in found.items()}


def at_the_counter(run: Run, session: requests.Session) -> tuple[dict[str, Any], ...]:
    """What is kept and who comes, by name, with every field."""
    found = []
    for what, name in (("reservations", "reservation"), ("appointments", "appointment")):
        answer = session.get(f"{run.plan.hub_url}/v1/{what}", timeout=60)
        found.append({one[name]: one for one in answer.json()[what]})
    return tuple(found)


def in_stock(run: Run, session: requests.Session, gtin: str) -> bool:
    found = session.get(f"{run.plan.hub_url}/v1/stock/{gtin}", timeout=60).json()
    return bool(found["available"])


def fill_counter(run: Run, session: requests.Session, voice: Cabin) -> None:
    """Of five pieces three are confirmed; of three sessions one."""
    auth = SPARE, run.credentials.spare_secret
    shelf = requests.get(f"{run.plan.hub_url}/v1/catalogue", auth=auth, timeout=60).json()
    slots = session.get(f"{run.plan.hub_url}/v1/styling/slots", timeout=60).json()["slots"]
    offered = (variant["gtin"] for style in shelf["styles"] for variant in style["variants"])
    here = (gtin for gtin in offered if in_stock(run, session, gtin))
    pieces = [voice.reserve(gtin) for gtin in islice(here, 5)]
    booked = [voice.book(slot["slot"]) for slot in slots[:3]]
    until(lambda: [len(found) for found in at_the_counter(run, session)] == [5, 3])
    for path in (*(f"reservations/{piece}" for piece in pieces[:3]), f"appointments/{booked[0]}"):
        answer = session.post(f"{run.plan.hub_url}/v1/{path}/confirm", timeout=60)
        assert answer.ok, answer.text


def test_fifty_open_requests_survive_and_their_clocks_go_on(run: Run) -> None:
    session = signed_in(run)
    voice = Cabin(run.broker, STORE, SPARE, run.credentials.spare_secret)
    asked = [voice.ask(RequestKind.SIZE, "00614141100019", "00614141100026") for _ in range(OPEN)]
    until(lambda: len(open_requests(run, session)) == OPEN)
    for request in asked[:10]:
        session.post(f"{run.plan.hub_url}/v1/requests/{request}/accept", timeout=60)
    fill_counter(run, session, voice)
    before, counter = kept(open_requests(run, session)), at_the_counter(run, session)
    assert Counter(one["state"] for found in counter for one in found.values()) == {
        "confirmed": 4,
        "placed": 2,
        "booked": 2,
    }
    assert escalations(run) == []
    run.programs["hub"].kill()
    voice.close()
    time.sleep(ESCALATE)  # The ladder's first step falls into the time without a hub.
    run.programs["hub"].start()
    run.programs["hub"].await_ready()
    # The session is kept in the database too: nobody has to sign in again.
    assert kept(open_requests(run, session)) == before
    assert at_the_counter(run, session) == counter
    until(lambda: len(escalations(run)) >= OPEN - 10)
    steps = Counter((found.request, found.number) for found in escalations(run))
    assert set(steps.values()) == {1}
    first = [found for found in escalations(run) if found.number == 1]
    assert sorted(found.request for found in first) == sorted(asked[10:])
    # Due by the clock that went on, not by the one of the new run.
    assert {round(found.after_seconds) for found in first} == {round(ESCALATE)}
    until(lambda: set(open_requests(run, session)) == set(asked[:10]), 2 * EXPIRE)
    again = Counter((found.request, found.number) for found in escalations(run))
    assert set(again.values()) == {1}
