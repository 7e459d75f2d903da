"""Retained states on the broker as projections of the database, put right after each connect."""

import math
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog

from contract import topics
from contract.events import TouchpointStarted
from contract.requests import RequestStatus
from contract.states import Pointer, RequestState, StockState
from contract.topics import FINAL_REQUEST_EXPIRY
from hub import counter_states
from hub.commands import Request
from hub.counter_desk import CounterDesk
from hub.desk import Desk
from hub.presence import Presence
from hub.retained import retained as _retained
from hub.waits import expected
from hub.work import Changes
from messaging.port import Bus, Message, Outgoing

CATALOGUE_URL: Final = "/v1/catalogue"
SETTINGS_URL: Final = "/v1/settings"
SOLD_URL: Final = "/v1/sold"
ADVICE_URL: Final = "/v1/advice"
#: A reserved place: no touchpoint may read it, so the hub's own marker disturbs nobody.
_MARKER_PLACE: Final = "all"

#: Seconds between two words of the hub that it is here.
PULSE: Final = 60.0
#: Seconds between two versions of what was sold. At a busy till every receipt has a new one, and
#: every screen would fetch it; who has just paid takes longer to be back in a cabin.
SOLD_EVERY: Final = 60.0

_log = structlog.get_logger()

NameOf = Callable[[str], str | None]


