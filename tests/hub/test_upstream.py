"""The line to head office over real HTTP: kept through outages, taken once, rotten ones aside."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from contract.events import StockCorrected
from contract.ids import new_id
from hub.desk import Desk
from hub.headoffice import HeadOffice
from hub.journal import HubDraft
from hub.store import QUERIES, Database
from hub.upstream import LineStatus, Upstream, line_status
from messaging.clock import ManualClock

GTIN = "00614141100019"


class Office:
    """A head office that keeps what it takes, and answers as it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[dict[str, Any]]] = []
        self.kept: list[str] = []
        self.answer: Callable[[list[dict[str, Any]]], Response | None] = lambda _: None

    def __call__(self, request: Request) -> Response:
        assert request.headers["Authorization"] == "Bearer lyon.secret"
        assert request.headers["Content-Type"] == "application/cloudevents-batch+json"
        batch = json.loads(gzip.decompress(request.get_data()))
        self.batches.append(batch)
        said = self.answer(batch)
        if said is not None:
            return said
        self.kept += [event["id"] for event in batch]
        return taken(len(batch))


def taken(stored: int, rejected: tuple[dict[str, str], ...] = (), duplicates: int = 0) -> Response:
    answer = {"stored": stored, "duplicates": duplicates, "conflicts": 0, "rejected": rejected}
    return as_json(answer)


def as_json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


@pytest.fixture
def office(httpserver: HTTPServer) -> Office:
    found = Office()
    httpserver.expect_request("/v1/events", method="POST").respond_with_handler(found)
    return found


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    db = Database(tmp_path / "hub.db")
    yield Desk(db, "lyon", clock, new_id)
    db.close()


@pytest.fixture
def upstream(desk: Desk, clock: ManualClock, httpserver: HTTPServer, tmp_path: Path) -> Upstream:
    return line_to(httpserver.url_for("/"), desk, clock, tmp_path)


def line_to(url: str, desk: Desk, clock: ManualClock, folder: Path, batch: int = 8) -> Upstream:
    token = folder / "token"
    token.write_text("lyon.secret\n")
    return Upstream(desk.db, HeadOffice(url, token, 2.0), clock, lambda: 1.0, batch)


def owe(desk: Desk, count: int) -> list[str]:
    """So many events owed; their ids in order."""
    with desk.work() as work:
        data = StockCorrected.model_validate({"gtin": GTIN, "was": 1, "is": 0})
        return [work.record(HubDraft(data, work.now)).id for _ in range(count)]


def owed(desk: Desk) -> int:
    with desk.db.read() as rx:
        return int(QUERIES.owed_count(rx))


def test_events_go_oldest_first_in_batches(desk: Desk, upstream: Upstream, office: Office) -> None:
    ids = owe(desk, 20)
    assert upstream.pump() is None
    assert [len(batch) for batch in office.batches] == [8, 8, 4]
    assert (office.kept, owed(desk)) == (ids, 0)
    assert all(event["recordedtime"] for batch in office.batches for event in batch)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_server_in_trouble_is_asked_again(
    status: int, desk: Desk, upstream: Upstream, office: Office, clock: ManualClock
) -> None:
    ids = owe(desk, 3)
    office.answer = lambda _: Response("later", status)
    assert upstream.pump() == pytest.approx(1.0)
    clock.advance(1)
    assert upstream.pump() == pytest.approx(2.0)
    assert (line_status(desk.db).state, owed(desk)) == ("down", 3)
    office.answer = lambda _: None
    clock.advance(2)
    assert upstream.pump() is None
    assert (office.kept, owed(desk), line_status(desk.db)) == (ids, 0, LineStatus())


def test_pause_outlives_a_restart(
    desk: Desk, upstream: Upstream, office: Office, clock: ManualClock, tmp_path: Path
) -> None:
    owe(desk, 1)
    office.answer = lambda _: Response("later", 503, headers={"Retry-After": "90"})
    assert upstream.pump() == pytest.approx(90)
    clock.advance(30)
    again = line_to("http://127.0.0.1:1/", desk, clock, tmp_path)
    assert again.pump() == pytest.approx(60)
    assert len(office.batches) == 1


