"""What the journey store holds of one customer: found, and rewritten without them."""

import base64
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from string import Template
from typing import Any, Final

from contract.customers import ERASED
from contract.erasure import Named, without
from headoffice.erasure.freeing import columns_of
from headoffice.rows import NO_ID
from headoffice.store import JourneyStore, Statement
from headoffice.store.statements import read

#: Seconds for one look through all that is kept.
_PATIENCE: Final = 600.0
#: So many rows are read at once, and so many bytes of new words go into one statement: the engine
#: reads 256 KiB of one.
_ROWS: Final = 500
_BYTES: Final = 100_000
#: Seconds between two looks whether old parts are gone.
_LOOK: Final = 0.5

STATEMENTS: Final[Mapping[str, Statement]] = {
    it.name: it for it in read((files(__package__) / "journeys.sql").read_text(encoding="utf-8"))
}


@dataclass(frozen=True, slots=True)
class _Change:
    """A row's new words; *cleared* when it was the customer's own."""

    source: str
    id: str
    body: str
    payload_hash: int
    cleared: bool

    @property
    def key(self) -> str:
        return f"{self.source} {self.id}"


class Journeys:
    """One customer's part of the journey store. All raise StoreError."""

    def __init__(self, store: JourneyStore) -> None:
        self._store = store

    def name(self, customer: str) -> bool:
        """Whether any event names *customer*."""
        return next(self._changes(customer), None) is not None

    def days(self, customer: str) -> set[date]:
        """The days of the events in which *customer* may stand."""
        spelt = json.dumps(customer)[1:-1]
        rows = self._ask("days_naming", customer=customer, spelt=spelt)
        return {row["day"] for row in rows}

    def erase(self, customer: str) -> int:
        """Take *customer* out of every event; how many there were.

        The words are gone from every answer; from the disk once `swept`.
        """
        count = 0
        self._store.each_shard(STATEMENTS["forget_soon"].sql)
        for group in _groups(self._changes(customer)):
            self._store.each_shard(Template(STATEMENTS["rewrite"].sql).substitute(_words(group)))
            count += len(group)
        return count

    def merge(self, weeks: Iterable[date]) -> None:
        """Leave of each event of *weeks* what was kept last; from the disk too once `swept`."""
        self._store.each_shard(STATEMENTS["forget_soon"].sql)
        for week in weeks:
            self._store.each_shard(Template(STATEMENTS["merge"].sql).substitute(week=week))

    def sweep(self, seconds: float) -> bool:
        """Wait until nothing that was rewritten is on a disk any more; False when it still is."""
        until = time.monotonic() + seconds
        self._store.each_shard(STATEMENTS["forget_soon"].sql)
        try:
            while self._ask("old_parts")[0]["parts"]:
                if time.monotonic() > until:
                    return False
                time.sleep(_LOOK)
        finally:
            self._store.each_shard(STATEMENTS["forget_as_usual"].sql)
        return True

    def visits(self, customer: str) -> Iterator[Sequence[dict[str, Any]]]:
        """The events of each visit that was ever linked to *customer*, in their order."""
        visit, events = None, list[dict[str, Any]]()
        for row in self._ask("of_visits", customer=customer):
            if events and row["visit"] != visit:
                yield events
                events = []
            visit = row["visit"]
            events.append(json.loads(row["body"]))
        if events:
            yield events

    def purchases(self, customer: str) -> list[dict[str, Any]]:
        return [json.loads(row["body"]) for row in self._ask("of_purchases", customer=customer)]

    def answers(self, message: str) -> dict[str, datetime]:
        """The stores whose hubs did what *message* said, and when."""
        return {row["store"]: row["at"] for row in self._ask("answers", message=message)}

    def _changes(self, customer: str) -> Iterator[_Change]:
        at, named = {"source": "", "id": NO_ID}, Named(customer)
        spelt = json.dumps(customer)[1:-1]
        while rows := self._ask("naming", customer=customer, spelt=spelt, limit=_ROWS, **at):
            for row in rows:
                event = json.loads(row["body"])
                free = without(event, named)
                if free != event:
                    own = free.get("customerid") == ERASED
                    yield _Change(row["source"], str(row["id"]), cleared=own, **columns_of(free))
            at = {"source": rows[-1]["source"], "id": str(rows[-1]["id"])}

    def _ask(self, name: str, **params: Any) -> Sequence[Mapping[str, Any]]:
        return self._store.query(STATEMENTS[name].sql, params, timeout=_PATIENCE)


def _groups(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    group, size = list[_Change](), 0
    for it in changes:
        if group and size + len(it.body) > _BYTES:
            yield group
            group, size = [], 0
        group.append(it)
        # Each has its key three times beside its words.
        size += len(it.body) + 4 * len(it.key)
    if group:
        yield group


def _words(group: Sequence[_Change]) -> dict[str, str]:
    return {
        "cleared": ", ".join(_text(it.key) for it in group if it.cleared) or "''",
        "keys": ", ".join(_text(it.key) for it in group),
        "bodies": ", ".join(_text(it.body) for it in group),
        "hashes": ", ".join(f"toUInt64({it.payload_hash})" for it in group),
        "ids": ", ".join(f"toUUID('{it.id}')" for it in group),
    }


def _text(words: str) -> str:
    # No word of an event can end a text that is spelt so.
    return f"base64Decode('{base64.b64encode(words.encode()).decode()}')"
