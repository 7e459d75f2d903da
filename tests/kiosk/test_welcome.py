"""Somebody before the resting kiosk is welcomed, is no visit, and leaves nothing behind."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.ids import new_id
from contract.tags import By
from fittingroom.state import Mirror
from fittingroom.state import Rules as RoomRules
from fittingroom.visit import step as room_step
from kiosk.keeping import keep, resume
from kiosk.state import Kiosk
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.sample import NAVY_38, SHELF, at, garment
from touchpoint import inputs, touches


def near(floor: Floor, *, near: bool, after: float = 0.0) -> list[str]:
    floor.seconds += after
    return floor.feel(inputs.Near(near, 1000 + floor.seconds))


def shown(floor: Floor, after: float = 0.0) -> KioskView:
    return view(floor.kiosk, at(floor.seconds + after), RULES, WORDS, 1080)


def test_who_comes_is_welcomed_with_what_to_do_and_what_is_noticed() -> None:
    floor = Floor()
    before = shown(floor)
    owed = near(floor, near=True, after=3)
    now = shown(floor)
    assert (before.welcoming, owed) == (False, [])
    assert (now.screen, now.welcoming, now.headline, now.sheet) == (
        "rest",
        True,
        "Hold a label to the reader",
        None,
    )
    assert now.privacy == (
        "This screen reads clothing tags and notices that you are here.\n"
        "It keeps nothing about you."
    )


@pytest.mark.parametrize(("after", "welcoming"), [(4.9, True), (5.0, False)])
def test_kiosk_rests_again_some_seconds_after_they_left(after: float, *, welcoming: bool) -> None:
    floor = Floor()
    near(floor, near=True)
    near(floor, near=False, after=10)
    assert shown(floor, after).welcoming is welcoming


def test_who_turns_back_is_still_welcome() -> None:
    floor = Floor()
    near(floor, near=True)
    near(floor, near=False, after=10)
    near(floor, near=True, after=3)
    assert shown(floor, 30).welcoming


@pytest.mark.parametrize(("after", "welcoming"), [(119.9, True), (120.0, False)])
def test_what_stands_there_for_long_is_a_rail(after: float, *, welcoming: bool) -> None:
    floor = Floor()
    near(floor, near=True)
    assert shown(floor, after).welcoming is welcoming


def test_who_touches_is_welcomed_in_their_own_language() -> None:
    floor = Floor()
    floor.feel(inputs.Touched(touches.ChooseLanguage("fr")))
    assert (shown(floor).welcoming, shown(floor).headline) == (
        True,
        "Présentez une étiquette au lecteur",
    )


def test_garment_is_shown_whoever_stands_there_and_then_they_are_welcomed_again() -> None:
    floor = Floor()
    near(floor, near=True)
    floor.tap(NAVY_38)
    page = shown(floor)
    floor.feel(inputs.Touched(touches.Done()))
    assert (page.screen, page.welcoming) == ("garment", False)
    assert (shown(floor).screen, shown(floor).welcoming) == ("rest", True)


def test_nothing_of_them_survives_a_restart() -> None:
    floor = Floor()
    before = keep(floor.kiosk, at(9))
    near(floor, near=True)
    assert keep(floor.kiosk, at(9)) == before
    assert resume(before, at(10)) == (Kiosk(), ())


def test_fitting_room_does_not_care() -> None:
    rules = RoomRules(place="cabin-1", languages=("en",))
    mirror, owed = room_step(Mirror(), inputs.Near(True, 1000), at(1), rules, new_id)
    assert (mirror, owed) == (Mirror(), ())


HAPPENED = st.sampled_from(["near", "far", "touch", "done", "tap", "scan", "leave", "tick"])
STORIES = st.lists(st.tuples(HAPPENED, st.sampled_from([0.0, 0.5, 4.0, 30.0, 90.0])), max_size=30)


def _inputs(story: list[tuple[str, float]]) -> Iterator[tuple[float, inputs.Input]]:
    seconds, nfc = 0.0, garment(NAVY_38, "A1", By.NFC)
    for word, pause in story:
        seconds += pause
        now = 1000 + seconds
        yield (
            seconds,
            {
                "near": inputs.Near(True, now),
                "far": inputs.Near(False, now),
                "touch": inputs.Touched(touches.Begin()),
                "done": inputs.Touched(touches.Done()),
                "tap": inputs.Arrived(nfc, now),
                "scan": inputs.Arrived(garment(NAVY_38, by=By.QR), now, momentary=True),
                "leave": inputs.Left(nfc.tag, 1.0, now),
                "tick": inputs.Tick(),
            }[word],
        )


def _ids() -> Iterator[str]:
    return (f"visit-{n}" for n in range(1000))


def _told(story: list[tuple[float, inputs.Input]]) -> list[object]:
    """The events that *story* leaves behind."""
    kiosk, ids, told = Kiosk(), _ids(), list[object]()
    for seconds, happened in story:
        kiosk, drafts = step(kiosk, happened, at(seconds), RULES, lambda: next(ids))
        told += drafts
    return told


@given(STORIES)
def test_no_order_of_comings_and_goings_changes_what_is_told(
    story: list[tuple[str, float]],
) -> None:
    happened = [(0.0, inputs.CatalogueKnown(SHELF)), *_inputs(story)]
    # Time passes at the same moments for both: that is all that is left of who came and went.
    alone = [
        (seconds, inputs.Tick() if isinstance(one, inputs.Near) else one)
        for seconds, one in happened
    ]
    assert _told(happened) == _told(alone)


@given(STORIES)
def test_welcome_is_said_while_somebody_is_there_and_never_over_a_garment(
    story: list[tuple[str, float]],
) -> None:
    kiosk, since, until = Kiosk(), None, None
    for seconds, happened in [(0.0, inputs.CatalogueKnown(SHELF)), *_inputs(story)]:
        kiosk, _ = step(kiosk, happened, at(seconds), RULES, new_id)
        match happened:
            case inputs.Near(True) if since is None or until is not None:
                since, until = seconds, None
            case inputs.Near(False) if since is not None and until is None:
                until = seconds
        stands = (
            since is not None and seconds - since < 120 and (until is None or seconds - until < 5)
        )
        found = view(kiosk, at(seconds), RULES, WORDS, 1080)
        touched = kiosk.visit is not None and kiosk.visit.choice is None
        assert found.welcoming is (
            found.sheet is None and (touched or (not kiosk.visit and stands))
        )
