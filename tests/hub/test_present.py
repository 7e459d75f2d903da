"""The floor over restarts of the hub: what is seen afterwards is what was seen before."""

from datetime import timedelta
from typing import Any

import pytest

from contract.ids import new_id
from tests.hub.harness import Device, Lyon

GARMENT = {"gtin": "00614141100019", "tag": "urn:1", "by": "uhf"}
OTHER = {**GARMENT, "tag": "urn:2"}
READERS = {"readers": {"uhf": "ok"}, "usable_seconds": 60, "open_seconds": 60}
STARTED = ("visit.started", {"how": "tag", "language": "fr"})
ENDED = ("visit.ended", {"why": "left", "seconds": 9})
QUIET = ("room.switched", {"what": "do_not_disturb", "on": True})
ARRIVED = ("garment.arrived", GARMENT)
LEFT = ("garment.left", {**GARMENT, "seconds": 3})


def again(lyon: Lyon, hours: float = 0) -> None:
    """The hub is ended, and started so much later."""
    lyon.kill()
    lyon.clock.advance(hours * 3600)
    lyon.restart()


def say(device: Device, *said: tuple[str, dict[str, Any]], visit: str | None = None) -> None:
    visit = visit or new_id()
    for name, data in said:
        device.send(device.event(name, data, visitid=visit))


def leave(lyon: Lyon, place: str = "cabin-3") -> Device:
    """A visit that ends while a garment still hangs there."""
    device = lyon.device(place)
    say(device, STARTED, ARRIVED, ENDED)
    return device


def behind(lyon: Lyon) -> list[tuple[str, str]]:
    return [(it.place, it.left.tag) for it in lyon.desk.behind()]


@pytest.mark.parametrize(
    "said",
    [
        (STARTED, QUIET),
        (STARTED, QUIET, ("room.switched", {"what": "do_not_disturb", "on": False})),
        (STARTED, QUIET, ENDED),
        (STARTED, ARRIVED, ("garment.arrived", OTHER), ("garment.disowned", OTHER)),
        (STARTED, ARRIVED, LEFT),
        (STARTED, ARRIVED, ENDED),
        (
            ("touchpoint.started", {"boot": new_id(), "version": "2"}),
            ("touchpoint.health", {"boot": new_id(), "version": "2", **READERS}),
        ),
    ],
)
def test_floor_is_after_a_restart_as_it_was_before(
    lyon: Lyon, said: tuple[tuple[str, dict[str, Any]], ...]
) -> None:
    say(lyon.device(), *said)
    before = lyon.desk.floor()
    again(lyon)
    assert lyon.desk.floor() == before


def test_shopper_who_wants_peace_has_it_over_a_restart(lyon: Lyon) -> None:
    say(lyon.device(), STARTED, QUIET)
    again(lyon)
    assert lyon.desk.floor().rooms["cabin-3"].undisturbed


def test_visit_began_when_it_was_made_though_nobody_has_looked_yet(lyon: Lyon) -> None:
    again(lyon)
    device = lyon.device()
    device.send(device.event(*STARTED, visitid=new_id()), age=90_000)
    room = lyon.desk.floor().rooms["cabin-3"]
    assert room.since == lyon.clock.now() - timedelta(seconds=90)


@pytest.mark.parametrize("hours", [0, 5, 15, 24 * 8])
def test_what_is_to_be_put_away_is_not_forgotten_however_long_ago(lyon: Lyon, hours: int) -> None:
    leave(lyon)
    lyon.advance(60)
    before = lyon.desk.behind()
    again(lyon, hours)
    assert (behind(lyon), lyon.desk.behind()) == ([("cabin-3", "urn:1")], before)
    again(lyon, hours)
    assert lyon.desk.behind() == before


def test_what_was_put_away_long_ago_stays_so(lyon: Lyon) -> None:
    leave(lyon)
    lyon.advance(60)
    again(lyon, 5)
    assert lyon.desk.put_away("cabin-3", "urn:1")
    lyon.advance(1)
    again(lyon, 5)
    assert behind(lyon) == []


def test_what_left_after_the_restart_need_not_be_put_away(lyon: Lyon) -> None:
    leave(lyon)
    second = leave(lyon, "cabin-4")
    lyon.advance(60)
    again(lyon, 5)
    assert behind(lyon) == [("cabin-3", "urn:1"), ("cabin-4", "urn:1")]
    device = Device(lyon, "cabin-4")
    device.outbox, device.sequence = second.outbox, second.sequence
    say(device, LEFT)
    assert behind(lyon) == [("cabin-3", "urn:1")]


def test_what_an_older_word_says_of_it_after_the_restart_changes_nothing(lyon: Lyon) -> None:
    device = lyon.device()
    late = device.event(*LEFT, visitid=new_id())
    say(device, STARTED, ARRIVED, ENDED)
    lyon.advance(60)
    again(lyon, 5)
    Device(lyon, "cabin-3").send(late)
    assert behind(lyon) == [("cabin-3", "urn:1")]


def test_room_is_put_together_from_what_was_kept_and_what_came_since(lyon: Lyon) -> None:
    device = leave(lyon)
    lyon.advance(5 * 3600)
    say(device, STARTED, ("garment.arrived", OTHER), ENDED)
    lyon.advance(60)
    before = lyon.desk.behind()
    again(lyon)
    assert [tag for _, tag in behind(lyon)] == ["urn:1", "urn:2"]
    assert lyon.desk.behind() == before


def test_floor_is_known_before_anything_is_heard(lyon: Lyon) -> None:
    say(lyon.device(), STARTED)
    lyon.kill()
    with_visit = lyon.clock.now()
    lyon.restart()
    # The hub was up all the time, and nobody looked: what is four hours old now was not then.
    lyon.clock.advance(5 * 3600)
    assert lyon.desk.floor().rooms["cabin-3"].since == with_visit


def test_event_of_a_newer_hub_is_passed_over(lyon: Lyon) -> None:
    say(lyon.device(), STARTED, ARRIVED)
    with lyon.hub.db.transaction() as tx:
        tx.execute("update events set body = x'7b7d' where name = 'garment.arrived'")
    again(lyon)
    room = lyon.desk.floor().rooms["cabin-3"]
    assert (room.visit is None, room.garments) == (False, ())


def test_what_a_newer_hub_kept_and_this_one_cannot_read_does_not_stop_it(lyon: Lyon) -> None:
    leave(lyon)
    lyon.advance(60)
    with lyon.hub.db.transaction() as tx:
        tx.execute("update facts set value = ? where name = ?", ('[{"room": 7}]', "stayed_behind"))
    again(lyon)
    # The events of the last hours still tell of it.
    assert behind(lyon) == [("cabin-3", "urn:1")]
