"""A shopper sets the kiosk for their visit: at once, told once each, and gone with it."""

from dataclasses import replace

import pytest

from contract.access import PLAIN, Access, Aid
from contract.ids import new_id
from kiosk.state import Rules
from kiosk.telling import spoken
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.sample import NAVY_38, at
from touchpoint import inputs, touches
from touchpoint.aloud import Told
from touchpoint.touches import SetAid
from touchpoint.views import AidLine

SPEAKS = replace(RULES, speaks=True)


def seen(floor: Floor, rules: Rules = RULES) -> KioskView:
    return view(floor.kiosk, at(floor.seconds), rules, WORDS, 1080)


def touch(floor: Floor, *meant: touches.Touch, rules: Rules = RULES) -> None:
    for one in meant:
        floor.kiosk, owed = step(floor.kiosk, inputs.Touched(one), at(floor.seconds), rules, new_id)
        floor.owed += owed


def used(floor: Floor) -> list[str]:
    return [d.data.model_dump()["feature"] for d in floor.owed if d.data.name == "feature.used"]


def test_the_word_opens_the_ways_and_another_touch_closes_them() -> None:
    floor = Floor()
    shown = []
    for meant in (touches.OpenAccess(), SetAid("seated", on=True), touches.CloseAccess()):
        touch(floor, meant)
        shown.append(seen(floor).aids)
    lines = [
        AidLine("large", "Larger text", "off", on=False),
        AidLine("contrast", "Stronger contrast", "off", on=False),
        AidLine("seated", "Everything within seated reach", "off", on=False),
        AidLine("calm", "Without motion", "off", on=False),
    ]
    there = replace(lines[2], said="on", on=True)
    assert [sheet and sheet.aids for sheet in shown] == [
        tuple(lines),
        (*lines[:2], there, lines[3]),
        None,
    ]


@pytest.mark.parametrize("aid", ["large", "contrast", "seated", "spoken", "calm"])
def test_each_way_is_told_once_as_the_visit_ends_and_is_wiped(aid: Aid) -> None:
    floor = Floor()
    switches = [SetAid(aid, on=True), SetAid(aid, on=False), SetAid(aid, on=True)]
    touch(floor, *switches, rules=SPEAKS)
    during = seen(floor).access
    touch(floor, touches.Done(), rules=SPEAKS)
    after = (seen(floor).access, floor.kiosk.visit)
    touch(floor, touches.Begin(), SetAid(aid, on=True), rules=SPEAKS)
    told = used(floor)
    touch(floor, touches.Done(), rules=SPEAKS)
    assert (during, after, told) == (Access(**{aid: True}), (PLAIN, None), [aid])
    assert used(floor) == [aid] * 2


def test_nothing_is_read_aloud_where_nothing_can() -> None:
    floor = Floor()
    touch(floor, SetAid("spoken", on=True))
    assert (seen(floor).access, used(floor)) == (PLAIN, [])


def test_who_needs_help_has_twice_the_time_and_twenty_seconds_to_answer() -> None:
    floor = Floor()
    touch(floor, SetAid("calm", on=True))
    questions = []
    for seconds in (89, 91, 119):
        asked = view(floor.kiosk, at(seconds), RULES, WORDS, 1080).still_here
        questions.append(asked and (asked.seconds, round(asked.share, 3), asked.words))
    assert questions == [
        None,
        (29, 0.967, "In 29 seconds this screen is wiped"),
        (1, 0.033, "In 1 second this screen is wiped"),
    ]
    assert (floor.feel(inputs.Tick(), after=119), floor.feel(inputs.Tick(), after=1)) == (
        [],
        ["feature.used", "visit.ended"],
    )
    assert seen(floor).access == PLAIN


def test_a_short_question_is_never_shorter_than_twenty_seconds_with_aids() -> None:
    floor = Floor()
    short = replace(RULES, still_here=5)
    touch(floor, SetAid("large", on=True))
    asked = [view(floor.kiosk, at(s), short, WORDS, 1080).still_here for s in (99, 101)]
    assert [a and a.seconds for a in asked] == [None, 19]


def test_a_garment_is_read_aloud_only_to_who_wishes_it() -> None:
    floor = Floor()
    floor.tap(NAVY_38)
    silent = spoken(seen(floor, SPEAKS))
    touch(floor, SetAid("spoken", on=True), rules=SPEAKS)
    told = spoken(seen(floor, SPEAKS))
    assert silent is None
    assert told
    assert (told.page, told.language, told.lines[:3]) == (
        ("garment", NAVY_38),
        "en",
        ("Wool coat", "€1,290.00", "Navy · 38"),
    )


def test_the_last_question_is_read_aloud_once_and_not_each_second() -> None:
    floor = Floor()
    touch(floor, SetAid("spoken", on=True), rules=SPEAKS)
    heard = [spoken(view(floor.kiosk, at(s), SPEAKS, WORDS, 1080)) for s in (100, 101)]
    assert heard == [Told(("still",), "en", ("Are you still here?", "Yes, I am"))] * 2
