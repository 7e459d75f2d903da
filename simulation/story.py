"""A store's day written by hand: visits and requests as the events that tell of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contract.envelope import Event, hub_source, touchpoint_source
from contract.events import (
    EventData,
    GarmentArrived,
    ProductViewed,
    RequestAccepted,
    RequestCancelled,
    RequestDone,
    RequestEscalated,
    RequestExpired,
    RequestMade,
    RequestSeen,
    RequestUnavailable,
    VisitEnded,
    VisitStarted,
    type_of,
)
from contract.ids import new_id
from contract.requests import RequestKind
from contract.tags import By


@dataclass
class Story:
    """Keeps what it tells of one *store* in *events*."""

    store: str = "lyon"
    events: list[Event] = field(default_factory=list)

    def tell(
        self, data: EventData, at: datetime, touchpoint: str | None = "cabin-1",
        visit: str | None = None, *, hub: bool = False, **more: Any,
    ) -> Event:  # fmt: skip
        source = hub_source(self.store) if hub else touchpoint_source(self.store, touchpoint or "")
        event = Event.model_validate(
            {
                "id": new_id(),
                "source": source,
                "type": type_of(data.name),
                "time": at,
                "outbox": new_id(),
                "sequence": len(self.events) + 1,
                "storeid": self.store,
                "touchpointid": touchpoint,
                "visitid": visit,
                "data": data,
                **more,
            }
        )
        self.events.append(event)
        return event

    def visit(
        self, at: datetime, touchpoint: str = "cabin-1", *garments: str,
        seconds: float = 300, touched: bool = True, how: str = "tag",
    ) -> str:  # fmt: skip
        """Somebody came with *garments*, looked at the first if *touched*, and left."""
        visit = new_id()
        started = VisitStarted.model_validate({"how": how, "language": "fr"})
        self.tell(started, at, touchpoint, visit)
        for code in garments:
            self.tell(GarmentArrived(gtin=code, tag=f"t-{code}", by=By.UHF), at, touchpoint, visit)
        if touched and garments:
            viewed = ProductViewed.model_validate({"gtin": garments[0], "from": "tag"})
            self.tell(viewed, at, touchpoint, visit)
        ended = VisitEnded(why="left", seconds=seconds)
        self.tell(ended, at + timedelta(seconds=seconds), touchpoint, visit)
        return visit

    def ask(
        self, at: datetime, *, accepted: float | None = 20, done: float | None = 80,
        end: str = "done", who: str = "ines", place: str = "cabin-1", wanted: str | None = None,
        escalated: int = 0,
    ) -> str:  # fmt: skip
        """A request that was seen after 5 seconds and *end*ed after *done* of them."""
        request = new_id()
        made = RequestMade(request=request, kind=RequestKind.SIZE, place=place, wanted_gtin=wanted)
        self.tell(made, at, place)
        self._step(RequestSeen, request, at, 5, who)
        for number in range(1, escalated + 1):
            more = {"number": number, "to": "present"}
            self._step(RequestEscalated, request, at, 60 * number, None, **more)
        if accepted is not None:
            self._step(RequestAccepted, request, at, accepted, who)
        self._end(request, at, done, end, who)
        return request

    def _end(self, request: str, at: datetime, after: float | None, end: str, who: str) -> None:
        if after is None:
            return
        match end:
            case "done":
                self._step(RequestDone, request, at, after, who)
            case "unavailable":
                self._step(RequestUnavailable, request, at, after, who, reason="not_found")
            case "expired" | "too_late":
                reason = "unanswered" if end == "expired" else "patience"
                self._step(RequestExpired, request, at, after, None, reason=reason)
            case "cancelled":
                self.tell(RequestCancelled(request=request), at + timedelta(seconds=after))

    def _step(
        self, kind: type[EventData], request: str, at: datetime, after: float,
        who: str | None, **more: Any,
    ) -> None:  # fmt: skip
        step = {"request": request, "associate": who, "after_seconds": after, **more}
        data = kind.model_validate(step)
        self.tell(data, at + timedelta(seconds=after), "cabin-1", hub=True)
