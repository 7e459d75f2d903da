"""What the operations page says of stores whose every fault is known."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import (
    GarmentArrived,
    GarmentDisowned,
    LookViewed,
    OutboxDropped,
    TouchpointHealth,
    TouchpointStarted,
)
from contract.figures import Rate
from contract.ids import new_id
from contract.outcomes import Reason
from contract.tags import By
from headoffice.batches import check_batch
from headoffice.ingest import Writer
from headoffice.journey_map import Asked, Period, heard
from headoffice.operations import (
    Hub,
    LineState,
    Refused,
    Skew,
    hubs,
    operations,
)
from headoffice.rejected import RejectedEvents
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, 20, tzinfo=UTC)
#: What came is there by then.
LATER = NOW + timedelta(seconds=30)
SPAN = Period(TODAY - timedelta(days=6), TODAY, ZONE)
OUTBOX = new_id()
Ask = Callable[[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]


def health(usable: float, opened: float, reader: str = "ok", faults: int = 0) -> TouchpointHealth:
    return TouchpointHealth(
        boot=new_id(), version="1", readers={"uhf": reader}, faults={"uhf": faults},
        usable_seconds=usable, open_seconds=opened,
    )  # fmt: skip


def told() -> list[Event]:
    """A cabin over two days: minutes lost, a run that was dropped, two numbers that never came,
    garments of a neighbour; a kiosk that is slow by 3 s and once knew no time.
    """
    story = Story()
    number = 0

    def say(data: Any, at: datetime, *, late: float = 0.5, skip: int = 0, **more: Any) -> None:
        nonlocal number
        number += 1 + skip
        place = more.pop("touchpoint", "cabin-1")
        recorded = at + timedelta(seconds=late)
        story.tell(
            data, at, place, outbox=OUTBOX, sequence=number, recordedtime=recorded, **more
        )  # fmt: skip

    before = NOW - timedelta(days=1)
    say(health(900, 1200, "silent", 2), before)
    # One that claims more than there was, and one more than an hour counts as an hour.
    say(health(9000, 1200), before + timedelta(minutes=20))
    say(health(0, 90_000, "missing", 1), NOW - timedelta(hours=2))
    # The dropped run 4 to 8 stands under its last number.
    dropped = OutboxDropped(first=4, count=5, names={"look.viewed": 5}, reason="size")
    say(dropped, NOW - timedelta(hours=2), skip=4)
    for n in range(20):
        visit, at = new_id(), NOW - timedelta(minutes=100 - n)
        say(GarmentArrived(gtin=gtin(1), tag="a", by=By.UHF), at, visit=visit)
        if n < 3:
            say(GarmentDisowned(gtin=gtin(1), tag="a", by=By.UHF), at, visit=visit)
    say(GarmentArrived(gtin=gtin(2), tag="b", by=By.NFC), NOW - timedelta(minutes=60), skip=2)
    kiosk = {"touchpoint": "kiosk-1", "outbox": new_id()}
    looked = LookViewed(lookbook="rive", look="1")
    for n in range(1, 4):
        at = NOW - timedelta(minutes=30 - n)
        story.tell(looked, at, "kiosk-1", outbox=kiosk["outbox"], sequence=2 * n,
            recordedtime=at + timedelta(seconds=3 + n))  # fmt: skip
    # What came without a trusted clock fills numbers all the same.
    started = TouchpointStarted(boot=new_id(), version="1")
    story.tell(started, datetime(1970, 1, 1, tzinfo=UTC), "kiosk-1", outbox=kiosk["outbox"],
        sequence=3, recordedtime=NOW, clock="unsynced")  # fmt: skip
    ahead = NOW + timedelta(hours=1)
    story.tell(looked, ahead, "kiosk-1", outbox=kiosk["outbox"], sequence=5, recordedtime=NOW)
    return story.events


@pytest.fixture
def ask(store: ClickHouseStore, writer: Writer) -> Ask:
    documents = [json.loads(write_event(event)) for event in told()]
    strange = {"id": "x", "source": "/stores/lyon/touchpoints/kiosk-1", "type": "parcours.no.v1"}
    changed = {**documents[0], "data": {**documents[0]["data"], "version": "2"}}
    for batch in ([*documents, strange], documents, [changed]):
        writer.submit(check_batch(batch, "lyon", NOW)).result(timeout=60)
    maker = Maker(store, PHASES, ZONE)
    # A day made again counts once.
    for version, back in enumerate((1, 0, 1, 0), start=1):
        maker.make(TODAY - timedelta(days=back), ["lyon"], version)
    return lambda name, params: store.query(STATEMENTS[name].sql, params, timeout=60)


def test_store_is_told_by_what_its_devices_said(ask: Ask, rejected: RejectedEvents) -> None:
    refused = rejected.tally(SPAN.start)
    found = operations(ask, refused, ["lyon", "paris"], "", LATER, SPAN)
    lyon, paris = found.parts
    assert (lyon.name, paris.name) == ("lyon", "paris")
    assert (lyon.usable, lyon.days[-2:]) == (Rate(35, 100), (Rate(35, 40), Rate(0, 60)))
    assert lyon.read == Rate(17, 20)
    assert (lyon.missing, lyon.dropped) == (2, 5)
    assert (lyon.unsynced, lyon.ahead, lyon.skew) == (1, 1, Skew("kiosk-1", 3600.0))
    assert (lyon.down, lyon.faults) == (("cabin-1 uhf",), 3)
    assert (lyon.refused, lyon.conflicts) == (2, 1)
    assert found.reasons == ((Reason.CONFLICT, 1), (Reason.UNKNOWN_TYPE, 1))
    assert (paris.events, paris.usable, paris.skew) == (0, Rate(0, 0), None)
    assert [(it.store, it.state) for it in found.hubs] == [
        ("paris", LineState.NEVER), ("lyon", LineState.LIVE),
    ]  # fmt: skip
    assert found.whole.events == len(told()) == lyon.events


@pytest.mark.parametrize("one", ["", "lyon"])
def test_stores_are_heard_on_the_days_that_every_page_tells(
    ask: Ask, rejected: RejectedEvents, one: str
) -> None:
    refused, known = rejected.tally(SPAN.start, one), ["lyon", "paris"]
    found = operations(ask, refused, known, one, LATER, SPAN).heard
    told = heard(ask, Asked(SPAN, (one,) if one else ()), known, TODAY)
    days = [("lyon", 2, 7), ("paris", 0, 7)][: 1 if one else 2]
    assert [(it.store, it.days, it.of) for it in found] == days
    assert [(it.store, it.days, it.of) for it in told] == days
    # An event without a trusted clock belongs to no day, and was heard.
    assert [bool(it.last) for it in found] == [bool(it.last) for it in told]


def test_one_store_is_told_by_its_devices(ask: Ask, rejected: RejectedEvents) -> None:
    refused = rejected.tally(SPAN.start, "lyon")
    found = operations(ask, refused, ["lyon"], "lyon", LATER, SPAN)
    cabin, kiosk = found.parts
    assert (cabin.name, cabin.missing, cabin.conflicts, cabin.skew) == (
        "cabin-1", 2, 1, Skew("cabin-1", -0.5),
    )  # fmt: skip
    assert (kiosk.name, kiosk.missing, kiosk.refused, kiosk.unsynced) == ("kiosk-1", 0, 1, 1)


@pytest.mark.parametrize(
    ("received", "recorded", "state", "behind"),
    [
        (60, 61, LineState.LIVE, 61),
        (60, 7200, LineState.BEHIND, 7200),
        (301, 302, LineState.SILENT, 302),
        # A hub whose clock is ahead is not before its time.
        (1, -40, LineState.LIVE, 0),
    ],
)
def test_line_is_told_by_what_came_last(
    received: int, recorded: int, state: LineState, behind: int
) -> None:
    def ago(seconds: int) -> datetime:
        return NOW - timedelta(seconds=seconds)

    row = {"store": "lyon", "events": 7, "received": ago(received), "recorded": ago(recorded)}
    assert hubs([], [row], ["lyon"], NOW) == (
        Hub("lyon", state, ago(received), ago(recorded), 7, timedelta(seconds=behind)),
    )


def test_refused_event_of_nobody_we_know_is_no_device_s() -> None:
    sources = ("/stores/lyon/touchpoints/kiosk-1", "/stores/lyon/hub", "till", "")
    found = [Refused("lyon", source, Reason.CONFLICT, 1).touchpoint for source in sources]
    assert found == ["kiosk-1", "", "", ""]
