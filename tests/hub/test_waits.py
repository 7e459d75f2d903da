"""The wait that a shopper is told."""

from datetime import timedelta

import pytest

from contract.events import RequestAccepted
from contract.ids import new_id
from contract.requests import RequestKind, RequestStatus
from hub.commands import Accept, Cancel, Finish, Make
from hub.waits import Course, expected
from tests.hub.harness import Lyon

MADE, ON_THE_WAY = RequestStatus.MADE, RequestStatus.ON_THE_WAY


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ([], (60, 180)),
        ([10, 10, 10, 10], (60, 180)),
        ([10, 12, 14, 16, 18], (30, 60)),
        ([65, 70, 100, 140, 200], (60, 150)),
        ([300, 300, 300, 300, 300], (300, 330)),
    ],
)
def test_wait_is_a_range_of_half_minutes(seconds: list[float], said: tuple[int, int]) -> None:
    assert expected(ON_THE_WAY, [Course(900, one) for one in seconds]) == said
    assert expected(MADE, [Course(one, 5) for one in seconds]) == said


@pytest.mark.parametrize("state", ["done", "unavailable", "cancelled", "expired"])
def test_nothing_is_promised_of_what_is_over(state: str) -> None:
    assert expected(RequestStatus(state), [Course(60, 60)] * 9) is None


def test_who_was_never_answered_lengthens_the_wait_of_those_who_ask_and_no_other() -> None:
    latest = [*[Course(60, 30)] * 5, *[Course(900, None)] * 3]
    assert expected(MADE, latest) == (60, 900)
    assert expected(ON_THE_WAY, latest) == (30, 60)


def brought(lyon: Lyon, kind: RequestKind, answered: float, carried: float) -> None:
    request = new_id()
    lyon.desk.act(request, Make(kind, "cabin-3"))
    lyon.advance(answered)
    lyon.desk.act(request, Accept("a-1"))
    lyon.advance(carried)
    lyon.desk.act(request, Finish("a-1"))


def test_wait_is_learnt_from_the_latest_of_its_kind(lyon: Lyon) -> None:
    brought(lyon, RequestKind.SIZE, 1, 2)
    lyon.advance(timedelta(days=14).total_seconds())
    brought(lyon, RequestKind.SIZE, 5, 20)
    brought(lyon, RequestKind.HELP, 7, 1)
    taken_back = new_id()
    for command in (Make(RequestKind.SIZE, "cabin-3"), Accept("a-1"), Cancel("a-1")):
        lyon.desk.act(taken_back, command)
    brought(lyon, RequestKind.SIZE, 6, 30)
    assert {kind: lyon.desk.courses(kind) for kind in (RequestKind.SIZE, RequestKind.HELP)} == {
        RequestKind.SIZE: (Course(36, 30), Course(25, 20)),
        RequestKind.HELP: (Course(8, 1),),
    }


def test_only_the_latest_twenty_are_asked(lyon: Lyon) -> None:
    for number in range(25):
        brought(lyon, RequestKind.SIZE, 1, number)
    found = lyon.desk.courses(RequestKind.SIZE)
    assert [course.carried for course in found] == list(range(24, 4, -1))


def test_acceptance_tells_the_wait_that_was_read_when_it_was_asked_for(lyon: Lyon) -> None:
    for _ in range(5):
        brought(lyon, RequestKind.SIZE, 100, 100)
    request = new_id()
    lyon.desk.act(request, Make(RequestKind.SIZE, "cabin-3"))
    lyon.advance(30)
    for _ in range(5):
        brought(lyon, RequestKind.SIZE, 1, 1)
    lyon.desk.act(request, Accept("a-1"))
    accepted = lyon.desk.story(request)[1][-1].data
    assert isinstance(accepted, RequestAccepted)
    assert accepted.told_seconds == (180, 210)
