"""The mirror set for one visit, its questions before either end, and what it reads aloud."""

from dataclasses import replace

from contract.access import PLAIN, Access
from contract.ids import new_id
from fittingroom.state import Mirror
from fittingroom.telling import spoken
from fittingroom.view import view
from fittingroom.visit import step
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import NAVY_38, at
from touchpoint import touches
from touchpoint.cabin import OpenSheet, SkipQuestion
from touchpoint.inputs import Touched
from touchpoint.touches import SetAid
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
SPEAKS = replace(RULES, speaks=True)


def test_ways_are_told_once_and_end_with_the_visit() -> None:
    room = Room()
    room.hang(NAVY_38)
    names = room.touch(touches.OpenAccess(), SetAid("large", on=True), SetAid("large", on=True))
    shown = view(room.mirror, at(0), RULES, WORDS, 1080)
    ended = room.touch(touches.Done(), touches.Done())
    wiped = view(room.mirror, at(0), RULES, WORDS, 1080)
    assert (shown.access, shown.aids is not None) == (Access(large=True), True)
    assert (names.count("feature.used"), ended) == (0, ["feature.used", "visit.ended"])
    assert (wiped.access, wiped.aids) == (PLAIN, None)


def test_an_empty_room_asks_before_it_is_wiped() -> None:
    room = Room()
    room.touch(touches.Begin())
    asked = [view(room.mirror, at(s), RULES, WORDS, 1080).still_here for s in (9, 11)]
    assert [a and a.seconds for a in asked] == [None, 19]
    room.touch(touches.StillHere(), after=11)
    assert view(room.mirror, at(12), RULES, WORDS, 1080).still_here is None


def test_an_empty_room_waits_twice_as_long_with_aids() -> None:
    room = Room()
    room.touch(touches.Begin(), SetAid("seated", on=True))
    ended = []
    for seconds in (59, 60):
        _, drafts = step(room.mirror, Touched(touches.Anywhere()), at(seconds), RULES, new_id)
        ended.append("visit.ended" in [d.data.name for d in drafts])
    assert ended == [False, True]


def test_the_room_is_read_aloud_by_number() -> None:
    room = Room()
    room.hang(NAVY_38)
    mirror = Mirror()
    for meant in (touches.Back(), SetAid("spoken", on=True)):
        mirror, _ = step(room.mirror, Touched(meant), at(1), SPEAKS, new_id)
        room.mirror = mirror
    told = spoken(view(mirror, at(1), SPEAKS, WORDS, 1080))
    assert told
    assert told.lines == (
        "In this room",
        "Touch a garment to see more",
        "1: Wool coat, Navy · 38",
        "Ask for help",
        "Ready to pay",
        "Privacy",
        "This room reads clothing tags. No camera, no microphone.",
    )


def told_after(*meant: touches.Touch) -> tuple[str, ...]:
    """What is read aloud after *meant*, in a room where a coat hangs."""
    room = Room()
    room.hang(NAVY_38)
    for one in (touches.Back(), SetAid("spoken", on=True), *meant):
        room.mirror, _ = step(room.mirror, Touched(one), at(1), SPEAKS, new_id)
    told = spoken(view(room.mirror, at(1), SPEAKS, WORDS, 1080))
    assert told
    return told.lines


def test_what_lies_over_the_room_is_read_aloud_alone() -> None:
    assert told_after(OpenSheet("privacy")) == (
        "Privacy",
        "This room reads clothing tags. No camera, no microphone.",
        "Do not disturb: off",
        "Turn off in this room",
    )


def test_who_leaves_hears_what_is_asked() -> None:
    assert told_after(touches.Done())[:4] == (
        "Will you take it?",
        "Wool coat · Navy · 38",
        "I take it",
        "Or it stays here:",
    )
    assert told_after(touches.Done(), SkipQuestion(NAVY_38)) == (
        "How was it here today?",
        "1: not good, 5: wonderful",
    )
