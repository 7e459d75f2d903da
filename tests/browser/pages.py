"""Every page of the staff app, in one place: a new page gets its line here."""

from dataclasses import dataclass
from datetime import timedelta

from contract.envelope import Event, fingerprint, touchpoint_source, write_event
from contract.events import (
    EventData,
    GarmentArrived,
    RoomSwitched,
    VisitEnded,
    VisitStarted,
    type_of,
)
from contract.ids import new_id
from contract.tags import By
from hub import commands
from hub.appointments import Agree
from hub.counter_desk import CounterDesk
from hub.reservations import Confirm
from tests.hub.web.morning import busy
from tests.hub.web.shop import COAT, SCARF, Shop
from tests.hub.web.test_fleet import picture, tell, well


@dataclass(frozen=True)
class Opened:
    """A store in which every page has something to show; ids of what was made for it."""

    held: str


def fill(shop: Shop) -> None:
    """A day behind it, screens well and unwell, rooms in use and left, and a counter with work."""
    noon = (shop.clock.now() - timedelta(days=1)).replace(hour=12, minute=0, second=0)
    busy(shop, noon)
    for name in ("cabin-1", "cabin-2", "kiosk-1"):
        shop.access.enrol("touchpoint", name)
        tell(shop, well(), name)
    tell(shop, well(readers={"uhf": "silent"}, version="0.9"), "cabin-2")
    shop.screenshots.put("cabin-1", picture())
    _hang(shop, "cabin-1", RoomSwitched(what="do_not_disturb", on=True))
    _hang(shop, "cabin-2", VisitEnded(why="left", seconds=60))
    counter = CounterDesk(shop.desk)
    slots = [slot.slot for slot in counter.slots()[:2]]
    kept, _, booked, _ = shop.reserve(), shop.reserve(SCARF), *(shop.book(slot) for slot in slots)
    counter.reserve(kept, Confirm())
    counter.appoint(booked, Agree())


def _hang(shop: Shop, cabin: str, then: EventData) -> None:
    """A shopper with a coat, ten minutes ago; and what came of it."""
    visit, outbox = new_id(), new_id()
    coat = GarmentArrived(gtin=COAT["Ink", "38"], serial="1", tag=f"tag-{cabin}", by=By.UHF)
    for number, data in enumerate((VisitStarted(how="tag", language="fr"), coat, then), 1):
        event = Event(
            id=new_id(),
            source=touchpoint_source("lyon", cabin),
            type=type_of(data.name),
            time=shop.clock.now() - timedelta(minutes=10),
            outbox=outbox,
            sequence=number,
            storeid="lyon",
            touchpointid=cabin,
            visitid=visit,
            data=data,
        )
        body = write_event(event)
        with shop.desk.work() as work:
            work.take(event, body, fingerprint(body), 600.0)
        shop.desk.tell(work.changes)


def furnish(shop: Shop) -> Opened:
    """Let there be requests of every sort, pieces to confirm, and what else fills a page."""
    held = shop.ask("cabin-1", age=130)
    shop.ask("cabin-2", age=70)
    shop.ask("cabin-4", wanted=COAT["Ink", "38"])
    others = shop.ask("cabin-5")
    shop.reserve()
    shop.reserve(COAT["Ink", "38"])
    shop.desk.act(held, commands.Accept("adele"))
    shop.desk.act(others, commands.Accept("malo"))
    return Opened(held)


#: Paths as a manager opens them; `{held}` is a request of their own.
SIGNED_IN = (
    "/",
    "/floor",
    "/stock",
    "/stock?q=coat",
    f"/stock/{COAT['Ivory', '38']}",
    "/rejected",
    "/devices",
    "/counter",
    "/fleet",
    "/till",
    "/requests/{held}/not-found",
    "/requests/{held}/hand-over",
    "/requests/{held}/story",
    "/requests",
    "/closing",
    "/briefing",
    "/figures",
    "/paper",
    "/nothing-is-here",
)
#: Paths for a device on which nobody is signed in.
AT_THE_DOOR = (
    "/sign-in",
    "/sign-in?aside=ines",
    "/sign-in?lost=/requests/0192f0c1-0000-7000-8000-000000000001/accept",
    "/sign-in/malo",
    "/till",
    "/trust",
    "/offline",
)
