"""Asks head office what it has for this store, and applies each message once, with its number."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from pydantic import ValidationError

from contract.erasure import EraseOrder
from contract.events import CustomerErased, SettingsApplied, SettingsRefused
from contract.http import InboxMessage
from contract.model import instant
from contract.outcomes import Reason
from hub import aside, erased
from hub.crm.file import forget_customers
from hub.desk import Desk
from hub.headoffice import BARRED_PAUSE, Verdict, backoff
from hub.journal import HubDraft
from hub.postbox import Line, Mail
from hub.shared import Shared
from hub.store import QUERIES
from hub.work import Work

#: Seconds between two questions whose answers were empty and came at once: nobody held them open.
LEAST: Final = 5.0
_AFTER = "inbox_after"
#: Where what was refused came from, as a person reads it.
_SOURCE = "/head-office"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Order:
    """Whom head office said to erase, and what there is of them."""

    said: EraseOrder
    found: erased.Found


class Postman:
    """For one thread but for `stop`. *spread* is 0 to 1; *cards* is the hub's file of customers."""

    def __init__(
        self,
        desk: Desk,
        shared: Shared,
        line: Line,
        spread: Callable[[], float],
        cards: Path | None = None,
    ) -> None:
        self._desk, self._shared, self._line, self._spread = desk, shared, line, spread
        self._failures, self._cards = 0, cards
        #: The database's log may still hold who was erased, perhaps from before a crash.
        self._unswept = True
        self._applying = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub postman", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """From now on nothing is applied. A question that is held open is left to itself: what it
        brings comes again after the next start.
        """
        with self._applying:
            self._stopping.set()

    def pump(self) -> float:
        """Ask once, and apply what comes; seconds until it is time to ask again."""
        with self._desk.db.read() as rx:
            after = int(QUERIES.fact(rx, name=_AFTER) or 0)
        began = self._desk.clock.monotonic()
        mail = self._line.ask(after)
        if mail.verdict is not Verdict.TAKEN:
            return self._failed(mail)
        if self._unswept:
            self._unswept = not self._desk.db.sweep()
        if self._failures:
            _log.info("inbox.back", attempts=self._failures)
        self._failures = 0
        if mail.messages:
            self._apply(mail)
            return 0.0
        return max(0.0, LEAST - (self._desk.clock.monotonic() - began))

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                pause = self.pump()
            except Exception:  # noqa: BLE001 - this thread must outlive every mistake
                if self._stopping.is_set():
                    return
                _log.exception("inbox.failed")
                pause = LEAST
            self._stopping.wait(pause)

    def _failed(self, mail: Mail) -> float:
        if not self._failures:
            _log.warning("inbox.down", why=mail.detail, hint="what was sent last holds")
        self._failures += 1
        if mail.verdict is Verdict.RETRY:
            return mail.retry_after or backoff(self._failures, self._spread())
        return BARRED_PAUSE

    def _apply(self, mail: Mail) -> None:
        with self._applying:
            if self._stopping.is_set():
                return
            orders = {it.id: self._order(it) for it in mail.messages if it.kind == "erase"}
            with self._desk.work() as work:
                for message in mail.messages:
                    if QUERIES.take_message(
                        work.tx, id=message.id, n=message.n, at=instant(work.now)
                    ):
                        self._take(work, message, orders.get(message.id))
                QUERIES.put_fact(work.tx, name=_AFTER, value=str(mail.messages[-1].n))
        self._desk.tell(work.changes)

    def _take(self, work: Work, message: InboxMessage, order: _Order | None) -> None:
        match message.kind:
            case "settings":
                self._settings(work, message)
            case "erase" if order is not None:
                self._erase(work, message, order)
            case "erase":
                # Its words stay out of the table: they may well be a key and a mark.
                bare = message.model_copy(update={"data": {}})
                detail = "mark and key of 64 hexadecimal digits each are right"
                self._set_aside(work, bare, Reason.INVALID_DATA, detail)
            case kind:
                detail = f"kind {kind!r} was found; this hub knows settings and erase"
                self._set_aside(work, message, Reason.UNKNOWN_TYPE, detail)

    def _settings(self, work: Work, message: InboxMessage) -> None:
        try:
            found = self._shared.put(work.tx, message.data)
        except ValidationError as error:
            detail = "; ".join(
                f"{'.'.join(map(str, e['loc'])) or 'tiers'}: {e['msg']}" for e in error.errors()[:5]
            )
            self._set_aside(work, message, Reason.INVALID_DATA, detail)
            refused = SettingsRefused(message=message.id, detail=detail[:1000])
            work.record(HubDraft(refused, work.now))
            return
        version = self._shared.version_with(found)
        applied = SettingsApplied(message=message.id, tier=found.tier, version=version)
        work.record(HubDraft(applied, work.now))
        work.changes.settings = True
        _log.info("settings.applied", n=message.n, tier=found.tier, version=version)

    def _order(self, message: InboxMessage) -> _Order | None:
        """Looked for before the transaction: the store does not wait for it."""
        try:
            said = EraseOrder.model_validate(message.data)
        except ValidationError:
            return None
        with self._desk.db.read() as rx:
            return _Order(said, erased.find(rx, said))

    def _erase(self, work: Work, message: InboxMessage, order: _Order) -> None:
        erased.erase(work.tx, order.said, order.found, work.now)
        if self._cards is not None:
            forget_customers(self._cards, erased.marks(work.tx).is_gone)
        work.record(HubDraft(CustomerErased(message=message.id), work.now))
        self._unswept = True
        _log.info("customer.erased", n=message.n)

    def _set_aside(self, work: Work, message: InboxMessage, reason: Reason, detail: str) -> None:
        body, topic = message.model_dump_json().encode(), f"inbox/{message.kind}"
        aside.put(
            work.tx, work.now, "inbox", _SOURCE, topic, message.id, reason.value, detail, body
        )
        work.changes.rejected = True
        _log.warning("inbox.refused", n=message.n, id=message.id, why=detail)
