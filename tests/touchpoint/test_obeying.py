"""A command is obeyed once, also when it comes again after a restart; its answer is an event."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from contract.events import TouchpointObeyed
from contract.ids import new_id
from messaging.clock import ManualClock
from messaging.draft import Draft
from touchpoint.hearing import Command
from touchpoint.obeying import OBEYED, Answer, Obedience

ID = new_id()


class Screen:
    """Counts what it does; its camera answers when it is told to."""

    def __init__(self, clock: ManualClock, kept: bytes | None = None) -> None:
        self.did: list[str] = []
        self.told: list[TouchpointObeyed] = []
        self.kept: bytes | None = None
        self.waiting: list[Answer] = []
        acts: dict[str, Callable[[Answer], None]] = {
            "identify": self._identify,
            "screenshot": self.waiting.append,
            "reload": self._break,
        }
        self.obedience = Obedience(acts, self._record, clock, kept)

    def obey(self, verb: str, command: str | None = ID) -> None:
        self.obedience.obey(Command(verb=verb, id=command))

    def _identify(self, answer: Answer) -> None:
        self.did.append("identify")
        answer("done")

    def _break(self, _answer: Answer) -> None:
        raise RuntimeError("no window")

    def _record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.told += [d.data for d in drafts if isinstance(d.data, TouchpointObeyed)]
        self.kept = state[OBEYED]


@pytest.fixture
def screen(clock: ManualClock) -> Screen:
    return Screen(clock)


def said(verb: str, result: str, command: str = ID) -> TouchpointObeyed:
    return TouchpointObeyed.model_validate({"command": command, "verb": verb, "result": result})


def test_command_is_obeyed_and_answered_once_however_often_it_comes(
    screen: Screen, clock: ManualClock
) -> None:
    for _ in range(3):
        screen.obey("identify")
    again = Screen(clock, screen.kept)
    again.obey("identify")
    assert (screen.did, screen.told) == (["identify"], [said("identify", "done")])
    assert (again.did, again.told) == ([], [])


def test_each_of_the_last_commands_is_known_again(screen: Screen, clock: ManualClock) -> None:
    commands = [new_id() for _ in range(40)]
    for command in commands:
        screen.obey("identify", command)
    again = Screen(clock, screen.kept)
    for command in commands[8:]:
        again.obey("identify", command)
    assert (len(screen.did), again.did, len(screen.kept or b"") < 4096) == (40, [], True)


def test_what_nobody_here_can_do_is_said(screen: Screen) -> None:
    screen.obey("dance")
    assert screen.told == [said("dance", "unable")]


def test_what_breaks_is_said_and_breaks_nothing_else(screen: Screen) -> None:
    screen.obey("reload")
    other = new_id()
    screen.obey("identify", other)
    assert screen.told == [said("reload", "failed"), said("identify", "done", other)]


def test_answer_may_come_later(screen: Screen) -> None:
    screen.obey("screenshot")
    before = list(screen.told)
    screen.waiting[0]("busy")
    assert (before, screen.told) == ([], [said("screenshot", "busy")])


def test_command_without_an_id_is_obeyed_each_time_and_not_answered(screen: Screen) -> None:
    for _ in range(2):
        screen.obey("identify", None)
    assert (screen.did, screen.told) == (["identify", "identify"], [])


@pytest.mark.parametrize("kept", [b"", b"{", b"{}", b"3", b"\xff"])
def test_whatever_was_kept_it_obeys(clock: ManualClock, kept: bytes) -> None:
    screen = Screen(clock, kept)
    screen.obey("identify")
    assert screen.did == ["identify"]
