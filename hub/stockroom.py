"""The part of the hub's desk that knows what the store sells, has, and has sold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contract.events import PurchaseCompleted
from contract.model import instant
from contract.sold import Sold
from contract.states import StockState
from contract.styles import Catalogue, Style
from hub import neighbours, records, sold
from hub.groundwork import Groundwork
from hub.shelf import Shelf
from hub.stock import Feed, LastFull, figure, take_feed
from hub.store import QUERIES
from hub.work import Changes, Work


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """Rows of a stock feed now in force, and gtins whose row was older than what is known."""

    applied: int
    older: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """What another process may have changed in the same database, as last seen here."""

    stock: str | None = None
    catalogue: str | None = None


@dataclass(slots=True)
class Stockroom(Groundwork):
    """Figures, feeds, sales and the catalogue in force."""

    #: What people call the other stores, by their codes; the nearest first.
    stores: Mapping[str, str] = field(default_factory=dict)
    _shelf: Shelf = field(init=False)
    _seen: _Seen = field(init=False)

    def __post_init__(self) -> None:
        Groundwork.__post_init__(self)
        with self.db.transaction() as tx:
            sold.begin(tx)
        self._shelf = Shelf(self.db)
        self._seen = self._look()

    def stock(self, gtin: str) -> StockState:
        now = self.clock.now()
        with self.db.read() as rx:
            facts = records.facts(rx, gtin, now)
            elsewhere = neighbours.elsewhere(rx, gtin, self.stores, now)
        found = figure(facts, now)
        return StockState(
            gtin=gtin,
            available=found.available,
            as_of=found.as_of,
            confidence=found.confidence,
            where=found.where or None,
            elsewhere=elsewhere,
        )

    def stock_gtins(self) -> tuple[str, ...]:
        """Every variant of which something is known."""
        with self.db.read() as rx:
            return tuple(row[0] for row in QUERIES.stock_gtins(rx))

    def put_stock(self, feed: Feed) -> FeedAnswer:
        """Take a feed. Raises OlderFeed for a full one that is older than the last."""
        with self.work() as work:
            tx = work.tx
            last, known = records.last_full(tx), records.counts(tx)
            change = take_feed(feed, known, self._shelf.gtins(), last, work.now)
            records.put_counts(tx, change.counts)
            if feed.full:
                records.put_last_full(tx, LastFull(feed.as_of, feed.unread))
            work.changes.gtins.update(change.counts)
            revision = self._revise(work)
        # Our own and no more: what another process put in force since is still to be told.
        self._seen.stock = revision
        self.tell(work.changes)
        return FeedAnswer(len(feed.counts) - len(change.older), change.older)

    def put_elsewhere(self, feeds: Mapping[str, Feed]) -> FeedAnswer:
        """Take what other stores said they had, by their codes."""
        applied, older = 0, list[str]()
        with self.work() as work:
            for store, feed in feeds.items():
                change = neighbours.take(work.tx, store, feed, work.now)
                work.changes.gtins.update(change.counts, change.unsaid)
                applied += len(change.counts)
                older += change.older
            revision = self._revise(work)
        self._seen.stock = revision
        self.tell(work.changes)
        return FeedAnswer(applied, tuple(older))

    def sell(self, basket: PurchaseCompleted, at: datetime) -> None:
        """Book a receipt of the till; again, nothing happens. Raises Rejected for a conflict."""
        with self.work() as work:
            work.sell(basket, at)
        self.tell(work.changes)

    def correct(self, gtin: str, available: int, cause: str) -> None:
        """Somebody looked and found so many; one *cause* counts once."""
        with self.work() as work:
            work.correct(gtin, available, cause)
        self.tell(work.changes)

    def sold(self) -> Sold:
        """The marks of what was sold."""
        with self.db.read() as rx:
            return sold.document(rx)

    def sold_version(self) -> str:
        with self.db.read() as rx:
            return sold.version(rx)

    # ── what the store sells ────────────────────────────────────────────────────────────────────
    def catalogue(self) -> Catalogue | None:
        return self._shelf.catalogue()

    def styles(self) -> Mapping[str, Style]:
        """Every variant's style, as it is now."""
        return self._shelf.styles()

    def style_of(self, gtin: str) -> Style | None:
        return self._shelf.style_of(gtin)

    def put_catalogue(self, catalogue: Catalogue) -> None:
        """Put *catalogue* in force; the same version again changes nothing."""
        with self.work() as work:
            if QUERIES.catalogue_version(work.tx) != catalogue.version:
                QUERIES.add_catalogue(
                    work.tx,
                    version=catalogue.version,
                    imported=instant(work.now),
                    body=catalogue.model_dump_json().encode(),
                )
                QUERIES.forget_catalogues(work.tx)
                work.changes.catalogue = True
        self._seen.catalogue = catalogue.version
        self.tell(work.changes)

    def _revise(self, work: Work) -> str:
        """Have other processes notice that figures changed."""
        revision = self.new_id()
        QUERIES.put_fact(work.tx, name="stock_revision", value=revision)
        return revision

    def _look(self) -> _Seen:
        with self.db.read() as rx:
            return _Seen(QUERIES.fact(rx, name="stock_revision"), QUERIES.catalogue_version(rx))

    def notice(self) -> None:
        """An import runs as its own process; the store's screens hear of it from here."""
        found = self._look()
        if found == self._seen:
            return
        gtins = set(self.stock_gtins()) if found.stock != self._seen.stock else set()
        catalogue = found.catalogue != self._seen.catalogue
        self._seen = found
        self.tell(Changes(gtins=gtins, catalogue=catalogue))
