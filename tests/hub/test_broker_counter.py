"""What a device may hear of the counter on the real broker: of its own place, and free times."""

import pytest

from messaging.port import DELIVERED, NOBODY_LISTENING, NOT_AUTHORISED
from simulation.broker import Broker
from tests.hub import test_broker
from tests.hub.test_broker import ROOT, Device

broker = test_broker.broker
OWN, OTHER = "cabin-3", "cabin-4"
KINDS = ("reservation", "appointment")


@pytest.mark.parametrize("kind", KINDS)
def test_touchpoint_hears_of_its_own_place_and_never_speaks_there(
    broker: Broker, kind: str
) -> None:
    said = (f"{OTHER}/{kind}/2", f"{OWN}/{kind}/1", "styling")
    with (
        Device(broker, OWN, "secret 3").up() as device,
        Device(broker, "lyon-hub", "hub secret").up() as hub,
    ):
        device.bus.subscribe([f"{ROOT}/+/{kind}/+", f"{ROOT}/{OWN}/{kind}/+", f"{ROOT}/styling"])
        asked = [device.publish(f"{ROOT}/{name}") for name in said]
        for name in said:
            assert hub.publish(f"{ROOT}/{name}") in (DELIVERED, NOBODY_LISTENING)
        device.wait(lambda: f"{ROOT}/styling" in device.topics())
    assert asked == [NOT_AUTHORISED] * 3
    assert device.topics() == {f"{ROOT}/{OWN}/{kind}/1", f"{ROOT}/styling"}
