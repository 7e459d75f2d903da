"""A thousand people's taps in one moment, each on a line of its own, at a hub that is a process."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path

import pytest

from contract.ids import new_id
from hub.admission import open_access
from hub.enrol import settings_from
from simulation.broker import Broker
from tests.hub.test_serve import CABIN, Shop

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
PEOPLE, REQUESTS = 20, 50
PIN = "2580"


@pytest.fixture
def shop(tmp_path: Path, free_port: int) -> Iterator[Shop]:
    with Broker(tmp_path / "broker") as broker, ExitStack() as running_too:
        yield Shop(tmp_path, free_port, broker, running_too)


def signed_in(shop: Shop) -> dict[str, str]:
    """Each person → the headers by which their phone is known."""
    found = {}
    with open_access(settings_from(shop.folder / "hub.toml")) as access:
        for number in range(PEOPLE):
            who, phone = f"person-{number}", f"phone-{number}"
            access.enrol_associate(who, PIN, associate=who)
            secret = access.enrol("device", phone)
            token = access.sign_in(phone, who, PIN).token
            found[who] = f"X-Parcours-Device: {phone}.{secret}\r\nCookie: parcours_session={token}"
    return found


def asked(shop: Shop) -> list[str]:
    """Requests of the cabin that the hub has taken in."""
    requests = [new_id() for _ in range(REQUESTS)]
    waiting = {
        shop.send("request.made", {"request": request, "kind": "help", "place": CABIN})
        for request in requests
    }
    while waiting:
        waiting -= set(shop.ack()["settled"])
    return requests


async def all_at_once(port: int, taps: list[bytes]) -> list[tuple[int, str]]:
    """Status and owner for each tap: all lines are open before the first one speaks."""
    lines = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in taps))
    for (_, writer), tap in zip(lines, taps, strict=True):
        writer.write(tap)
    answers = await asyncio.gather(*(reader.read() for reader, _ in lines))
    for _, writer in lines:
        writer.close()
    return [_answer(answer) for answer in answers]


def _answer(raw: bytes) -> tuple[int, str]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)["associate"]


def test_a_thousand_accepts_in_one_moment_leave_one_owner_each(shop: Shop) -> None:
    shop.serve()
    people, requests = signed_in(shop), asked(shop)
    pairs = list(product(requests, people))
    taps = [
        f"POST /v1/requests/{request}/accept HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\n"
        f"{people[who]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        for request, who in pairs
    ]
    answers = asyncio.run(all_at_once(shop.port, taps))
    said = Counter(status for status, _ in answers)
    assert said == {200: REQUESTS, 409: REQUESTS * (PEOPLE - 1)}
    with closing(sqlite3.connect(shop.folder / "state/hub.db")) as db:
        owners = dict(db.execute("select request, associate from requests").fetchall())
        accepted = db.execute("select count(*) from events where name = 'request.accepted'")
        assert accepted.fetchone() == (REQUESTS,)
    # Whoever came too late was told who has it.
    told = {(request, owner) for (request, _), (_, owner) in zip(pairs, answers, strict=True)}
    assert told == set(owners.items())
    won = {
        request: who
        for (request, who), (status, _) in zip(pairs, answers, strict=True)
        if status == 200
    }
    assert won == owners
