"""One transaction of the hub: commands and facts in, rows and events out, changes remembered."""

import sqlite3
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final

import structlog

from contract import topics
from contract.envelope import Event, hub_source, read_event
from contract.events import (
    GarmentPutAway,
    PurchaseCompleted,
    RequestCancelled,
    RequestMade,
    RequestUnavailable,
    ReservationCancelled,
    ReservationPlaced,
    StockCorrected,
    StylingBooked,
    StylingCancelled,
    VisitEnded,
)
from contract.ids import NewId
from contract.model import instant
from contract.outcomes import Reason, Rejected
from contract.requests import RequestStatus, UnavailableReason
from hub import aside, calling, journal, nudges, records, sold, stock
from hub.commands import Answer, Cancel, Command, Make, Request, Rules
from hub.counter import Counter
from hub.floor import Inside
from hub.journal import HubDraft
from hub.requests import decide
from hub.roster import Roster
from hub.store import QUERIES

_log = structlog.get_logger()
_NOBODY: Final = Roster(known=False)
#: Under which names of what was put away become ids.
_PUT_AWAY: Final = uuid.UUID("6b1f4d0e-7a57-5c1d-9a53-0d5f0a3e2c11")


@dataclass(slots=True)
class Changes:
    """What must be told once it is committed."""

    requests: set[str] = field(default_factory=set)
    #: Whose pages hear of them at once: who is called, or carries one in vain (`nudges.call`).
    calls: set[str] = field(default_factory=set)
    #: Nobody in particular is called, so everybody hears at once.
    everybody: bool = False
    reservations: set[str] = field(default_factory=set)
    appointments: set[str] = field(default_factory=set)
    gtins: set[str] = field(default_factory=set)
    #: Events of the floor newly kept, with the moment each was made by the hub's clock.
    events: list[tuple[Event, datetime]] = field(default_factory=list)
    #: Something was refused.
    rejected: bool = False
    catalogue: bool = False
    advice: bool = False
    #: What touchpoints fetch as settings.
    settings: bool = False


