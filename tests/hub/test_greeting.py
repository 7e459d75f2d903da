"""The hub says its time soon after a touchpoint began, and no more often than once a second."""

from datetime import datetime, timedelta

from contract import topics
from contract.ids import new_id
from contract.states import HubState
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import Message
from tests.hub.harness import Device, Lyon

PLACES = [f"cabin-{number}" for number in range(1, 51)]


class Said:
    """When the hub said that it is here, for whoever listened before."""

    def __init__(self, lyon: Lyon) -> None:
        self.at: list[datetime] = []
        bus = MemoryBus(lyon.broker, "listener", clean=True)
        bus.subscribe([topics.HUB_STATE.name(store="lyon")])
        bus.start(self._hear, lambda _: None)
        lyon.run()
        self.at.clear()

    def _hear(self, message: Message) -> None:
        self.at.append(HubState.model_validate_json(message.payload).now)


def began(device: Device) -> None:
    device.publish(device.event("touchpoint.started", {"boot": new_id(), "version": "1"}))


def test_touchpoint_that_began_hears_the_time_with_the_next_beat(
    lyon: Lyon, clock: ManualClock
) -> None:
    device, said, now = lyon.device(), Said(lyon), clock.now()
    began(device)
    lyon.run()
    for _ in range(3):
        lyon.advance(1)
    assert said.at == [now + timedelta(seconds=1)]


def test_fifty_that_begin_at_once_cost_one_word(lyon: Lyon, clock: ManualClock) -> None:
    devices = [lyon.device(place) for place in PLACES]
    said, now = Said(lyon), clock.now()
    for device in devices:
        began(device)
    lyon.run()
    for _ in range(3):
        lyon.advance(1)
    assert said.at == [now + timedelta(seconds=1)]


def test_whatever_else_happens_costs_none(lyon: Lyon) -> None:
    device, said = lyon.device(), Said(lyon)
    device.send(device.wish())
    for _ in range(59):
        lyon.advance(1)
    assert said.at == []
    lyon.advance(1)
    assert len(said.at) == 1
