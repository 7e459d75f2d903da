"""What to publish now: oldest first, again until the hub answers, gently when it does not."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from contract.envelope import CONTENT_TYPE
from contract.model import sequence_text
from contract.states import Ack
from contract.topics import EVENT
from messaging.clock import Clock
from messaging.outbox import Outbox
from messaging.port import DELIVERED, NOBODY_LISTENING, OnDone, Outgoing
from messaging.rows import Row, correctable

FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0
#: Random wait after the link or the hub came back, so that a store's screens do not speak at once.
SPREAD = 3.0
IN_FLIGHT = 200
#: Places in the window that only urgent events may take.
RESERVED = 20
#: With no answer for this long only a few are tried: each further try would wait in the broker.
SILENCE, PROBES = 30.0, 8
#: So long after the link is up the hub may take to tell the time to one that does not know it.
TIME_WAIT = 5.0
#: A copy the hub did not take in this time is sent again anyway.
EXPIRY = 120
#: Topic invalid, packet too large, payload format invalid: no broker will ever take it.
POISON = frozenset({144, 149, 153})
_LINK_DOWN = 136
#: Answers after which waiting for the hub is all there is to do.
_KEPT = frozenset({DELIVERED, NOBODY_LISTENING, _LINK_DOWN})

Publish = Callable[[Outgoing, OnDone], None]

_log = structlog.get_logger()


@dataclass(slots=True)
class _Flight:
    attempts: int
    again_at: float


class Sender:
    """Decides; the caller holds the thread, calls `pump` after every change and when `due` says so.

    The broker's answers may come from any thread; they are looked at in the next `pump`.
    """

    def __init__(
        self, outbox: Outbox, publish: Publish, clock: Clock, random: Callable[[], float]
    ) -> None:
        self._outbox, self._publish, self._clock, self._random = outbox, publish, clock, random
        self._flights: dict[str, _Flight] = {}
        self._answers: deque[tuple[str, int]] = deque()
        self._up = False
        self._quiet_until = self._timeless_until = 0.0
        self._heard_at = clock.monotonic()
        self._boot: str | None = None
        self._refused: int | None = None
        self._pending = True

    def link_up(self) -> None:
        self._up = True
        if not self._clock.synced():
            self._timeless_until = self._clock.monotonic() + TIME_WAIT
        self._begin_again()

    def link_down(self) -> None:
        self._up = False
        self._flights.clear()

    def hub_boot(self, boot: str) -> None:
        """The hub said which boot it runs; a new one has lost what it had not committed."""
        if self._boot not in (None, boot):
            self._begin_again()
        # With its word came the time.
        self._boot, self._pending = boot, True

    def acknowledged(self, ack: Ack) -> None:
        """Settle what *ack* names, and nothing else. One for another outbox is ignored."""
        if ack.outbox != self._outbox.id:
            return
        self._heard_at, self._pending = self._clock.monotonic(), True
        if ack.settled:
            self._outbox.settle(ack.settled)
        if ack.rejected:
            self._outbox.reject(ack.rejected)
            for event in ack.rejected:
                _log.error(
                    "event.rejected", id=event.id, reason=event.reason.value, detail=event.detail
                )
        for event_id in (*ack.settled, *(event.id for event in ack.rejected)):
            self._flights.pop(event_id, None)
        if ack.renumber:
            self._outbox.renumber()
            self._flights.clear()
        elif ack.resend_from is not None:
            count = self._outbox.resend_from(ack.resend_from)
            _log.info("sender.resending", sequence=ack.resend_from, count=count)

    def pump(self) -> None:
        """Publish what is due."""
        self._read_answers()
        self._pending = False
        if not self._up:
            return
        now = self._clock.monotonic()
        window = self._window(now)
        self._forget_outside(window, now)
        rows = [row for row in window if self._is_due(row, now)]
        if rows and not self._flights:
            self._heard_at = now
        for row in self._outbox.fix(rows) if rows else ():
            self._send(row, now)

    def due(self) -> float | None:
        """Seconds until it wants to be pumped; nothing when only others can bring news."""
        if not self._up:
            return None
        if self._pending or self._answers:
            return 0.0
        times = [flight.again_at for flight in self._flights.values()]
        now = self._clock.monotonic()
        times += [until for until in (self._quiet_until, self._timeless_until) if until > now]
        return max(0.0, min(times) - now) if times else None

    def _begin_again(self) -> None:
        now = self._clock.monotonic()
        self._flights.clear()
        self._quiet_until = now + SPREAD * self._random()
        self._heard_at, self._pending = now, True

    def _window(self, now: float) -> list[Row]:
        if self._flights and now - self._heard_at > SILENCE:
            return self._outbox.window(PROBES)
        rows = self._outbox.window(IN_FLIGHT)
        urgent = sum(row.urgent for row in rows)
        return rows[: max(urgent, IN_FLIGHT - RESERVED)]

    def _forget_outside(self, window: list[Row], now: float) -> None:
        inside = {row.id for row in window}
        for event_id, flight in list(self._flights.items()):
            if flight.again_at <= now and event_id not in inside:
                del self._flights[event_id]

    def _is_due(self, row: Row, now: float) -> bool:
        flight = self._flights.get(row.id)
        if flight is not None:
            return flight.again_at <= now
        return not self._awaits_time(row, now) and (row.urgent or now >= self._quiet_until)

    def _awaits_time(self, row: Row, now: float) -> bool:
        """Once published its time stands for ever, and the hub's word comes within moments."""
        if now >= self._timeless_until or self._clock.synced():
            return False
        return correctable(row, self._clock)

    def _send(self, row: Row, now: float) -> None:
        flight = self._flights.setdefault(row.id, _Flight(0, 0.0))
        flight.again_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(flight.attempts, 10))
        flight.attempts += 1
        speaker = self._outbox.speaker
        properties = {"id": row.id, "outbox": row.outbox, "sequence": sequence_text(row.sequence)}
        if (age := row.age(self._clock)) is not None:
            properties["age"] = str(age)
        topic = EVENT.name(store=speaker.store, touchpoint=speaker.touchpoint, name=row.name)
        self._publish(
            Outgoing(
                topic,
                row.body,
                properties=properties,
                expiry=EXPIRY,
                content_type=CONTENT_TYPE,
            ),
            lambda code: self._answered(row.id, code),
        )

    def _answered(self, event_id: str, code: int) -> None:
        # The broker's "yes" settles nothing and needs no pump, unless it ends a refusal.
        if code not in _KEPT or self._refused is not None:
            self._answers.append((event_id, code))

    def _read_answers(self) -> None:
        while self._answers:
            event_id, code = self._answers.popleft()
            if code == _LINK_DOWN:
                continue
            if code in _KEPT:
                self._edge(None)
            elif code in POISON:
                self._flights.pop(event_id, None)
                self._outbox.poison(event_id)
            else:
                self._edge(code)

    def _edge(self, code: int | None) -> None:
        if code == self._refused:
            return
        if code is None:
            _log.info("sender.accepted_again", waiting=self._outbox.count())
        else:
            _log.error("sender.refused", reason=code, waiting=self._outbox.count())
        self._refused = code
