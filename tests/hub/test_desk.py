"""The desk on a real database: each change with its events, told once, going on after a restart."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import hub.store
from contract.envelope import Event, read_event
from contract.events import PurchaseCompleted, PurchaseLine
from contract.ids import new_id
from contract.outcomes import Rejected
from contract.parts import Money
from contract.requests import RequestKind, UnavailableReason
from contract.styles import Catalogue, Style, StyleText, Variant
from hub import records
from hub.commands import Accept, Applied, Cancel, Dismiss, Fail, Make, Rules, Tick
from hub.desk import Desk
from hub.requests import escalation_id
from hub.stock import Count, Feed, OlderFeed
from hub.store import QUERIES, Database, StoreError
from hub.work import Changes
from messaging.clock import ManualClock

A, B = "00614141100019", "00614141100026"
MAKE = Make(RequestKind.SIZE, "cabin-3", touchpoint="cabin-3", wanted_gtin=A)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "hub.db")
    yield found
    found.close()


@pytest.fixture
def told() -> list[Changes]:
    return []


@pytest.fixture
def desk(db: Database, clock: ManualClock, told: list[Changes]) -> Desk:
    return Desk(db, "lyon", clock, new_id, Rules(120, 60, 900), publish=told.append)


def events(db: Database) -> list[Event]:
    with db.read() as rx:
        rows = list(QUERIES.recent_events(rx, limit=1000))
    return [read_event(row.body) for row in reversed(rows)]


def catalogue(version: str = "v1") -> Catalogue:
    price = Money(amount=Decimal("49.90"), currency="EUR")
    style = Style(
        style="coat",
        brand="Maison",
        texts={"en": StyleText(title="Coat")},
        variants=tuple(
            Variant(gtin=g, colour="Ink", size=s, price=price) for g, s in ((A, "36"), (B, "38"))
        ),
    )
    return Catalogue(version=version, languages=("en",), styles=(style,))


def test_change_is_kept_with_its_events_and_owed(desk: Desk, db: Database) -> None:
    request = new_id()
    assert desk.act(request, MAKE) == Applied()
    assert desk.act(request, Accept("a")) == Applied()
    found = events(db)
    assert [(e.name, e.sequence, e.subject, e.touchpointid) for e in found] == [
        ("request.accepted", 1, request, "cabin-3")
    ]
    with db.read() as rx:
        assert [row.id for row in QUERIES.owed(rx, limit=10)] == [found[0].id]


def test_request_that_was_not_found_corrects_the_stock(desk: Desk, db: Database) -> None:
    desk.put_stock(Feed({A: Count(2, desk.clock.now() - timedelta(hours=1))}, desk.clock.now()))
    request = new_id()
    for command in (MAKE, Accept("a"), Fail("a", UnavailableReason.NOT_FOUND, B)):
        assert desk.act(request, command) == Applied()
    assert desk.stock(A).available == 0
    assert desk.stock(A).confidence == "computed"
    corrected = events(db)[-1]
    assert corrected.data.model_dump(by_alias=True) == {"gtin": A, "was": 2, "is": 0}


def test_request_sold_meanwhile_leaves_the_stock_to_the_till(desk: Desk) -> None:
    request = new_id()
    for command in (MAKE, Accept("a"), Fail("a", UnavailableReason.SOLD)):
        desk.act(request, command)
    assert desk.stock(A).confidence == "unknown"


def test_escalation_is_made_once_whoever_ticks(
    desk: Desk, db: Database, clock: ManualClock
) -> None:
    request = new_id()
    desk.act(request, MAKE)
    clock.advance(61)
    desk.tick(clock.now())
    desk.tick(clock.now())
    desk.act(request, Tick())
    assert [event.id for event in events(db)] == [escalation_id(request, 1)]


def test_clocks_go_on_over_a_restart(
    desk: Desk, db: Database, clock: ManualClock, tmp_path: Path
) -> None:
    request = new_id()
    desk.act(request, MAKE)
    clock.advance(61)
    desk.tick(clock.now())
    db.close()
    again = Database(tmp_path / "hub.db")
    later = Desk(again, "lyon", clock, new_id, Rules(120, 60, 900))
    clock.advance(60)
    later.tick(clock.now())
    clock.advance(900)
    later.tick(clock.now())
    assert [(e.name, e.sequence) for e in events(again)] == [
        ("request.escalated", 1),
        ("request.escalated", 2),
        ("request.expired", 3),
    ]
    assert later.open_requests() == ()
    again.close()


def test_cancellation_by_staff_is_an_event_of_the_hub(desk: Desk, db: Database) -> None:
    request = new_id()
    desk.act(request, MAKE)
    desk.act(request, Cancel("a"))
    assert [event.name for event in events(db)] == ["request.cancelled"]


def test_change_is_told_after_it_is_safe(desk: Desk, told: list[Changes]) -> None:
    request = new_id()
    desk.act(request, MAKE)
    desk.act(request, MAKE)
    assert [changes.requests for changes in told] == [{request}, set()]


def test_receipt_is_booked_once(desk: Desk, db: Database, clock: ManualClock) -> None:
    desk.put_stock(Feed({A: Count(3, clock.now())}, clock.now()))
    clock.advance(60)
    line = PurchaseLine(gtin=A, quantity=1, unit_price=Decimal("49.90"), currency="EUR")
    basket = PurchaseCompleted(basket=new_id(), lines=(line,))
    desk.sell(basket, clock.now())
    clock.advance(60)
    desk.sell(basket, clock.now())
    more = PurchaseCompleted(basket=basket.basket, lines=(line, line))
    with pytest.raises(Rejected, match="booked with other content"):
        desk.sell(more, clock.now())
    assert desk.stock(A).available == 2
    assert [event.name for event in events(db)] == ["purchase.completed"]


def test_full_feed_says_zero_of_what_it_leaves_out(desk: Desk, clock: ManualClock) -> None:
    desk.put_catalogue(catalogue())
    answer = desk.put_stock(Feed({A: Count(3, clock.now())}, clock.now()))
    assert (answer.applied, desk.stock(A).available, desk.stock(B).available) == (1, 3, 0)
    with pytest.raises(OlderFeed):
        desk.put_stock(Feed({}, clock.now() - timedelta(hours=1)))


def test_import_by_another_process_is_noticed(
    desk: Desk, db: Database, clock: ManualClock, told: list[Changes]
) -> None:
    other = Desk(db, "lyon", clock, new_id)
    other.put_catalogue(catalogue("v2"))
    other.put_stock(Feed({A: Count(3, clock.now())}, clock.now()))
    desk.tick(clock.now())
    desk.tick(clock.now())
    assert [(changes.catalogue, changes.gtins) for changes in told] == [(True, {A, B})]
    style = desk.style_of(B)
    assert style is not None
    assert style.style == "coat"


def test_database_of_a_newer_hub_is_refused(tmp_path: Path) -> None:
    db = Database(tmp_path / "hub.db")
    with db.transaction() as tx:
        tx.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="version 99 was found"):
        Database(tmp_path / "hub.db")


def test_transaction_that_raises_changes_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(db)
    with db.read() as rx:
        assert QUERIES.fact(rx, name="a") is None


def _write_and_fail(db: Database) -> None:
    with db.transaction() as tx:
        QUERIES.put_fact(tx, name="a", value="b")
        raise ZeroDivisionError


def test_associate_who_has_left_lets_go_of_what_they_had(desk: Desk, db: Database) -> None:
    left: set[str] = set()
    desk.retired = left.__contains__
    held, other = new_id(), new_id()
    for request, who in ((held, "a"), (other, "b")):
        desk.act(request, MAKE)
        desk.act(request, Accept(who))
    desk.tick(desk.clock.now())
    left.add("a")
    desk.tick(desk.clock.now())
    found = [desk.request(request) for request in (held, other)]
    assert [(r.state, r.associate) for r in found if r] == [("made", None), ("accepted", "b")]
    assert events(db)[-1].name == "request.released"


def test_request_forgotten_by_its_associate_waits_for_all_again(
    desk: Desk, db: Database, clock: ManualClock
) -> None:
    request = new_id()
    desk.act(request, MAKE)
    desk.act(request, Accept("a"))
    clock.advance(601)
    desk.tick(clock.now())
    clock.advance(61)
    desk.tick(clock.now())
    assert [event.name for event in events(db)] == [
        "request.accepted",
        "request.released",
        "request.escalated",
    ]


def test_ends_are_unread_until_dismissed(desk: Desk, clock: ManualClock) -> None:
    since = clock.now()
    lost, carried = new_id(), new_id()
    desk.act(lost, MAKE)
    clock.advance(901)
    desk.tick(clock.now())
    for command in (MAKE, Accept("a"), Cancel()):
        desk.act(carried, command)
    assert [r.request for r in desk.unread_ends(since)] == [lost, carried]
    desk.act(lost, Dismiss("m", manager=True))
    desk.act(carried, Dismiss("a"))
    assert desk.unread_ends(since) == ()


def test_database_of_the_first_version_keeps_its_requests(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    old.executescript((Path(hub.store.__file__).with_name("schema.sql")).read_text())
    moment = "2026-11-21T10:00:00.000Z"
    row = (new_id(), "size", "cabin-3", moment, moment, moment, "made", *(None,) * 7, 0, 0)
    old.execute(f"insert into requests values ({', '.join('?' * 20)})", (*row, *(None,) * 3, 1))
    old.execute("pragma user_version = 1")
    old.commit()
    old.close()
    db = Database(path)
    with db.read() as rx:
        found = records.request(rx, row[0])
    db.close()
    assert found is not None
    assert (found.request, found.seen_by, found.dismissed) == (row[0], None, False)
