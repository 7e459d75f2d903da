"""Not to be disturbed, for one visit; and a mirror that is off, which takes note of nothing."""

import pytest

from contract.tags import By
from fittingroom.keeping import Gauge, keep
from fittingroom.state import Mirror
from fittingroom.view import MirrorView, view
from tests.fittingroom.room import RULES, Room, resumed
from tests.touchpoint.sample import NAVY_38, RED, at
from touchpoint import inputs
from touchpoint.cabin import OpenSheet, TurnOff, TurnOn, Undisturb
from touchpoint.touches import Anywhere, Begin, Done
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])


def shown(room: Room) -> MirrorView:
    return view(room.mirror, at(room.seconds), RULES, WORDS, 1080)


def switched(room: Room) -> list[dict[str, object]]:
    return [d.data.model_dump() for d in room.owed if d.data.name == "room.switched"]


def test_wish_for_peace_is_told_once_said_quietly_and_gone_with_the_visit(room: Room) -> None:
    room.touch(Begin())
    assert room.touch(Undisturb(on=True), Undisturb(on=True)) == ["room.switched"]
    assert switched(room) == [{"what": "do_not_disturb", "on": True}]
    assert shown(room).privacy == (
        "Do not disturb · This room reads clothing tags. No camera, no microphone."
    )
    assert [a.chosen for a in shown(room).services if a.target == "privacy"] == [True]
    assert room.touch(Done(), Begin()) == ["visit.ended", "visit.started"]
    assert shown(room).privacy == "This room reads clothing tags. No camera, no microphone."


def test_peace_is_a_toggle_on_the_sheet(room: Room) -> None:
    room.touch(Begin(), OpenSheet("privacy"))
    said = []
    for _ in range(3):
        sheet = shown(room).over
        assert sheet
        peace = sheet.lines[0]
        said.append((peace.on, peace.said))
        room.touch(peace.action.touch)
    assert said == [(False, "off"), (True, "on"), (False, "off")]
    assert [found["on"] for found in switched(room)] == [True, False, True]


@pytest.fixture
def off(room: Room) -> Room:
    """Somebody hung the coat and turned the mirror off."""
    room.hang(NAVY_38)
    room.touch(Begin())
    assert room.touch(TurnOff()) == ["room.switched", "garment.left", "visit.ended"]
    return room


def test_off_ends_the_visit_and_forgets_the_room(off: Room) -> None:
    assert switched(off) == [{"what": "off", "on": True}]
    assert (off.mirror.visit, off.mirror.room) == (None, ())
    glass = shown(off)
    assert (glass.screen, glass.headline, glass.invitation) == (
        "off",
        "This mirror is off",
        "Touch to turn it on",
    )
    assert (glass.room, glass.sheet, glass.notice, glass.away) == ((), None, "", "")


def test_what_is_read_meanwhile_is_neither_shown_nor_told_nor_kept(off: Room) -> None:
    before = off.mirror.room, off.mirror.unknown_until
    said = off.hang(RED) + off.take(NAVY_38) + off.feel(inputs.UnknownRead(By.QR, 1000))
    said += off.touch(Begin(), Done(), Anywhere()) + off.feel(inputs.EndVisit())
    assert (said, off.mirror.visit, shown(off).screen) == ([], None, "off")
    assert (off.mirror.room, off.mirror.unknown_until) == before


def test_touch_turns_it_on_for_who_touched(off: Room) -> None:
    off.hang(RED)
    assert off.touch(TurnOn(), after=60) == ["visit.started", "room.switched"]
    assert switched(off)[-1] == {"what": "off", "on": False}
    assert (shown(off).screen, shown(off).room) == ("room", ())
    # What hangs there is read again, and now taken note of.
    assert off.hang(RED) == ["garment.arrived", "product.viewed"]


def test_it_is_on_again_after_an_hour_and_says_so_in_no_visit(off: Room) -> None:
    assert off.feel(inputs.Tick(), after=RULES.off - 1) == []
    assert off.feel(inputs.Tick(), after=1) == ["room.switched"]
    assert (off.owed[-1].visit, shown(off).screen) == (None, "rest")


def test_off_in_an_empty_room_and_turning_on_what_is_on(room: Room) -> None:
    assert room.touch(TurnOn()) == ["visit.started"]
    assert room.touch(TurnOff()) == ["room.switched", "visit.ended"]
    assert room.touch(TurnOff()) == []


def restarted(room: Room, seconds: float, boot: str = "boot-1", **how: bool) -> Mirror:
    kept = keep(room.mirror, at(room.seconds), Gauge("boot-1", trusted=True))
    mirror, owed = resumed(kept, at(room.seconds + seconds), boot, **how)
    assert owed == ()
    return mirror


def test_it_stays_off_over_a_restart_and_no_longer_than_an_hour_in_all(off: Room) -> None:
    off.mirror = restarted(off, 600)
    off.seconds += 600
    assert off.feel(inputs.Tick(), after=RULES.off - 601) == []
    assert off.feel(inputs.Tick(), after=1) == ["room.switched"]


@pytest.mark.parametrize(("trusted", "left"), [(True, 3000), (False, 3600)])
def test_another_boot_goes_on_by_the_wall_or_begins_the_hour_anew(
    off: Room, trusted: bool, left: int
) -> None:
    off.mirror = restarted(off, 600, "boot-2", trusted=trusted)
    off.seconds += 600
    assert off.feel(inputs.Tick(), after=left - 1) == []
    assert off.feel(inputs.Tick(), after=1) == ["room.switched"]


def test_peace_goes_on_over_a_short_restart_and_not_over_a_long_one(room: Room) -> None:
    room.touch(Begin(), Undisturb(on=True))
    short = restarted(room, 100)
    assert short.visit
    assert short.visit.undisturbed
    kept = keep(room.mirror, at(0), Gauge("boot-1"))
    assert resumed(kept, at(121), "boot-1")[0].visit is None
