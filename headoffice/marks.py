"""Which days of visits have to be made anew, kept in head office's own database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from headoffice.database import QUERIES, Database
from headoffice.rolling import StoreDate


class SqliteMarks:
    """The Marks of the visits, or of the *sales*, whose days have no store.

    A mark is on the disk before the events that it is for.
    """

    def __init__(self, database: Database, *, sales: bool = False) -> None:
        self._database, self._sales = database, sales

    def mark(self, days: Collection[StoreDate]) -> None:
        with self._database.transaction() as tx:
            for it in days:
                QUERIES.mark_dirty(tx, store=it.store, day=it.day.isoformat())

    def marked(self) -> Mapping[StoreDate, int]:
        with self._database.read() as rx:
            rows = list(QUERIES.dirty(rx))
        return {
            StoreDate(store, date.fromisoformat(day)): mark
            for store, day, mark in rows
            if (not store) is self._sales
        }

    def done(self, made: Mapping[StoreDate, int]) -> None:
        with self._database.transaction() as tx:
            for it, mark in made.items():
                QUERIES.clean(tx, store=it.store, day=it.day.isoformat(), mark=mark)

    def mark_all_once(self, days: Iterable[StoreDate], how: str) -> bool:
        """Mark *days*, unless they were made by the rules *how* already."""
        what = "sales" if self._sales else "visits"
        with self._database.read() as rx:
            if QUERIES.how_made(rx, what=what) == how:
                return False
        # The engine is asked before the database is held: everybody else waits for that.
        self.mark(list(days))
        with self._database.transaction() as tx:
            QUERIES.note_made(tx, what=what, how=how)
        return True
