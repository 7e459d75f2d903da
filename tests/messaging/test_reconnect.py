"""When a lost link is tried again, and what is said of it."""

import pytest

from messaging.edge import Edge
from messaging.port import SESSION_TAKEN_OVER, LinkState
from messaging.reconnect import (
    BACK_OFF,
    OTHER_DEVICE,
    Retries,
    backed_off,
    lost,
    refused,
    thrown_off,
)

GONE = LinkState(up=False, reason=136, why="gone")
TAKEN = LinkState(up=False, reason=SESSION_TAKEN_OVER, why="taken")


def test_retries_come_later_and_later_up_to_a_bound() -> None:
    past, waits = Retries(), []
    for _ in range(9):
        waits.append(past.wait(1.0))
        past = refused(past)
    assert waits == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert past.wait(0.0) == 15.0


def test_link_that_lasted_is_tried_again_soon() -> None:
    past = refused(refused(Retries()))
    assert lost(past, lasted=60.0).wait(1.0) == 0.25
    assert lost(past, lasted=0.1).wait(1.0) == 2.0


@pytest.mark.parametrize(
    ("seconds", "contested"),
    [((0, 1, 2), False), ((0, 1, 2, 3), True), ((0, 20, 40, 61), False), ((0, 5, 58, 59), True)],
)
def test_two_devices_with_one_name_thrown_off(seconds: tuple[float, ...], contested: bool) -> None:
    past = Retries()
    for now in seconds:
        past = thrown_off(past, now)
    assert past.contested is contested
    assert (past.wait(0.5) == BACK_OFF) is contested


def test_after_the_long_wait_counting_begins_anew() -> None:
    past = Retries()
    for now in range(4):
        past = thrown_off(past, now)
    assert backed_off(past) == Retries()
    assert backed_off(thrown_off(Retries(), 0)) == thrown_off(Retries(), 0)


def test_edge_tells_each_change_once() -> None:
    edge = Edge("pi", 0.0)
    told = [edge.fall(GONE, 1.0), edge.fall(GONE, 2.0), edge.rise(3.0), edge.fall(GONE, 4.0)]
    assert told == [GONE, None, LinkState(up=True), GONE]


def test_two_devices_with_one_name_say_so_after_the_fourth_time() -> None:
    edge, told = Edge("pi", 0.0), []
    for now in range(4):
        edge.rise(now)
        told.append(edge.fall(TAKEN, now + 0.5))
    assert told == [
        *[TAKEN] * 3,
        LinkState(up=False, reason=SESSION_TAKEN_OVER, why=OTHER_DEVICE),
    ]
    assert edge.wait(0.5) == BACK_OFF
    edge.rise(400.0)
    edge.fall(TAKEN, 400.5)
    assert edge.wait(0.5) < BACK_OFF
