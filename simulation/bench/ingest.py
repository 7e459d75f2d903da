"""How many events a second the hub keeps, beside a bare subscriber on the same broker."""

import json
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from contract.envelope import CONTENT_TYPE, Event, subject_of, touchpoint_source, write_event
from contract.events import GarmentArrived, type_of
from contract.gs1 import write_link
from contract.ids import new_id
from contract.model import sequence_text
from contract.tags import By
from contract.topics import ACK, EVENT
from messaging.mqtt import MqttBus
from messaging.port import LinkState, Message, Outgoing
from simulation.bench.bare import BareSubscriber
from simulation.broker import Broker

_GTIN = "00614141100019"
_PATIENCE = 120.0


class Sender:
    """A touchpoint that publishes prepared events and hears what is settled."""

    def __init__(self, broker: Broker, store: str, touchpoint: str, secret: str) -> None:
        self._store, self._touchpoint = store, touchpoint
        self._up = threading.Event()
        self._settled: set[str] = set()
        self._changed = threading.Condition()
        self._bus = MqttBus(
            touchpoint, touchpoint, secret, broker.host, broker.port, broker.ca, clean=True
        )
        self._bus.start(self._heard, self._linked)
        self._bus.subscribe([ACK.name(store=store, touchpoint=touchpoint)])
        if not self._up.wait(10):
            raise TimeoutError(f"the broker did not let {touchpoint} in")

    def events(self, count: int) -> list[Outgoing]:
        outbox = new_id()
        return [self._event(outbox, number) for number in range(1, count + 1)]

    def publish(self, messages: Sequence[Outgoing]) -> float:
        """Hand them all over; the moment before the first, monotonic seconds."""
        began = time.monotonic()
        for message in messages:
            self._bus.publish(message)
        return began

    def await_settled(self, ids: set[str]) -> float:
        """The moment at which the last of *ids* was acknowledged."""
        with self._changed:
            if not self._changed.wait_for(lambda: ids <= self._settled, _PATIENCE):
                raise TimeoutError(f"{len(ids - self._settled)} events were not acknowledged")
        return time.monotonic()

    def close(self) -> None:
        self._bus.stop()

    def _event(self, outbox: str, number: int) -> Outgoing:
        data = GarmentArrived(gtin=_GTIN, tag=write_link(_GTIN, str(number)), by=By.UHF)
        event = Event(
            id=new_id(),
            source=touchpoint_source(self._store, self._touchpoint),
            type=type_of(data.name),
            time=datetime.now(UTC),
            subject=subject_of(data),
            outbox=outbox,
            sequence=number,
            storeid=self._store,
            touchpointid=self._touchpoint,
            data=data,
        )
        sequence = sequence_text(number)
        return Outgoing(
            EVENT.name(store=self._store, touchpoint=self._touchpoint, name=data.name),
            write_event(event),
            properties={"id": event.id, "outbox": outbox, "sequence": sequence, "age": "0"},
            content_type=CONTENT_TYPE,
        )

    def _heard(self, message: Message) -> None:
        with self._changed:
            self._settled.update(json.loads(message.payload).get("settled", ()))
            self._changed.notify_all()
        self._bus.settle(message)

    def _linked(self, link: LinkState) -> None:
        if link.up:
            self._up.set()


def bare_rate(broker: Broker, hub_secret: str, sender: Sender, topic: str, count: int) -> float:
    """Events a second that a subscriber gets which only counts."""
    messages = sender.events(count)
    subscriber = BareSubscriber(broker, "hub", hub_secret, topic, count)
    began = sender.publish(messages)
    if not subscriber.complete.wait(_PATIENCE):
        raise TimeoutError("the bare subscriber did not get everything")
    seconds = time.monotonic() - began
    subscriber.close()
    return count / seconds


def hub_rate(sender: Sender, count: int) -> float:
    """Events a second that the hub has kept and acknowledged."""
    messages = sender.events(count)
    ids = {message.properties["id"] for message in messages}
    began = sender.publish(messages)
    return count / (sender.await_settled(ids) - began)
