"""What the store's other systems hand in: counts of stock, and receipts."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from fastapi import APIRouter
from pydantic import Field

from contract.events import PurchaseCompleted
from contract.ids import Gtin, Name, Uuid
from contract.model import Instant, Open, instant
from contract.outcomes import Rejected
from hub.desk import FeedAnswer as Taken
from hub.stock import AHEAD, Count, Feed, OlderFeed
from hub.web.body import Asked, asks
from hub.web.callers import ForFeed
from hub.web.parts import Here
from hub.web.problems import ProblemError

router = APIRouter()


class CountBody(Open):
    """*on_hand* pieces of a variant, at *where*; *as_of* when it differs from the feed's."""

    gtin: Gtin
    on_hand: int = Field(ge=0)
    where: str = ""
    as_of: Instant | None = None


class FeedBody(Open):
    """Counts as they were *as_of*; a *full* one says 0 of every variant it leaves out.

    Of another *store* than this one it only says what that one had: *where* counts for nothing, and
    of what a full one leaves out nothing is known any more.
    """

    as_of: Instant
    store: Name | None = None
    full: bool = True
    counts: tuple[CountBody, ...]


class RejectedCount(Open):
    """A count that was not taken: its place in the feed, the first being 1, and why."""

    row: int
    gtin: Gtin
    found: str
    wanted: str


class FeedAnswer(Open):
    """How many counts are in force now; gtins whose row was older than what is known; the rest."""

    applied: int
    older: tuple[Gtin, ...] = ()
    rejected: tuple[RejectedCount, ...] = ()


class PurchaseAnswer(Open):
    """The receipt that is booked, now or already."""

    basket: Uuid


@router.put("/v1/stock", openapi_extra=asks(FeedBody))
def put_stock(_who: ForFeed, here: Here, body: Asked) -> FeedAnswer:
    """Take a feed of counts. 409: a younger full feed is in force; 422: it is of the future."""
    ask = body.read(FeedBody)
    latest = here.clock.now() + AHEAD
    wanted = f"a time no later than {instant(latest)} by the hub's clock"
    if ask.as_of > latest:
        found = f"as_of {instant(ask.as_of)} was found; {wanted} is right"
        raise ProblemError(422, "This feed is ahead of the hub's clock", found)
    rejected = tuple(_rejected(ask.counts, latest, wanted))
    unread = frozenset(row.gtin for row in rejected)
    counts = {
        row.gtin: Count(row.on_hand, row.as_of or ask.as_of, row.where)
        for row in ask.counts
        if row.as_of is None or row.as_of <= latest
    }
    try:
        taken = _put(here, ask.store, Feed(counts, ask.as_of, ask.full, unread))
    except OlderFeed as error:
        raise ProblemError(409, "This feed is too old", str(error)) from error
    return FeedAnswer(applied=taken.applied, older=taken.older, rejected=rejected)


def _put(here: Here, store: str | None, feed: Feed) -> Taken:
    if store in {None, here.store}:
        return here.desk.put_stock(feed)
    return here.desk.put_elsewhere({str(store): feed})


def _rejected(
    counts: Iterable[CountBody], latest: datetime, wanted: str
) -> Iterator[RejectedCount]:
    """The rows dated after *latest*, which only a wrong clock can have written."""
    for number, row in enumerate(counts, 1):
        if row.as_of is not None and row.as_of > latest:
            found = f"as_of {instant(row.as_of)}"
            yield RejectedCount(row=number, gtin=row.gtin, found=found, wanted=wanted)


@router.post("/v1/purchases", openapi_extra=asks(PurchaseCompleted))
def post_purchase(_who: ForFeed, here: Here, body: Asked) -> PurchaseAnswer:
    """Take a receipt; the same again changes nothing. 409 when it is booked with other content."""
    basket = body.read(PurchaseCompleted)
    try:
        here.desk.sell(basket, here.clock.now())
    except Rejected as error:
        raise ProblemError(409, "This basket is booked already", error.detail) from error
    return PurchaseAnswer(basket=basket.basket)