class Work:
    """Lives for one transaction; *now* is the hub's clock at its beginning."""

    def __init__(
        self,
        tx: Connection,
        store: str,
        now: datetime,
        new_id: NewId,
        rules: Rules,
        roster: Roster = _NOBODY,
    ) -> None:
        self.tx = tx
        self.now = now
        self.changes = Changes()
        self._store = store
        self._new_id = new_id
        self._rules = rules
        self._roster = roster
        #: Reservations and styling sessions.
        self.counter = Counter(
            tx, store, now, new_id, rules.counter, self.changes, self.record, self.correct
        )

    def command(self, request_id: str, command: Command, cause: str | None = None) -> Answer:
        """Let *command* happen to a request, with all that follows from it."""
        before = records.request(self.tx, request_id)
        decision = decide(before, request_id, command, self.now, self._rules)
        after = decision.request
        if after is None or after == before:
            return decision.answer
        records.put_request(self.tx, after)
        self.changes.requests.add(request_id)
        # Who carries it hears at once that nobody wants it.
        if after.state is RequestStatus.CANCELLED and after.accepted is not None:
            self.changes.calls.add(nudges.call(associate=after.associate))
        if before and before.associate and after.associate not in {None, before.associate}:
            # Handed over: it is theirs now.
            self.changes.calls.add(nudges.call(associate=after.associate))
        self._call(before, after)
        for step in decision.steps:
            event = self.record(
                HubDraft(
                    records.with_told(self.tx, step.data, after, self._rules.hours),
                    step.at,
                    step.id,
                    touchpoint=after.touchpoint,
                    visit=after.visit,
                    causation=cause or after.cause,
                )
            )
            if isinstance(step.data, RequestUnavailable):
                self._correct_missing(after, step.data, event.id)
        return decision.answer

    def _call(self, before: Request | None, after: Request) -> None:
        """Tell somebody when nobody has it anew, or nobody took it on in time."""
        if not after.waiting:
            return
        later = before is not None and before.level < after.level
        if later or not calling.since(self.tx, after):
            self._tell(after)

    def call_again(self, request_id: str) -> None:
        """Tell somebody else when all who were told of it have left."""
        request = records.request(self.tx, request_id)
        if request is not None and request.waiting:
            self._tell(request)
            self.changes.requests.add(request_id)

    def _tell(self, request: Request) -> None:
        # It stands on the list, and the mirror says that nobody can answer; who is at home is not
        # called. `call_again` does it once the store is open.
        if not self._rules.hours.is_open(self.now):
            return
        for told in calling.call(self.tx, request, self._roster, self.now):
            if told.associate or told.device:
                call = nudges.call(associate=told.associate, device=told.device)
                self.changes.calls.add(call)
            else:
                self.changes.everybody = True

    def put_away(self, place: str, left: Inside) -> None:
        """What stayed behind at *place* was taken away; said once however often."""
        name = f"{place} {left.tag} {instant(left.since)}"
        event = self.record(
            HubDraft(
                GarmentPutAway(
                    gtin=left.gtin,
                    serial=left.serial,
                    tag=left.tag,
                    seconds=max(0.0, (self.now - left.since).total_seconds()),
                ),
                self.now,
                str(uuid.uuid5(_PUT_AWAY, name)),
                touchpoint=place,
            )
        )
        self.changes.events.append((event, self.now))

    def record(self, draft: HubDraft) -> Event:
        return journal.record(self.tx, self._store, draft, self._new_id, self.now)

    def take(self, event: Event, body: bytes, mark: str, age_seconds: float | None) -> None:
        """Keep a touchpoint's new *event* and let happen what follows from it."""
        journal.keep(self.tx, event, body, mark, self.now)
        made = self.now if age_seconds is None else self.now - _span(age_seconds)
        self.changes.events.append((event, made))
        self.tx.execute("savepoint effects")
        try:
            self._follow(event, age_seconds)
        except sqlite3.OperationalError:
            # The disk, not the event: the whole group is tried again.
            raise
        except Exception as error:  # noqa: BLE001 - logged with its traceback
            # The event itself is safe; a mistake of ours in one must not hold up all the others.
            self.tx.execute("rollback to effects")
            _log.exception("event.without_effect", id=event.id, name=event.name)
            self._without_effect(event, body, f"{type(error).__name__}: {error}")
        self.tx.execute("release effects")

    def _without_effect(self, event: Event, body: bytes, detail: str) -> None:
        place = event.touchpointid or ""
        topic = topics.EVENT.name(store=self._store, touchpoint=place, name=event.name)
        said = event.source, topic, event.id, Reason.NO_EFFECT.value, detail
        aside.put(self.tx, self.now, "in", *said, body)
        self.changes.rejected = True

    def _follow(self, event: Event, age_seconds: float | None) -> None:
        match event.data:
            case RequestMade() as asked:
                self.command(asked.request, self._make(event, asked, age_seconds))
                if self._visit_is_over(event):
                    self.command(asked.request, Cancel(), cause=event.id)
            case RequestCancelled(request=request_id):
                self._cancel_own(event, request_id)
            case VisitEnded():
                self._cancel_visit(event)
            case (
                ReservationPlaced() | ReservationCancelled() | StylingBooked() | StylingCancelled()
            ):
                self.counter.follow(event, age_seconds)
            case _:
                pass

    def correct(self, gtin: str, available: int, cause: str) -> None:
        """Somebody looked and found *available* pieces; *cause* makes it count once."""
        was = stock.figure(records.facts(self.tx, gtin, self.now), self.now).available
        if was == available:
            return
        fresh: int = QUERIES.add_correction(
            self.tx, cause=cause, gtin=gtin, available=available, at=instant(self.now)
        )
        if not fresh:
            return
        corrected = StockCorrected.model_validate({"gtin": gtin, "was": was, "is": available})
        self.record(HubDraft(corrected, self.now, causation=cause))
        self.changes.gtins.add(gtin)

    def sell(self, basket: PurchaseCompleted, at: datetime) -> None:
        """A receipt, booked once by its basket's id. Raises Rejected: known with other content."""
        source = hub_source(self._store)
        if QUERIES.event_by_id(self.tx, source=source, id=basket.basket) is not None:
            body: bytes | None = QUERIES.event_body(self.tx, source=source, id=basket.basket)
            if body is not None and read_event(body).data != basket:
                raise Rejected(
                    Reason.CONFLICT, f"basket {basket.basket} is booked with other content"
                )
            return
        for number, line in enumerate(basket.lines):
            QUERIES.add_sale(
                self.tx,
                cause=f"{basket.basket}:{number}",
                gtin=line.gtin,
                quantity=line.quantity,
                at=instant(at),
            )
            self.changes.gtins.add(line.gtin)
        sold.book(self.tx, basket.lines, at)
        self.record(HubDraft(basket, at, id=basket.basket))

    def _make(self, event: Event, asked: RequestMade, age_seconds: float | None) -> Make:
        return Make(
            kind=asked.kind,
            place=asked.place,
            age_seconds=age_seconds,
            touchpoint=event.touchpointid,
            visit=event.visitid,
            gtin=asked.gtin,
            wanted_gtin=asked.wanted_gtin,
            phrase=asked.phrase,
            language=asked.language,
            cause=event.id,
            withdrawn=self._withdrawn(event, asked.request),
        )

    def _withdrawn(self, event: Event, request_id: str) -> bool:
        """Whether its cancellation overtook the request on the way."""
        cancelled = QUERIES.event_of_subject(
            self.tx, source=event.source, subject=request_id, name=RequestCancelled.name
        )
        return cancelled is not None

    def _visit_is_over(self, event: Event) -> bool:
        """Whether the end of its visit overtook a request: no event yet says what became of it."""
        ended = event.visitid and QUERIES.event_of_visit(
            self.tx, source=event.source, visit=event.visitid, name=VisitEnded.name
        )
        return bool(ended)

    def _cancel_own(self, event: Event, request_id: str) -> None:
        # A touchpoint may take back only what it asked itself.
        asked = records.request(self.tx, request_id)
        if asked is not None and asked.touchpoint == event.touchpointid:
            self.command(request_id, Cancel(told=True), cause=event.id)

    def _cancel_visit(self, event: Event) -> None:
        if event.visitid is None or event.touchpointid is None:
            return
        for request in records.open_requests_of_visit(self.tx, event.touchpointid, event.visitid):
            self.command(request.request, Cancel(), cause=event.id)

    def _correct_missing(self, request: Request, data: RequestUnavailable, cause: str) -> None:
        gtin = request.wanted_gtin or request.gtin
        if data.reason is UnavailableReason.NOT_FOUND and gtin is not None:
            self.correct(gtin, 0, cause)


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
