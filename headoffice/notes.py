"""Notes that readers write for a day, of one store or of all: why a curve bends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from contract.model import instant
from headoffice.database import QUERIES, Database

#: Letters of a note: it stands beside a chart.
LONGEST: Final = 120
#: A note may be of a day to come, a strike above all, and of any that is still told of.
AHEAD, BACK = timedelta(days=366), timedelta(days=762)


@dataclass(frozen=True, slots=True)
class Note:
    """What *author* (an account) wrote for *day*; an empty *store* is all of them."""

    n: int
    day: date
    store: str
    words: str
    author: str
    at: datetime


class BadNote(ValueError):
    """Says what was found and what would be right."""


def checked(words: str, day: date, today: date) -> str:
    """*words* on one line, if they make a note for *day*. Raises BadNote."""
    line = " ".join(words.split())
    if not line:
        raise BadNote("no words were found; a few are right, as in “window changed”")
    if len(line) > LONGEST:
        raise BadNote(f"{len(line)} letters were found; at most {LONGEST} are right")
    if not line.isprintable():
        raise BadNote("letters were found that cannot be shown; plain words are right")
    first, last = today - BACK, today + AHEAD
    if not first <= day <= last:
        raise BadNote(f"{day} was found; a day from {first} to {last} is right")
    return line


class SqliteNotes:
    """Notes in head office's own database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, day: date, store: str, words: str, author: str, at: datetime) -> int:
        """Gives its number."""
        with self._database.transaction() as tx:
            number: int = QUERIES.put_note(
                tx, day=day.isoformat(), store=store, words=words, author=author, at=instant(at)
            )
        return number

    def of(self, first: date, last: date, store: str = "") -> tuple[Note, ...]:
        """Those of *store* and of all stores, from day *first* to *last*; without one, every."""
        with self._database.read() as rx:
            rows = list(
                QUERIES.notes(rx, first=first.isoformat(), last=last.isoformat(), store=store)
            )
        return tuple(
            Note(n, date.fromisoformat(day), where, words, author, datetime.fromisoformat(at))
            for n, day, where, words, author, at in rows
        )

    def store_of(self, n: int) -> str | None:
        """Of which store a note is, empty for all of them; None when there is none."""
        with self._database.read() as rx:
            store: str | None = QUERIES.store_of_note(rx, n=n)
        return store

    def remove(self, n: int) -> bool:
        """Whether there was one."""
        with self._database.transaction() as tx:
            gone: int = QUERIES.remove_note(tx, n=n)
        return bool(gone)
