"""A command goes out once, and what became of it is one event, whatever comes late or never."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract import topics
from contract.envelope import read_event
from contract.events import TouchpointCommanded
from contract.ids import new_id
from hub import nudges
from hub.commanding import ANSWERED_WITHIN
from hub.store import QUERIES
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import Message
from tests.hub.harness import STORE, Device, Lyon

GIVEN_UP = ANSWERED_WITHIN.total_seconds() + 1


class Ears:
    """What a touchpoint hears of commands."""

    def __init__(self, lyon: Lyon, touchpoint: str = "cabin-3") -> None:
        self.heard: list[Message] = []
        self.bus = MemoryBus(lyon.broker, f"{touchpoint}-ears")
        self.bus.subscribe([topics.COMMAND.filter(store=STORE, touchpoint=touchpoint)])
        self.bus.start(self._hear, lambda _: None)
        lyon.run()

    def _hear(self, message: Message) -> None:
        self.heard.append(message)
        self.bus.settle(message)

    def commands(self) -> list[tuple[str, str]]:
        """Verb and id of each."""
        return [(m.topic.rpartition("/")[2], m.properties["id"]) for m in self.heard]


@pytest.fixture
def ears(lyon: Lyon) -> Ears:
    return Ears(lyon)


def send(lyon: Lyon, verb: Any = "identify", touchpoint: str = "cabin-3") -> str:
    """The id of the command."""
    lyon.hub.commanding.send(touchpoint, verb)
    lyon.run()
    return lyon.hub.commanding.told()[0].command


def obeyed(device: Device, command: str, result: str = "done", verb: str = "identify") -> Any:
    data = {"command": command, "verb": verb, "result": result}
    return device.event("touchpoint.obeyed", data)


def results(lyon: Lyon) -> list[str | None]:
    """What the page tells, newest first."""
    return [told.result for told in lyon.hub.commanding.told()]


def recorded(lyon: Lyon) -> list[tuple[str, str | None, str, str]]:
    """Id, touchpoint, verb and result of each event about a command, in order."""
    with lyon.desk.db.read() as rx:
        rows = list(QUERIES.recent_events(rx, limit=100))
    events = [read_event(row.body) for row in reversed(rows) if row.name == "touchpoint.commanded"]
    return [
        (e.id, e.touchpointid, e.data.verb, e.data.result)
        for e in events
        if isinstance(e.data, TouchpointCommanded)
    ]


def test_command_is_heard_and_its_answer_recorded_once(lyon: Lyon, ears: Ears) -> None:
    command = send(lyon)
    waiting = results(lyon), recorded(lyon)
    device = lyon.device()
    answer = obeyed(device, command)
    device.send(answer)
    device.send(answer)
    device.send(obeyed(device, command, "failed"))
    lyon.advance(GIVEN_UP)
    assert (waiting, ears.commands()) == (([None], []), [("identify", command)])
    assert results(lyon) == ["done"]
    assert recorded(lyon) == [(command, "cabin-3", "identify", "done")]
    assert command in lyon.owed()


def test_second_touch_on_the_same_button_is_the_same_command(lyon: Lyon, ears: Ears) -> None:
    command = send(lyon)
    assert send(lyon) == command
    assert (len(ears.heard), len(results(lyon))) == (1, 1)
    other = send(lyon, "reload")
    device = lyon.device()
    device.send(obeyed(device, command))
    assert send(lyon) not in {command, other}
    assert [verb for verb, _ in ears.commands()] == ["identify", "reload", "identify"]


@pytest.mark.usefixtures("ears")
def test_command_nobody_takes_is_told_as_not_taken_once(lyon: Lyon) -> None:
    command = send(lyon)
    lyon.advance(GIVEN_UP - 2)
    before = results(lyon)
    for _ in range(3):
        lyon.advance(2)
    assert (before, results(lyon)) == ([None], ["not_taken"])
    assert recorded(lyon) == [(command, "cabin-3", "identify", "not_taken")]


def test_touchpoint_that_never_connected_is_known_at_once(lyon: Lyon) -> None:
    send(lyon, touchpoint="cabin-9")
    lyon.advance(1)
    assert results(lyon) == ["not_taken"]


def test_broker_that_is_away_is_known_at_once(lyon: Lyon, ears: Ears) -> None:
    lyon.hub.bus.cut()
    lyon.run()
    send(lyon)
    lyon.advance(1)
    assert (results(lyon), ears.heard) == (["not_taken"], [])


def test_touchpoint_that_comes_back_in_time_takes_it_and_later_does_not(
    lyon: Lyon, ears: Ears
) -> None:
    ears.bus.cut()
    lyon.run()
    send(lyon)
    lyon.clock.advance(59)
    ears.bus.mend()
    lyon.run()
    in_time = len(ears.heard)
    ears.bus.cut()
    lyon.run()
    send(lyon, "reload")
    lyon.clock.advance(61)
    ears.bus.mend()
    lyon.run()
    assert (in_time, len(ears.heard)) == (1, 1)


@pytest.mark.usefixtures("ears")
def test_late_answer_is_what_the_page_tells_and_no_second_event(lyon: Lyon) -> None:
    command, device = send(lyon), lyon.device()
    lyon.advance(GIVEN_UP)
    device.send(obeyed(device, command))
    assert (results(lyon), len(recorded(lyon))) == (["done"], 1)


@pytest.mark.usefixtures("ears")
def test_hub_restarted_in_between_tells_what_became_of_it(lyon: Lyon) -> None:
    answered, device = send(lyon), lyon.device()
    open_still = send(lyon, "screenshot")
    lyon.kill()
    lyon.restart()
    device.send(obeyed(device, answered))
    lyon.advance(GIVEN_UP)
    assert [(row[0], row[3]) for row in recorded(lyon)] == [
        (answered, "done"),
        (open_still, "not_taken"),
    ]


@pytest.mark.usefixtures("ears")
def test_answer_that_was_kept_before_a_crash_is_found(lyon: Lyon) -> None:
    command, device = send(lyon), lyon.device()
    lyon.desk.publish = lambda _changes: None
    device.send(obeyed(device, command, "busy"))
    lyon.kill()
    lyon.restart()
    lyon.advance(GIVEN_UP)
    assert (results(lyon), [row[3] for row in recorded(lyon)]) == (["busy"], ["busy"])


@pytest.mark.usefixtures("ears")
def test_another_touchpoint_answers_for_nobody(lyon: Lyon) -> None:
    command, stranger = send(lyon), lyon.device("kiosk-1")
    stranger.send(obeyed(stranger, command))
    stranger.send(obeyed(stranger, new_id()))
    assert (results(lyon), recorded(lyon)) == ([None], [])


@pytest.mark.usefixtures("ears")
def test_only_an_open_command_is_awaited(lyon: Lyon) -> None:
    commanding, device = lyon.hub.commanding, lyon.device()
    before = commanding.awaits("cabin-3", "screenshot")
    command = send(lyon, "screenshot")
    asked = [commanding.awaits(name, "screenshot") for name in ("cabin-3", "kiosk-1")]
    device.send(obeyed(device, command, "done", "screenshot"))
    after = commanding.awaits("cabin-3", "screenshot")
    assert (before, asked, after) == (False, [True, False], False)


@pytest.mark.usefixtures("ears")
def test_pages_are_nudged_when_it_goes_out_and_when_it_is_answered(
    lyon: Lyon, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(type(lyon.desk.nudges), "publish", lambda _, *topics: said.extend(topics))
    command, device = send(lyon), lyon.device()
    before = said.count(nudges.FLEET)
    device.send(obeyed(device, command))
    assert (before, said.count(nudges.FLEET)) == (1, 2)


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["identify", "reload", "restart", "cut", "mend"]),
        st.tuples(st.sampled_from(["done", "busy", "failed"]), st.integers(0, 4)),
        st.integers(1, 50),
    ),
    max_size=14,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_in_any_order_each_command_becomes_one_event_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    lyon = Lyon(tmp_path_factory.mktemp("lyon"), ManualClock())
    ears, device, first = Ears(lyon), lyon.device(), dict[str, str]()
    sent: list[str] = []
    for step in steps:
        match step:
            case "restart":
                lyon.kill()
                lyon.restart()
            case "cut":
                ears.bus.cut()
            case "mend":
                ears.bus.mend()
            case str(verb):
                sent.append(send(lyon, verb))
            case (str(result), int(which)) if which < len(sent):
                device.send(obeyed(device, sent[which], result))
                first.setdefault(sent[which], result)
            case int(seconds):
                lyon.advance(seconds)
        lyon.run()
    lyon.advance(GIVEN_UP)
    told = {one.command: one.result for one in lyon.hub.commanding.told()}
    events = recorded(lyon)
    assert sorted(row[0] for row in events) == sorted(set(sent))
    assert {c: r for c, r in told.items() if c in first} == {
        c: first[c] for c in first if c in told
    }
    assert all(row[3] in {"not_taken", first.get(row[0])} for row in events)
    lyon.hub.db.close()
