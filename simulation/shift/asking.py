"""Requests at an even pace: from the glass of a real mirror, and from touchpoints without one."""

import json
import random
import threading
import time
from datetime import UTC, datetime
from typing import Any, Final

from contract.envelope import CONTENT_TYPE, Event, subject_of, touchpoint_source, write_event
from contract.events import EventData, RequestCancelled, RequestMade, type_of
from contract.ids import new_id
from contract.model import sequence_text
from contract.requests import RequestKind
from contract.styles import Catalogue
from contract.tags import By
from contract.topics import ACK, EVENT
from messaging.mqtt import MqttBus
from messaging.port import LinkState, Message, Outgoing
from simulation.broker import Broker
from simulation.glass import Glass, GlassAway
from simulation.rack import Rack

#: Seconds for which a request is open: so long every phone must show it.
OPEN_FOR: Final = 3.0


class Voice:
    """A touchpoint that asks and takes back at once, and hears what the hub has safe."""

    def __init__(self, broker: Broker, store: str, touchpoint: str, secret: str) -> None:
        self._store, self._touchpoint = store, touchpoint
        self._outbox, self._sequence = new_id(), 0
        self._up = threading.Event()
        self.settled: set[str] = set()
        where = broker.host, broker.port, broker.ca
        self._bus = MqttBus(touchpoint, touchpoint, secret, *where, clean=True)
        self._bus.start(self._heard, self._linked)
        self._bus.subscribe([ACK.name(store=store, touchpoint=touchpoint)])
        if not self._up.wait(10):
            raise TimeoutError(f"the broker did not let {touchpoint} in")

    def ask(self, gtin: str, wanted: str) -> str:
        """The id of a request made now."""
        request = new_id()
        data = RequestMade(
            request=request,
            kind=RequestKind.SIZE,
            gtin=gtin,
            wanted_gtin=wanted,
            place=self._touchpoint,
        )
        self._say(data)
        return request

    def take_back(self, request: str) -> None:
        self._say(RequestCancelled(request=request))

    def close(self) -> None:
        self._bus.stop()

    def _say(self, data: EventData) -> None:
        self._sequence += 1
        event = Event(
            id=new_id(),
            source=touchpoint_source(self._store, self._touchpoint),
            type=type_of(data.name),
            time=datetime.now(UTC),
            subject=subject_of(data),
            outbox=self._outbox,
            sequence=self._sequence,
            storeid=self._store,
            touchpointid=self._touchpoint,
            data=data,
        )
        topic = EVENT.name(store=self._store, touchpoint=self._touchpoint, name=data.name)
        names = {"id": event.id, "outbox": self._outbox, "age": "0"}
        names["sequence"] = sequence_text(self._sequence)
        body = write_event(event)
        self._bus.publish(Outgoing(topic, body, properties=names, content_type=CONTENT_TYPE))

    def _heard(self, message: Message) -> None:
        said: dict[str, Any] = json.loads(message.payload)
        self.settled.update(said.get("settled", ()))
        self._bus.settle(message)

    def _linked(self, link: LinkState) -> None:
        if link.up:
            self._up.set()


class Pacer(threading.Thread):
    """Asks *per_minute* times a minute until *closing*, and takes each back after OPEN_FOR."""

    def __init__(
        self, voice: Voice, catalogue: Catalogue, per_minute: float, closing: threading.Event
    ) -> None:
        super().__init__(name="asking", daemon=True)
        #: Request → milliseconds since 1970 at which it was made.
        self.made: dict[str, float] = {}
        self._voice, self._closing = voice, closing
        self._every = 60.0 / per_minute
        styles = [style for style in catalogue.styles if len(style.variants) > 1]
        self._wanted = [(s.variants[0].gtin, v.gtin) for s in styles for v in s.variants[1:]]

    def run(self) -> None:
        open_: list[tuple[float, str]] = []
        due = time.monotonic()
        number = 0
        while not self._closing.wait(max(0.0, due - time.monotonic())):
            due += self._every
            made = time.time() * 1000
            request = self._voice.ask(*self._wanted[number % len(self._wanted)])
            self.made[request] = made
            open_.append((time.monotonic() + OPEN_FOR, request))
            number += 1
            while open_ and open_[0][0] <= time.monotonic():
                self._voice.take_back(open_.pop(0)[1])
        for _, request in open_:
            self._voice.take_back(request)


class Toucher(threading.Thread):
    """A shopper at a real mirror: asks for another size by touch, waits, takes it back."""

    def __init__(self, glass: Glass, catalogue: Catalogue, closing: threading.Event) -> None:
        super().__init__(name="touching", daemon=True)
        #: When the glass was touched, request → milliseconds since 1970.
        self.touched: dict[str, float] = {}
        self._glass, self._closing = glass, closing
        self._rack = Rack(catalogue, random.Random(1))

    def run(self) -> None:
        piece = self._rack.piece(By.UHF)
        try:
            self._glass.put(piece.code, piece.by)
            while not self._glass.press("rest.begin"):
                self._closing.wait(0.1)
            while not self._closing.wait(0.3):
                self._once()
            self._glass.take(piece.code)
            self._glass.press("done")
        except GlassAway:
            # Too late to matter: the run is over.
            return

    def _once(self) -> None:
        sizes = [t.name for t in self._glass.targets().values() if t.name.startswith("size.")]
        for size in sizes:
            if self._glass.press(size) and self._closing.wait(0.2) is False and self._ask():
                return

    def _ask(self) -> bool:
        at = time.time() * 1000
        if not self._glass.press("ask.size"):
            return False
        known = set(self.touched)
        for _ in range(40):
            asked = {r["request"] for r in self._glass.scene().get("requests", ())} - known
            if asked:
                self.touched[asked.pop()] = at
                self._closing.wait(OPEN_FOR)
                self._glass.press("request.cancel")
                self._closing.wait(0.5)
                return True
            self._closing.wait(0.05)
        return False
