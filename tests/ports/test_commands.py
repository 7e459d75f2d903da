"""A command and its answer between the hub and a touchpoint, in memory and on a real Mosquitto."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.envelope import read_event
from contract.events import TouchpointObeyed
from contract.ids import new_id
from contract.topics import COMMAND, EVENT
from hub.commanding import Commanding
from hub.desk import Desk
from hub.store import Database
from messaging.clock import SystemClock
from messaging.outbox import Outbox
from messaging.port import NOBODY_LISTENING, Message, OnDone, Outgoing
from messaging.sender import Sender
from messaging.storetime import StoreTime
from tests.ports.bus_labs import Lab, MemoryLab, MosquittoLab
from touchpoint.health import Health
from touchpoint.hearing import Command, understood
from touchpoint.identity import Identity
from touchpoint.obeying import OBEYED, Answer, Obedience
from touchpoint.uplink import Uplink

STORE, CABIN = "lyon", "cabin-3"


@pytest.fixture(params=["memory", "mosquitto"])
def lab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lab]:
    chosen: Lab = MemoryLab() if request.param == "memory" else MosquittoLab(tmp_path / "broker")
    yield chosen
    chosen.close()


class Cabin:
    """All of a touchpoint that hears and answers, on a bus of *lab*; a restart keeps its disk."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self._lab, self._folder = lab, folder
        self.probe = lab.probe(CABIN)
        self.did = 0
        self.open()

    def open(self) -> None:
        clock = StoreTime(SystemClock())
        who = Identity(STORE, CABIN, CABIN, new_id(), "1", clock.now())
        self.outbox = Outbox.open(
            self._folder / "outbox.db", clock, new_id, store=STORE, touchpoint=CABIN
        )
        sender = Sender(self.outbox, self.probe.bus.publish, clock, lambda: 0.0)
        health = Health(who.boot, who.version, self._folder, clock)
        self.uplink = Uplink(
            who, self.probe.bus, self.outbox, sender, clock, health,
            lambda _: None, lambda _: None,
        )  # fmt: skip
        acts = {"identify": self._identify}
        kept = self.outbox.state(OBEYED)
        self.obedience = Obedience(acts, self.uplink.record, clock, kept)

    def _identify(self, answer: Answer) -> None:
        self.did += 1
        answer("done")

    def hear(self, message: Message) -> None:
        """All that follows from *message*, but for the receipt, which gets lost."""
        said = understood(message)
        assert isinstance(said, Command)
        self.obedience.obey(said)
        self.uplink.work(0.0)

    def obeyed(self) -> list[TouchpointObeyed]:
        """What lies in its outbox for the hub."""
        found = [read_event(row.body).data for row in self.outbox.window(100)]
        return [data for data in found if isinstance(data, TouchpointObeyed)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Database(tmp_path / "hub.db"), STORE, SystemClock(), new_id)
    yield made
    made.db.close()


def test_command_arrives_with_its_id_and_is_obeyed_once_however_often_it_comes(
    lab: Lab, desk: Desk, tmp_path: Path
) -> None:
    hub, cabin = lab.probe("hub"), Cabin(lab, tmp_path)
    cabin.probe.settles = False
    cabin.probe.bus.subscribe([COMMAND.filter(store=STORE, touchpoint=CABIN)])
    hub.bus.subscribe([EVENT.filter(store=STORE)])
    lab.rest()
    commanding = Commanding(desk, hub.bus.publish)
    commanding.send(CABIN, "identify")
    lab.wait(lambda: len(cabin.probe.messages) == 1)
    cabin.hear(cabin.probe.messages[0])
    # The line breaks before the broker knows that it was taken: it comes again.
    cabin.probe.cut()
    lab.wait(lambda: not cabin.probe.up)
    cabin.probe.mend()
    lab.wait(lambda: len(cabin.probe.messages) == 2)
    cabin.outbox.close()
    cabin.open()
    cabin.hear(cabin.probe.messages[1])
    (told,) = commanding.told()
    assert [m.properties["id"] for m in cabin.probe.messages] == [told.command] * 2
    assert (cabin.did, [answer.command for answer in cabin.obeyed()]) == (1, [told.command])
    cabin.outbox.close()


def test_broker_says_at_once_that_nobody_hears(lab: Lab, desk: Desk) -> None:
    hub, codes = lab.probe("hub"), list[int]()

    def publish(message: Outgoing, done: OnDone) -> None:
        def both(code: int) -> None:
            done(code)
            codes.append(code)

        hub.bus.publish(message, both)

    commanding = Commanding(desk, publish)
    commanding.send(CABIN, "identify")
    lab.wait(lambda: codes == [NOBODY_LISTENING])
    commanding.beat()
    assert [one.result for one in commanding.told()] == ["not_taken"]
