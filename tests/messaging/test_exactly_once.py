"""Every id once, at the hub of a dozen lines and at the store's own."""

import random
from pathlib import Path

import pytest
from hypothesis import settings

from messaging.clock import ManualClock
from tests.hub.delivered import DeliveredHub
from tests.messaging.delivery import Delivery, Hub
from tests.messaging.model_hub import ModelHub


class _AtTheModel(Delivery):
    def make_hub(self, folder: Path, clock: ManualClock) -> Hub:
        del folder
        return ModelHub(clock)


class _AtTheHub(Delivery):
    def make_hub(self, folder: Path, clock: ManualClock) -> Hub:
        return DeliveredHub(folder, clock)


TestDelivery = _AtTheModel.TestCase
TestDelivery.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestDeliveryAtTheHub = _AtTheHub.TestCase
TestDeliveryAtTheHub.settings = TestDelivery.settings


@pytest.mark.parametrize("at", [_AtTheModel, _AtTheHub])
def test_dropped_run_that_was_published_and_then_renumbered_leaves_no_gap(
    at: type[Delivery],
) -> None:
    """So rare a weather that chance seldom makes it."""
    weather = at()
    weather.begin(random.Random(1))
    weather.record("visit.started", 8, urgent=False)
    weather.deliver_all()
    weather.link_down()
    for _ in range(4):
        weather.record("garment.left", 8, urgent=False)
    weather.link_up()
    weather.time_passes(3.0)
    weather.broker_delivers_some_in_any_order(lose=1)
    weather.the_card_is_copied()
    weather.record("visit.ended", 1, urgent=False)
    weather.the_copy_is_restored_after_everything_was_delivered()
    old = weather.outbox.id
    weather.record("visit.ended", 1, urgent=True)
    weather.broker_delivers_some_in_any_order(lose=0)
    weather.acks_arrive(lose=0)
    assert weather.outbox.id != old
    names = [row.name for row in weather.outbox.window(100)]
    assert names.count("outbox.dropped") == 1
    weather.teardown()