def test_line_that_is_down_keeps_everything(
    desk: Desk, clock: ManualClock, tmp_path: Path, free_port: int
) -> None:
    owe(desk, 3)
    away = line_to(f"http://127.0.0.1:{free_port}/", desk, clock, tmp_path)
    assert away.pump() == pytest.approx(1.0)
    assert (line_status(desk.db).state, owed(desk)) == ("down", 3)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_barred_line_is_tried_every_five_minutes(
    status: int, desk: Desk, upstream: Upstream, office: Office, clock: ManualClock
) -> None:
    owe(desk, 3)
    office.answer = lambda _: Response("who?", status)
    for _ in range(3):
        assert upstream.pump() == pytest.approx(300)
        clock.advance(300)
    assert (line_status(desk.db).state, owed(desk), len(office.batches)) == ("barred", 3, 3)


@pytest.mark.parametrize("status", [400, 413, 422])
def test_rotten_event_is_found_and_set_aside(
    status: int, desk: Desk, upstream: Upstream, office: Office
) -> None:
    ids = owe(desk, 8)
    rotten = ids[5]
    problem = {"title": "No", "status": status, "detail": "that one"}

    def refuse(batch: list[dict[str, Any]]) -> Response | None:
        found = [event["id"] for event in batch]
        return as_json(problem, status) if rotten in found else None

    office.answer = refuse
    assert upstream.pump() is None
    assert (office.kept, owed(desk)) == ([i for i in ids if i != rotten], 0)
    assert [(r.id, r.direction, r.detail) for r in desk.rejected()] == [
        (rotten, "upstream", f"HTTP {status}: No that one")
    ]


@pytest.mark.parametrize("spelt", [str.lower, str.upper])
def test_event_rejected_in_the_answer_is_kept_with_its_reason(
    spelt: Callable[[str], str], desk: Desk, upstream: Upstream, office: Office
) -> None:
    ids = owe(desk, 3)
    refusal = {"id": spelt(ids[1]), "reason": "conflict", "detail": "other content"}
    office.answer = lambda batch: taken(len(batch) - 1, (refusal,))
    assert upstream.pump() is None
    assert [(r.id, r.reason) for r in desk.rejected()] == [(ids[1], "conflict")]
    assert owed(desk) == 0


def test_strangers_200_settles_nothing(desk: Desk, upstream: Upstream, office: Office) -> None:
    owe(desk, 3)
    office.answer = lambda _: Response("<html>Welcome to our Wi-Fi</html>", 200)
    assert upstream.pump() == pytest.approx(1.0)
    assert owed(desk) == 3


@pytest.mark.parametrize("stored", [0, 2, 4])
def test_answer_about_another_number_of_events_settles_nothing(
    stored: int, desk: Desk, upstream: Upstream, office: Office, clock: ManualClock
) -> None:
    ids = owe(desk, 3)
    office.answer = lambda _: taken(stored)
    assert upstream.pump() == pytest.approx(1.0)
    assert (line_status(desk.db).state, owed(desk)) == ("down", 3)
    office.answer = lambda _: None
    clock.advance(1)
    assert upstream.pump() is None
    assert (office.kept, owed(desk)) == (ids, 0)


def test_event_refused_under_another_id_is_found_and_set_aside(
    desk: Desk, upstream: Upstream, office: Office
) -> None:
    ids = owe(desk, 4)
    refusal = {"id": new_id(), "reason": "invalid_envelope", "detail": "no id"}

    def refuse(batch: list[dict[str, Any]]) -> Response | None:
        found = ids[2] in [event["id"] for event in batch]
        return taken(len(batch) - 1, (refusal,)) if found else None

    office.answer = refuse
    assert upstream.pump() is None
    assert [r.id for r in desk.rejected()] == [ids[2]]
    assert (office.kept, owed(desk)) == ([ids[0], ids[1], ids[3]], 0)


def test_lost_answer_sends_the_same_batch_again(
    desk: Desk, upstream: Upstream, office: Office, clock: ManualClock
) -> None:
    ids = owe(desk, 3)

    def keep_and_fail(batch: list[dict[str, Any]]) -> Response:
        office.kept += [event["id"] for event in batch]
        return Response("", 502)

    office.answer = keep_and_fail
    assert upstream.pump() is not None
    office.answer = lambda batch: taken(0, duplicates=len(batch))
    clock.advance(1)
    assert upstream.pump() is None
    assert office.batches[0] == office.batches[1]
    assert (office.kept, owed(desk)) == (ids, 0)