class Projections:
    """Usable from every thread. *name_of* gives the name an associate chose to show."""

    def __init__(
        self,
        bus: Bus,
        desk: Desk,
        presence: Presence,
        name_of: NameOf,
        settings_version: Callable[[], str] | None = None,
    ) -> None:
        self._bus = bus
        self._desk = desk
        self._counter = CounterDesk(desk)
        self._presence = presence
        self._name_of = name_of
        self._settings_version = settings_version
        self._lock = threading.RLock()
        #: What the broker retains, while it is being read; None when it is not.
        self._retained: dict[str, bytes] | None = None
        self._marker = ""
        #: Until it has been said a first time there is nothing to say again.
        self._said_at = math.inf
        #: Whether somebody began since, to whom what is retained proves nothing.
        self._began = False
        #: The version of what was sold that was published last, and when.
        self._sold_version: str | None = None
        self._sold_at = -math.inf

    def linked(self) -> None:
        """The link is up: read what is retained, to its end."""
        with self._lock:
            self._retained = {}
            filters = self._filters()
            # A broker that kept our session sends nothing retained unless it is asked anew.
            self._bus.unsubscribe(filters)
            self._bus.subscribe(filters)
            self._marker = topics.REQUEST.name(
                store=self._desk.store, place=_MARKER_PLACE, request=self._desk.new_id()
            )
            # Ours comes back behind everything that was retained when we subscribed.
            self._bus.publish(Outgoing(self._marker, b"", retain=True))

    @property
    def reading(self) -> bool:
        """Whether what the broker kept for us is still coming in."""
        with self._lock:
            return self._retained is not None

    def give_up_reading(self) -> None:
        """The broker never sent our marker back; go on with what came."""
        with self._lock:
            retained, self._retained = self._retained, None
            if retained is not None:
                _log.error("projections.unread", hint="may the hub read and write its own store?")
                self._put_right(retained)

    def heard(self, message: Message) -> None:
        """Something on the topics read by `linked`."""
        with self._lock:
            if self._retained is None:
                return
            if message.topic == self._marker:
                retained, self._retained = self._retained, None
                self._bus.unsubscribe(self._filters())
                self._put_right(retained)
            elif message.retained and message.payload:
                self._retained[message.topic] = message.payload

    def tell(self, changes: Changes) -> None:
        """Publish what changed, as the database says now: of two callers the later one is right."""
        with self._lock:
            since = self._final_since()
            for request_id in changes.requests:
                request = self._desk.request(request_id)
                # One that ended long ago is told once more: what is retained may call it open. What
                # was read since then is forgotten.
                if request and (request.updated >= since or not request.dismissed):
                    self._publish(self._request(request))
            self._publish(*counter_states.changed(self._counter, changes))
            for gtin in changes.gtins:
                self._publish(self._stock(gtin))
            if changes.catalogue:
                self._publish(*self._catalogue())
            if changes.advice:
                self._publish(*self._advice())
            if changes.settings:
                self._publish(*self._settings())
            if any(isinstance(event.data, TouchpointStarted) for event, _ in changes.events):
                self._began = True

    def refresh(self) -> None:
        """Every figure again, since a count grows stale by age alone; and the free times."""
        self.tell(Changes(gtins=set(self._desk.stock_gtins())))
        self._publish(counter_states.slots_state(self._counter))

    def beat(self) -> None:
        """Say "online" again once a minute, as its `now` serves devices without a clock; and for
        all touchpoints that have just begun, who cannot tell how old a retained one is.

        Once a minute at most say what was sold too.
        """
        if self.reading:
            return
        if self._began or self._desk.clock.monotonic() - self._said_at >= PULSE:
            self._here()
        with self._lock:
            due = self._desk.clock.monotonic() - self._sold_at >= SOLD_EVERY
            # Before the first connect there is nobody to be told, and then it is put right anyway.
            known = self._sold_version
            if due and known is not None and self._desk.sold_version() != known:
                self._sold_at = self._desk.clock.monotonic()
                self._publish(self._sold())

    def farewell(self) -> None:
        """Say offline, ahead of a DISCONNECT."""
        self._publish(self._presence.says(online=False))

    def _put_right(self, retained: dict[str, bytes]) -> None:
        wanted = {message.topic: message for message in self._all()}
        unknown = retained.keys() - wanted.keys()
        for topic in sorted(unknown):
            self._bus.publish(Outgoing(topic, b"", retain=True))
        fresh = [m for topic, m in wanted.items() if retained.get(topic) != m.payload]
        self._publish(*fresh)
        self._here()
        _log.info("projections.put_right", cleared=len(unknown), published=len(fresh))

    def _here(self) -> None:
        self._said_at, self._began = self._desk.clock.monotonic(), False
        self._publish(self._presence.says(online=True))

    def _all(self) -> Iterable[Outgoing]:
        since = self._final_since()
        known = {request.request: request for request in self._desk.open_requests()}
        known |= {request.request: request for request in self._desk.requests_since(since)}
        yield from (self._request(request) for request in known.values())
        yield from counter_states.all_states(self._counter, since)
        yield from (self._stock(gtin) for gtin in self._desk.stock_gtins())
        yield from self._catalogue()
        yield self._sold()
        yield from self._advice()
        yield from self._settings()

    def _final_since(self) -> datetime:
        return self._desk.clock.now() - timedelta(seconds=FINAL_REQUEST_EXPIRY)

    def _request(self, request: Request) -> Outgoing:
        who = _to_name(request)
        name = self._name_of(who) if who else None
        state = RequestState.model_validate(
            {
                "request": request.request,
                "kind": request.kind,
                "state": request.state,
                "by": name,
                "wait_seconds": expected(request.state, self._desk.courses(request.kind)),
                "alternative": request.alternative,
                "escalated": request.level if request.waiting else 0,
                "nobody": request.waiting and self._desk.nobody(self._desk.clock.now()),
                "updated": request.updated,
            }
        )
        topic = topics.REQUEST.name(
            store=self._desk.store, place=request.place, request=request.request
        )
        return _retained(topic, state, None if request.open else FINAL_REQUEST_EXPIRY)

    def _stock(self, gtin: str) -> Outgoing:
        state: StockState = self._desk.stock(gtin)
        return _retained(topics.STOCK.name(store=self._desk.store, gtin=gtin), state)

    def _catalogue(self) -> Iterable[Outgoing]:
        catalogue = self._desk.catalogue()
        if catalogue is None:
            return
        pointer = Pointer(version=catalogue.version, url=CATALOGUE_URL)
        yield _retained(topics.CATALOGUE.name(store=self._desk.store), pointer)

    def _advice(self) -> Iterable[Outgoing]:
        advice = self._desk.advice
        if advice is not None:
            pointer = Pointer(version=advice.version, url=ADVICE_URL)
            yield _retained(topics.ADVICE.name(store=self._desk.store), pointer)

    def _settings(self) -> Iterable[Outgoing]:
        if self._settings_version is None:
            return
        pointer = Pointer(version=self._settings_version(), url=SETTINGS_URL)
        yield _retained(topics.SETTINGS.name(store=self._desk.store), pointer)

    def _sold(self) -> Outgoing:
        self._sold_version = version = self._desk.sold_version()
        pointer = Pointer(version=version, url=SOLD_URL)
        return _retained(topics.SOLD.name(store=self._desk.store), pointer)

    def _publish(self, *messages: Outgoing) -> None:
        for message in messages:
            self._bus.publish(message)

    def _filters(self) -> list[str]:
        store = self._desk.store
        ours = (topics.REQUEST, topics.STOCK, topics.CATALOGUE, topics.SETTINGS, topics.SOLD)
        return [
            topic.filter(store=store) for topic in (*ours, topics.ADVICE, *counter_states.TOPICS)
        ]


def _to_name(request: Request) -> str | None:
    """Who has it, or saw it; nobody has what was cancelled."""
    if request.state is RequestStatus.CANCELLED:
        return None
    return request.associate or (request.seen_by if request.open else None)
