"""The floor as a person reads it: places, what hangs there, what is asked for, who is silent."""

import re
from datetime import timedelta

from structlog.testing import capture_logs

from contract.envelope import Event, touchpoint_source, write_event
from contract.events import (
    EventData,
    GarmentArrived,
    TouchpointHealth,
    VisitEnded,
    VisitStarted,
    type_of,
)
from contract.ids import new_id
from contract.tags import By
from hub import commands
from hub.floor import Inside, Room, RoomView, Screen
from hub.present import Present
from hub.web.callers import Caller, Who
from hub.web.cards import CardMaker
from hub.web.floor import glance
from hub.web.reader import card_maker
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import COAT, NOON, SCARF, Shop

OUTBOX, VISIT = new_id(), new_id()
HEALTH = TouchpointHealth(
    boot=new_id(), version="1.0", readers={"uhf": "ok"}, usable_seconds=60, open_seconds=60
)


def tell(shop: Shop, sequence: int, data: EventData, touchpoint: str = "cabin-3") -> None:
    event = Event(
        id=new_id(),
        source=touchpoint_source("lyon", touchpoint),
        type=type_of(data.name),
        time=shop.clock.now(),
        outbox=OUTBOX,
        sequence=sequence,
        storeid="lyon",
        touchpointid=touchpoint,
        visitid=VISIT,
        data=data,
    )
    with shop.desk.work() as work:
        work.take(event, write_event(event), "m", 0.0)
    shop.desk.tell(work.changes)


def hung(gtin: str) -> GarmentArrived:
    return GarmentArrived(gtin=gtin, serial="1", tag=f"tag-{gtin}", by=By.UHF)


def maker(shop: Shop) -> CardMaker:
    return card_maker(shop.app.state.parts, Who(Caller.STAFF, "tablet-1", shop.ines))


def test_garments_and_open_requests_stand_with_their_room(callers: Callers) -> None:
    shop, ines = callers.shop, callers.person("ines")
    assert "All quiet." in ines.get("/floor").text
    tell(shop, 1, VisitStarted(how="tag", language="fr"))
    tell(shop, 2, hung(COAT["Ivory", "38"]))
    tell(shop, 3, hung(SCARF))
    request = shop.ask("cabin-3")
    page = ines.get("/floor").text
    assert page.count('data-place="Cabin 3"') == 1
    for words in ("Wool coat", "Size 38, Ivory", "Long scarf", ">Sand</span>", "<b>40</b>"):
        assert (words, words in page) == (words, True)
    assert f'data-open="{request}"' in page
    shop.desk.act(request, commands.Accept("malo"))
    assert "Malo" in ines.get("/floor/now").text
    tell(shop, 4, VisitEnded(why="left", seconds=9))
    shop.desk.act(request, commands.Finish("malo"))
    now = ines.get("/floor/now").text
    assert ("All quiet." in now, "data-place" in now, "Cabin 3" in now) == (True, False, True)


def test_place_that_fell_silent_says_since_when(callers: Callers) -> None:
    words = maker(callers.shop)
    long_ago = words.now - timedelta(minutes=9)
    room = Room("cabin-2", garments=(Inside("t", SCARF, None, long_ago, By.UHF),))
    screens = [Screen("cabin-2", long_ago), Screen("cabin-4", long_ago), Screen("cabin-10", NOON)]
    found = glance([RoomView(room, ())], screens, (), words, {"cabin-2", "cabin-4"})
    since = words.words.moment(long_ago, words.now)
    assert [(place.name, place.heard) for place in found.taken] == [("Cabin 2", since)]
    assert found.silent == (("Cabin 4", since),)


def silent(page: str) -> list[str]:
    return re.findall(r"<dt>Not heard</dt><dd>(.*?)</dd>", page)


def test_screen_stays_silent_until_it_is_heard_or_retired(callers: Callers) -> None:
    shop = callers.shop
    clock = shop.clock
    assert isinstance(clock, ManualClock)
    shop.access.enrol("touchpoint", "cabin-4")
    for sequence, place in enumerate(("cabin-3", "cabin-4", "cabin-9"), 1):
        tell(shop, sequence, HEALTH, place)
    # Cabin 9 was retired a while ago, and cabin 4 will be.
    found = []
    for seconds in (179.0, 2.0, 3600.0, 24 * 3600.0):
        clock.advance(seconds)
        found.append(silent(callers.person("ines").get("/floor").text))
    shop.desk.present = Present(shop.desk.db, clock)
    found.append(silent(callers.person("ines").get("/floor").text))
    shop.access.revoke("touchpoint", "cabin-4")
    found.append(silent(callers.person("ines").get("/floor").text))
    both = [["Cabin 3, since 10:00", "Cabin 4, since 10:00"]]
    later = [["Cabin 3, since 21 Nov", "Cabin 4, since 21 Nov"]]
    assert found == [[], *both * 2, *later * 2, later[0][:1]]
    tell(shop, 9, HEALTH, "cabin-3")
    page = callers.person("ines").get("/floor").text
    assert (silent(page), "<dt>Empty</dt><dd>Cabin 3</dd>" in page) == ([], True)


def test_places_stand_in_the_order_of_their_numbers(callers: Callers) -> None:
    words = maker(callers.shop)
    screens = [Screen(name, words.now) for name in ("kiosk-1", "cabin-10", "cabin-2")]
    assert glance([], screens, (), words).empty == ("Cabin 2", "Cabin 10", "Kiosk 1")


def test_garment_nobody_knows_is_shown_by_its_code(callers: Callers) -> None:
    words = maker(callers.shop)
    room = Room("cabin-2", garments=(Inside("t", "04012345678901", None, words.now, By.UHF),))
    (place,) = glance([RoomView(room, ())], [], (), words).taken
    assert [(piece.gtin, piece.title) for piece in place.pieces] == [("04012345678901", "")]


def test_tag_in_two_places_is_logged_once_and_counted_without_its_serial(callers: Callers) -> None:
    shop = callers.shop
    tag = GarmentArrived(gtin=SCARF, serial="S3CRET", tag=f"tag-{SCARF}-S3CRET", by=By.UHF)
    callers.nobody().get("/metrics")
    for sequence, place in enumerate(("cabin-2", "cabin-3"), 1):
        tell(shop, sequence, tag, place)
    shop.clock.advance(31)
    for sequence, place in enumerate(("cabin-2", "cabin-3"), 3):
        tell(shop, sequence, VisitStarted(how="tag", language="fr"), place)
    with capture_logs() as logged:
        for _ in range(3):
            shop.desk.tick(shop.clock.now())
    assert logged == [
        {
            "event": "tag.in_two_places",
            "log_level": "warning",
            "gtin": SCARF,
            "touchpoints": ("cabin-2", "cabin-3"),
        }
    ]
    metrics = callers.nobody().get("/metrics").text
    assert metrics.count("parcours_tags_in_two_places 1.0\n") == 1
    inside = shop.desk.floor().rooms
    assert [len(inside[place].garments) for place in ("cabin-2", "cabin-3")] == [1, 1]
