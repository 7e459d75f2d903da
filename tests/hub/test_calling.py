"""Who is told of a request as time passes; and what stayed behind in a store's rooms."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from contract import topics
from contract.hours import Hours
from contract.ids import new_id
from contract.requests import UnavailableReason
from contract.states import RequestState
from hub.commands import Accept, Cancel, Fail, HandOver, Release, See
from hub.nudges import call
from hub.roster import Colleague, Roster
from hub.settings import Settings
from messaging.memory import MemoryBus
from messaging.port import Message
from tests.hub.harness import Lyon

PARIS = ZoneInfo("Europe/Paris")
ANN, BEN, EVE = Colleague("ann"), Colleague("ben"), Colleague("eve", manager=True)


def staffed(lyon: Lyon, *people: Colleague, screens: tuple[str, ...] = ()) -> None:
    lyon.desk.roster = lambda: Roster(people, screens=screens)


def told(lyon: Lyon, request: str) -> list[tuple[int, str | None]]:
    return [(one.level, one.associate or one.device) for one in lyon.desk.story(request)[0]]


def ask(lyon: Lyon) -> str:
    request = new_id()
    device = lyon.device()
    device.send(device.ask(request))
    return request


def state(lyon: Lyon, request: str) -> tuple[int, bool]:
    """What the mirror was told: how often somebody else was called, and that nobody is here."""
    heard: list[Message] = []
    mirror = MemoryBus(lyon.broker, "mirror", clean=True)
    mirror.subscribe([topics.REQUEST.name(store="lyon", place="cabin-3", request=request)])
    mirror.start(heard.append, lambda _: None)
    lyon.run()
    mirror.stop()
    found = RequestState.model_validate_json(heard[-1].payload)
    return found.escalated, found.nobody


def test_one_is_called_then_the_next_then_the_manager_then_the_till(lyon: Lyon) -> None:
    lyon.desk.rules = replace(lyon.desk.rules, till=True)
    staffed(lyon, ANN, BEN, screens=("till-1",))
    request = ask(lyon)
    first = told(lyon, request)[0][1]
    other = {"ann": "ben", "ben": "ann"}[str(first)]
    lyon.advance(60)
    staffed(lyon, ANN, BEN, EVE, screens=("till-1",))
    lyon.advance(60)
    lyon.advance(60)
    assert told(lyon, request) == [(0, first), (1, other), (2, "eve"), (3, "till-1")]
    assert state(lyon, request) == (3, False)


def test_till_is_the_last_step_for_as_long_as_its_screen_is_on(lyon: Lyon) -> None:
    lyon.desk.rules = Settings(store="lyon", name="Lyon", state_dir=Path("var")).rules()
    staffed(lyon, ANN)
    request = ask(lyon)
    for _ in range(4):
        lyon.advance(60)
    assert [level for level, _ in told(lyon, request)] == [0, 1, 2]
    staffed(lyon, ANN, screens=("till-1",))
    lyon.advance(1)
    assert told(lyon, request)[3:] == [(3, "till-1")]


def test_till_that_comes_late_does_not_date_news_back(lyon: Lyon) -> None:
    lyon.desk.rules = replace(lyon.desk.rules, till=True)
    staffed(lyon, ANN)
    request = ask(lyon)
    for _ in range(4):
        lyon.advance(60)
    lyon.desk.act(request, See("ann"))
    seen = lyon.desk.request(request)
    staffed(lyon, ANN, screens=("till-1",))
    lyon.advance(1)
    climbed = lyon.desk.request(request)
    assert seen
    assert climbed
    assert (climbed.level, climbed.updated >= seen.updated) == (3, True)


def test_who_was_called_and_leaves_is_replaced_at_once(lyon: Lyon) -> None:
    staffed(lyon, ANN)
    request = ask(lyon)
    staffed(lyon, BEN)
    lyon.advance(1)
    lyon.advance(1)
    assert told(lyon, request) == [(0, "ann"), (0, "ben")]


def test_whom_it_is_handed_to_is_rung_at_once_and_who_carries_what_was_cancelled(
    lyon: Lyon,
) -> None:
    staffed(lyon, ANN, BEN)
    request = ask(lyon)
    lyon.desk.act(request, Accept("ann"))
    rung: list[set[str]] = []
    lyon.desk.publish = lambda changes: rung.append(changes.calls)
    lyon.desk.act(request, HandOver("ann", "ben"))
    lyon.desk.act(request, Cancel())
    assert rung == [{call(associate="ben")}, {call(associate="ben")}]


def test_given_back_it_is_called_anew(lyon: Lyon) -> None:
    staffed(lyon, ANN)
    request = ask(lyon)
    lyon.desk.act(request, Accept("ann"))
    lyon.clock.advance(5)
    lyon.desk.act(request, Release("ann"))
    assert told(lyon, request) == [(0, "ann"), (0, "ann")]


def test_empty_store_is_told_to_the_mirror_and_so_is_who_comes(lyon: Lyon) -> None:
    staffed(lyon)
    request = ask(lyon)
    assert (state(lyon, request), told(lyon, request)) == ((0, True), [(0, None)])
    staffed(lyon, BEN)
    lyon.advance(1)
    assert state(lyon, request) == (0, False)
    assert told(lyon, request) == [(0, None), (0, "ben")]


def test_hub_started_a_moment_ago_sends_nobody_to_the_till(lyon: Lyon) -> None:
    request = ask(lyon)
    assert state(lyon, request) == (0, False)


def test_calls_survive_a_restart_and_none_is_made_twice(lyon: Lyon) -> None:
    staffed(lyon, ANN, EVE)
    request = ask(lyon)
    lyon.advance(60)
    before = told(lyon, request)
    lyon.kill()
    lyon.restart()
    staffed(lyon, ANN, EVE)
    lyon.advance(1)
    assert told(lyon, request) == before
    assert len(before) == 2


def test_shut_store_calls_nobody_and_goes_on_in_the_morning(lyon: Lyon) -> None:
    # Noon in Lyon is when this clock begins: shut from five minutes on, for an hour.
    start = lyon.clock.now().astimezone(PARIS)
    shut = start.hour * 60 + start.minute + 1
    lyon.desk.rules = replace(
        lyon.desk.rules, hours=Hours(PARIS, (((0, shut), (shut + 60, 24 * 60)),) * 7)
    )
    staffed(lyon, ANN, EVE)
    lyon.advance(50)
    request = ask(lyon)
    lyon.advance(10)
    assert state(lyon, request) == (0, True)
    lyon.advance(3000)
    assert len(told(lyon, request)) == 1
    lyon.advance(600)
    lyon.advance(60)
    assert state(lyon, request) == (1, False)


class TestBehind:
    def leave(self, lyon: Lyon, by: str = "uhf") -> None:
        device = self.device = lyon.device()
        self.visit = new_id()
        self.garment = {"gtin": "00614141100019", "tag": "urn:1", "by": by}
        start = device.event("visit.started", {"how": "tag", "language": "fr"}, visitid=self.visit)
        device.send(start)
        device.send(device.event("garment.arrived", self.garment, visitid=self.visit))
        ended = {"why": "done", "seconds": 60}
        device.send(device.event("visit.ended", ended, visitid=self.visit))

    def behind(self, lyon: Lyon) -> list[tuple[str, str]]:
        return [(it.place, it.left.tag) for it in lyon.desk.behind()]

    def test_what_still_hangs_in_an_emptied_room_is_to_be_put_away(self, lyon: Lyon) -> None:
        self.leave(lyon)
        lyon.desk.floor()
        lyon.advance(59)
        assert self.behind(lyon) == []
        lyon.advance(1)
        assert self.behind(lyon) == [("cabin-3", "urn:1")]

    def test_what_is_carried_out_is_not(self, lyon: Lyon) -> None:
        self.leave(lyon)
        left = {**self.garment, "seconds": 70}
        self.device.send(self.device.event("garment.left", left, visitid=self.visit))
        lyon.advance(60)
        assert self.behind(lyon) == []

    def test_what_was_only_scanned_never_hung_there(self, lyon: Lyon) -> None:
        self.leave(lyon, by="barcode")
        lyon.advance(60)
        assert self.behind(lyon) == []

    def test_room_with_somebody_in_it_is_left_alone(self, lyon: Lyon) -> None:
        self.leave(lyon)
        lyon.advance(60)
        start = {"how": "touch", "language": "fr"}
        self.device.send(self.device.event("visit.started", start, visitid=new_id()))
        assert self.behind(lyon) == []

    def test_put_away_twice_is_said_once_and_survives_a_restart(self, lyon: Lyon) -> None:
        self.leave(lyon)
        lyon.advance(60)
        assert [lyon.desk.put_away("cabin-3", "urn:1") for _ in range(2)] == [True, False]
        assert self.behind(lyon) == []
        lyon.kill()
        lyon.restart()
        assert self.behind(lyon) == []
        assert lyon.names().count("garment.put_away") == 1


def test_missing_garment_is_told_only_when_nobody_takes_it_back(lyon: Lyon) -> None:
    lyon.desk.rules = replace(lyon.desk.rules, undo_seconds=10)
    request = ask(lyon)
    lyon.desk.act(request, Accept("ann"))
    lyon.desk.act(request, Fail("ann", UnavailableReason.NOT_FOUND, undoable=True))
    lyon.advance(9)
    assert "request.unavailable" not in lyon.names()
    lyon.advance(1)
    assert lyon.names()[-2:] == ["request.unavailable", "stock.corrected"]


def test_request_that_ended_while_the_hub_was_away_is_told_so_afterwards(lyon: Lyon) -> None:
    request = ask(lyon)
    lyon.kill()
    lyon.clock.advance(3600)
    lyon.restart()
    lyon.advance(1)
    heard: list[Message] = []
    mirror = MemoryBus(lyon.broker, "mirror", clean=True)
    mirror.subscribe([topics.REQUEST.name(store="lyon", place="cabin-3", request=request)])
    mirror.start(heard.append, lambda _: None)
    lyon.run()
    assert [RequestState.model_validate_json(m.payload).state for m in heard] == ["expired"]
