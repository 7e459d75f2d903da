"""What a visit owes, written to the outbox at once; one bad draft takes no other along."""

import sqlite3
from collections.abc import Mapping, Sequence

import structlog

from contract.envelope import Event
from contract.events import (
    EventData,
    RequestMade,
    ReservationPlaced,
    StylingBooked,
    TouchpointFailed,
    TouchpointStarted,
)
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.storetime import StoreTime
from touchpoint.identity import Identity

_log = structlog.get_logger()


class Ledger:
    """Gathers drafts and state until `commit`; used by the writer's thread alone."""

    def __init__(self, who: Identity, outbox: Outbox, clock: StoreTime) -> None:
        self._who, self._outbox, self._clock = who, outbox, clock
        self._drafts: list[Draft] = []
        self._state: dict[str, bytes] = {}
        self._disk_ok = True
        #: Event id → request, reservation or appointment, until the hub has answered it.
        self.asked: dict[str, str] = {}
        #: The event that says that this run began.
        self.began: str | None = None

    def add(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self._drafts += drafts
        self._state |= state

    def commit(self) -> None:
        """What cannot be written now, because the disk is full, is tried again at the next turn."""
        if not (self._drafts or self._state):
            return
        try:
            waited = self._write()
        except sqlite3.Error as error:
            if self._disk_ok:
                _log.error("uplink.disk_down", why=str(error))
            self._disk_ok = False
            return
        if not self._disk_ok:
            _log.info("uplink.disk_back", waited=waited)
        self._disk_ok = True

    def _write(self) -> int:
        """All drafts and the state in one transaction; how many drafts it was."""
        count = len(self._drafts)
        try:
            self._written(self._outbox.record(self._drafts, self._state))
        except sqlite3.OperationalError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, one draft must not stop the others
            self._write_singly()
        self._drafts, self._state = [], {}
        return count

    def _write_singly(self) -> None:
        """Each draft alone, so that a bad one takes no other along; then what follows from them."""
        while self._drafts:
            self._write_or_replace(self._drafts[:1], {}, self._drafts[0].data.name)
            del self._drafts[0]
        self._write_or_replace([], self._state, "state")

    def _write_or_replace(
        self, drafts: Sequence[Draft], state: Mapping[str, bytes], name: str
    ) -> None:
        """An outbox that does not even take the replacement raises: then it is not the draft."""
        try:
            self._written(self._outbox.record(drafts, state))
        except sqlite3.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            # ASCII, for what cannot be encoded may be the very reason.
            why = f"{name}: {ascii(error)[:300]}"
            failed = TouchpointFailed(
                boot=self._who.boot, version=self._who.version, what="outbox", why=why
            )
            self._outbox.record([Draft(failed, self._clock.monotonic())])
            _log.error("uplink.draft_refused", why=why)

    def _written(self, events: Sequence[Event]) -> None:
        self.asked |= {e.id: name for e in events if (name := _asked(e.data))}
        began = (e.id for e in events if isinstance(e.data, TouchpointStarted))
        self.began = next(began, self.began)


def _asked(data: EventData) -> str | None:
    """What *data* asks the hub for, by its name."""
    match data:
        case RequestMade(request=name) | ReservationPlaced(reservation=name):
            return name
        case StylingBooked(appointment=name):
            return name
    return None
