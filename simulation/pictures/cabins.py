"""Requests from cabins without a window, sent as the contract says: CloudEvents over MQTT."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime

from contract.envelope import CONTENT_TYPE, Event, subject_of, touchpoint_source, write_event
from contract.events import (
    EventData,
    GarmentArrived,
    ReaderState,
    RequestCancelled,
    RequestMade,
    ReservationPlaced,
    StylingBooked,
    TouchpointHealth,
    VisitStarted,
    type_of,
)
from contract.gs1 import write_link
from contract.ids import new_id
from contract.model import sequence_text
from contract.requests import RequestKind
from contract.tags import By
from contract.topics import EVENT
from messaging.mqtt import MqttBus
from messaging.port import LinkState, Message, Outgoing
from simulation.broker import Broker

_PATIENCE = 30.0


class Cabin:
    """One enrolled touchpoint that speaks for itself. Raises TimeoutError when it may not."""

    def __init__(self, broker: Broker, store: str, touchpoint: str, secret: str) -> None:
        self.touchpoint, self._store = touchpoint, store
        self._outbox, self._sequence, self._visit = new_id(), 0, new_id()
        self._boot = new_id()
        self._up = threading.Event()
        self._bus = MqttBus(
            touchpoint, touchpoint, secret, broker.host, broker.port, broker.ca, clean=True
        )
        self._bus.start(self._heard, self._linked)
        if not self._up.wait(_PATIENCE):
            raise TimeoutError(f"the broker did not let {touchpoint} in")

    def ask(self, kind: RequestKind, gtin: str, wanted: str, waited: float = 0.0) -> str:
        """The request's id; it was made *waited* seconds ago."""
        request = new_id()
        place = self.touchpoint
        self._tell(
            RequestMade(request=request, kind=kind, gtin=gtin, wanted_gtin=wanted, place=place),
            waited,
        )
        return request

    def take_back(self, request: str) -> None:
        self._tell(RequestCancelled(request=request))

    def reserve(self, gtin: str, waited: float = 0.0) -> str:
        """A piece to be kept; it was asked for *waited* seconds ago."""
        name = new_id()
        self._tell(
            ReservationPlaced(reservation=name, gtin=gtin, store=self._store, quantity=1), waited
        )
        return name

    def book(self, slot: str) -> str:
        """A stylist's time."""
        name = new_id()
        self._tell(StylingBooked(slot=slot, appointment=name))
        return name

    def hang(self, *gtins: str) -> None:
        """A shopper comes in with one piece of each."""
        self._tell(VisitStarted(how="tag", language="en"))
        for gtin in gtins:
            link = write_link(gtin, "1001")
            self._tell(GarmentArrived(gtin=gtin, serial="1001", tag=link, by=By.UHF))

    def be(self, version: str, reader: ReaderState = "ok", usable: float = 3540.0) -> None:
        """Say how it is; an hour has passed in which it was usable for so many seconds."""
        self._tell(
            TouchpointHealth(
                boot=self._boot,
                version=version,
                readers={"uhf": reader},
                temperature=51.0,
                disk_free=21_400_000_000,
                usable_seconds=usable,
                open_seconds=3600.0,
            )
        )

    def _tell(self, data: EventData, ago: float = 0.0) -> None:
        self._sequence += 1
        event = Event(
            id=new_id(),
            source=touchpoint_source(self._store, self.touchpoint),
            type=type_of(data.name),
            time=datetime.now(UTC),
            subject=subject_of(data),
            outbox=self._outbox,
            sequence=self._sequence,
            storeid=self._store,
            touchpointid=self.touchpoint,
            visitid=self._visit,
            data=data,
        )
        properties = {
            "id": event.id,
            "outbox": self._outbox,
            "sequence": sequence_text(self._sequence),
            "age": str(int(ago * 1000)),
        }
        self.send(data.name, write_event(event), properties)

    def send(self, name: str, body: bytes, properties: Mapping[str, str] | None = None) -> None:
        """Any *body* at all, right or wrong."""
        topic = EVENT.name(store=self._store, touchpoint=self.touchpoint, name=name)
        self._bus.publish(
            Outgoing(topic, body, properties=properties or {}, content_type=CONTENT_TYPE)
        )

    def close(self) -> None:
        self._bus.stop()

    def _heard(self, message: Message) -> None:
        self._bus.settle(message)

    def _linked(self, link: LinkState) -> None:
        if link.up:
            self._up.set()
