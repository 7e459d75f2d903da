"""The hub's desk: the only door through which pages and the inbox change requests and stock."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contract.advice import Advice
from contract.events import PurchaseCompleted
from contract.ids import NewId
from contract.model import instant
from contract.sold import Sold
from contract.states import StockState
from contract.styles import Catalogue, Style
from hub import aside, neighbours, nudges, quality, records, sold
from hub.aside import Gap, RejectedEvent
from hub.commands import Answer, Command, Release, Request, Rules, Tick
from hub.floor import Floor, RoomView, views
from hub.nudges import Nudges
from hub.present import Present
from hub.quality import RoomQuality
from hub.requests import due
from hub.shelf import Shelf
from hub.stock import Feed, LastFull, figure, take_feed
from hub.store import QUERIES, Database
from hub.work import Changes, Work
from messaging.clock import Clock


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


def _nobody(_associate: str) -> bool:
    return False


def _nobody_to_tell(_changes: Changes) -> None:
    return


@dataclass(slots=True)
class Desk:
    """Every change is one transaction: state, events and what is owed; then it is told."""

    db: Database
    store: str
    clock: Clock
    new_id: NewId
    rules: Rules = field(default_factory=Rules)
    nudges: Nudges = field(default_factory=Nudges)
    #: Called after each commit; publishes the retained states.
    publish: Callable[[Changes], None] = _nobody_to_tell
    #: Whether an associate has left the store for good.
    retired: Callable[[str], bool] = _nobody
    #: What goes with what, once it was found out in this run.
    advice: Advice | None = None
    #: What people call the other stores, by their codes; the nearest first.
    stores: Mapping[str, str] = field(default_factory=dict)
    _shelf: Shelf = field(init=False)
    _seen: _Seen = field(init=False)
    _present: Present = field(init=False)

    def __post_init__(self) -> None:
        with self.db.transaction() as tx:
            sold.begin(tx)
        self._shelf = Shelf(self.db)
        self._present = Present(self.db, self.clock)
        self._seen = self._look()

    # ── requests ────────────────────────────────────────────────────────────────────────────────
    def act(self, request_id: str, command: Command) -> Answer:
        with self.work() as work:
            answer = work.command(request_id, command)
        self.tell(work.changes)
        return answer

    def request(self, request_id: str) -> Request | None:
        with self.db.read() as rx:
            return records.request(rx, request_id)

    def open_requests(self) -> tuple[Request, ...]:
        """Oldest first."""
        with self.db.read() as rx:
            return records.open_requests(rx)

    def requests_since(self, since: datetime) -> tuple[Request, ...]:
        """Open and final ones that changed since then, oldest first."""
        with self.db.read() as rx:
            return records.requests_updated_since(rx, since)

    def unread_ends(self, since: datetime) -> tuple[Request, ...]:
        """Cancelled while somebody had it, or unanswered, since then and not dismissed."""
        with self.db.read() as rx:
            return records.unread_ends(rx, since)

    def let_go(self, associate: str) -> None:
        """Give back all that *associate* has: they are not here to bring it."""
        held = [r for r in self.open_requests() if r.accepted and r.associate == associate]
        for request in held:
            self.act(request.request, Release(associate))

    def fetch_seconds(self) -> tuple[float, ...]:
        """How long the last fetches took, for the honest wait."""
        with self.db.read() as rx:
            return records.fetch_seconds(rx)

    def tick(self, now: datetime) -> None:
        """Escalate and expire what is due at *now*, and notice what another process changed."""
        found = self.open_requests()
        for owner in {r.associate for r in found if r.associate and r.accepted}:
            if self.retired(owner):
                self.let_go(owner)
        late = [r.request for r in found if (at := due(r, self.rules)) and at <= now]
        if late:
            with self.work(now) as work:
                for request_id in late:
                    work.command(request_id, Tick())
            self.tell(work.changes)
        self._notice()
        self._present.look()

    # ── stock ───────────────────────────────────────────────────────────────────────────────────
    def stock(self, gtin: str) -> StockState:
        now = self.clock.now()
        with self.db.read() as rx:
            facts = records.facts(rx, gtin)
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

    def advise(self, advice: Advice) -> None:
        """Give *advice* from now on; the same version again changes nothing."""
        before, self.advice = self.advice, advice
        if before is None or before.version != advice.version:
            self.tell(Changes(advice=True))

    # ── the floor ───────────────────────────────────────────────────────────────────────────────
    def floor(self) -> Floor:
        return self._present.floor()

    def rooms(self) -> tuple[RoomView, ...]:
        """Every place with somebody, something or a request in it."""
        return views(self.floor(), self.open_requests())

    def read_quality(self) -> tuple[RoomQuality, ...]:
        """Of each room with a RAIN reader, by name."""
        with self.db.read() as rx:
            return quality.by_room(rx, self.clock.now())

    # ── what was refused ────────────────────────────────────────────────────────────────────────
    def rejected(self, limit: int = 100) -> tuple[RejectedEvent, ...]:
        """Newest first."""
        with self.db.read() as rx:
            return aside.rejected(rx, limit)

    def gaps(self) -> tuple[Gap, ...]:
        """What never came, newest first."""
        with self.db.read() as rx:
            return aside.gaps(rx)

    # ── transactions ────────────────────────────────────────────────────────────────────────────
    @contextlib.contextmanager
    def work(self, now: datetime | None = None) -> Iterator[Work]:
        """One transaction; `tell` its changes once the block is left."""
        moment = _milliseconds(now or self.clock.now())
        with self.db.transaction() as tx:
            yield Work(tx, self.store, moment, self.new_id, self.rules)

    def tell(self, changes: Changes) -> None:
        """Publish what changed and nudge the pages; only ever after the commit."""
        self._present.move(changes.events)
        self.publish(changes)
        about = {
            nudges.REQUESTS: changes.requests,
            nudges.STOCK: changes.gtins,
            nudges.FLOOR: changes.events or changes.requests,
            nudges.CATALOGUE: changes.catalogue,
            nudges.REJECTED: changes.rejected,
            nudges.COUNTER: changes.reservations or changes.appointments,
        }
        for topic, changed in about.items():
            if changed:
                self.nudges.publish(topic)

    def _revise(self, work: Work) -> str:
        """Have other processes notice that figures changed."""
        revision = self.new_id()
        QUERIES.put_fact(work.tx, name="stock_revision", value=revision)
        return revision

    def _look(self) -> _Seen:
        with self.db.read() as rx:
            return _Seen(QUERIES.fact(rx, name="stock_revision"), QUERIES.catalogue_version(rx))

    def _notice(self) -> None:
        """An import runs as its own process; the store's screens hear of it from here."""
        found = self._look()
        if found == self._seen:
            return
        gtins = set(self.stock_gtins()) if found.stock != self._seen.stock else set()
        catalogue = found.catalogue != self._seen.catalogue
        self._seen = found
        self.tell(Changes(gtins=gtins, catalogue=catalogue))


def _milliseconds(moment: datetime) -> datetime:
    """As the database keeps it, so that what is decided equals what is read back."""
    return moment - timedelta(microseconds=moment.microsecond % 1000)
