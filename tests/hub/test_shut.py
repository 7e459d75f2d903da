"""A store that is shut: nobody is called, nobody waits, and the morning goes on from there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contract import topics
from contract.events import RequestStep
from contract.figures import lives_between
from contract.hours import Hours
from contract.ids import new_id
from contract.model import instant
from contract.requests import RequestKind, UnavailableReason
from contract.states import RequestState
from hub.commands import Accept, Fail, Finish, Release, Rules, Undo
from hub.roster import Colleague, Roster
from hub.told import requests_told
from hub.waits import Course
from hub.work import Changes
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import Message
from tests.hub.harness import Lyon

PARIS = ZoneInfo("Europe/Paris")
#: From 10 to 19 o'clock.
HOURS = Hours(PARIS, (((600, 1140),),) * 7)
SHUTS = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
OPENS = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NIGHT = (OPENS - SHUTS).total_seconds()
ANN, BEN, EVE = Colleague("ann"), Colleague("ben"), Colleague("eve", manager=True)


@pytest.fixture
def lyon(tmp_path: Path, clock: ManualClock) -> Iterator[Lyon]:
    store = Lyon(tmp_path, clock, Rules(120, 60, 900, till=True, hours=HOURS))
    store.desk.roster = lambda: Roster((ANN,))
    yield store
    store.hub.db.close()


def until(lyon: Lyon, moment: datetime) -> None:
    lyon.advance((moment - lyon.clock.now()).total_seconds())


def ask(lyon: Lyon) -> str:
    request = new_id()
    device = lyon.device()
    device.send(device.ask(request, time=instant(lyon.clock.now())))
    return request


def told(lyon: Lyon, request: str) -> list[tuple[int, str | None]]:
    return [(one.level, one.associate or one.device) for one in lyon.desk.story(request)[0]]


def calls(lyon: Lyon) -> list[str]:
    """Whose pages are rung, from now on."""
    rung: list[str] = []
    publish = lyon.desk.publish

    def tell(changes: Changes) -> None:
        rung.extend([*changes.calls, *["everybody"] * changes.everybody])
        publish(changes)

    lyon.desk.publish = tell
    return rung


def nobody(lyon: Lyon, request: str) -> bool:
    """Whether the mirror was told that nobody can answer."""
    heard: list[Message] = []
    mirror = MemoryBus(lyon.broker, "mirror", clean=True)
    mirror.subscribe([topics.REQUEST.name(store="lyon", place="cabin-3", request=request)])
    mirror.start(heard.append, lambda _: None)
    lyon.run()
    mirror.stop()
    return RequestState.model_validate_json(heard[-1].payload).nobody


def steps(lyon: Lyon, request: str) -> list[tuple[str, float, float | None]]:
    """What the hub said of it: since when, by the clock, and of that how long it was open."""
    said = (event.data for event in lyon.desk.story(request)[1])
    return [(it.name, it.after_seconds, it.open_seconds) for it in said if _is_step(it)]


def _is_step(data: object) -> bool:
    return isinstance(data, RequestStep)


def test_nobody_is_called_while_the_store_is_shut_and_the_mirror_says_so(lyon: Lyon) -> None:
    until(lyon, SHUTS)
    called = calls(lyon)
    request = ask(lyon)
    lyon.advance(3600)
    assert (told(lyon, request), nobody(lyon, request), called) == ([], True, [])
    until(lyon, OPENS)
    assert called == ["call ann"]
    assert (told(lyon, request), nobody(lyon, request)) == ([(0, "ann")], False)


def test_what_is_given_back_in_a_shut_store_calls_nobody_before_the_morning(lyon: Lyon) -> None:
    until(lyon, SHUTS - timedelta(seconds=20))
    request = ask(lyon)
    lyon.desk.act(request, Accept("ann"))
    until(lyon, SHUTS + timedelta(seconds=5))
    lyon.desk.act(request, Release("ann"))
    lyon.desk.roster = lambda: Roster((BEN,))
    lyon.advance(60)
    assert told(lyon, request) == [(0, "ann")]
    until(lyon, OPENS)
    assert told(lyon, request) == [(0, "ann"), (0, "ben")]


@pytest.mark.parametrize(
    ("before", "found"), [(60, (1, "ben")), (120, (2, "eve")), (180, (3, "till-1"))]
)
def test_who_comes_next_as_the_store_shuts_is_told_in_the_morning(
    lyon: Lyon, before: int, found: tuple[int, str]
) -> None:
    until(lyon, SHUTS - timedelta(seconds=before))
    lyon.desk.roster = lambda: Roster((ANN,), screens=("till-1",))
    request = ask(lyon)
    for _ in range(before // 60 - 1):
        lyon.advance(60)
    later = (ANN, BEN) if before == 60 else (ANN, BEN, EVE)
    lyon.desk.roster = lambda: Roster(later, screens=("till-1",))
    lyon.advance(60)
    shut = told(lyon, request)
    lyon.advance(7)
    assert told(lyon, request) == shut
    until(lyon, OPENS)
    lyon.advance(1)
    assert [one for one in told(lyon, request) if one not in shut] == [found]
    lyon.advance(1)
    assert told(lyon, request)[len(shut) :] == [found]


def test_night_is_told_by_the_clock_and_counts_in_no_figure(lyon: Lyon) -> None:
    until(lyon, SHUTS - timedelta(seconds=20))
    request = ask(lyon)
    until(lyon, OPENS + timedelta(seconds=25))
    lyon.desk.act(request, Accept("ann"))
    lyon.advance(10)
    lyon.desk.act(request, Finish("ann"))
    assert steps(lyon, request) == [
        ("request.accepted", NIGHT + 45, 45),
        ("request.done", NIGHT + 55, 55),
    ]
    with lyon.hub.db.read() as rx:
        said = requests_told(rx, SHUTS - timedelta(hours=1), SHUTS + timedelta(days=1))
    (life,) = lives_between(said, SHUTS - timedelta(hours=1), SHUTS + timedelta(days=1))
    assert (life.accepted, life.brought) == (45, 55)
    assert lyon.desk.courses(RequestKind.SIZE) == (Course(55, 10),)


def test_evening_is_told_as_ever(lyon: Lyon) -> None:
    until(lyon, SHUTS - timedelta(seconds=20))
    request = ask(lyon)
    lyon.advance(10)
    lyon.desk.act(request, Accept("ann"))
    assert steps(lyon, request) == [("request.accepted", 10, None)]


@pytest.mark.parametrize(
    "last", [Finish("ann", undoable=True), Fail("ann", UnavailableReason.SOLD, undoable=True)]
)
def test_every_step_says_how_long_the_store_was_open(lyon: Lyon, last: Finish | Fail) -> None:
    until(lyon, SHUTS - timedelta(seconds=20))
    request = ask(lyon)
    until(lyon, OPENS)
    for command in (Accept("ann"), Undo("ann"), Accept("ann"), last):
        lyon.desk.act(request, command)
    lyon.advance(10)
    found = [(after, opened) for _, after, opened in steps(lyon, request)]
    assert found == [(NIGHT + 20, 20)] * 4


def test_ladder_and_end_say_it_too(lyon: Lyon) -> None:
    until(lyon, SHUTS - timedelta(seconds=20))
    request = ask(lyon)
    until(lyon, OPENS)
    for _ in range(15):
        lyon.advance(60)
    waits = [(name, after - NIGHT, opened) for name, after, opened in steps(lyon, request)]
    assert waits == [
        ("request.escalated", 60, 60),
        ("request.escalated", 120, 120),
        ("request.expired", 900, 900),
    ]
