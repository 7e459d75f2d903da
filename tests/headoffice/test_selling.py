"""What the sales join finds becomes rows, and the product pages count by them."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import (
    GarmentArrived,
    GarmentJudged,
    LookbookOpened,
    PurchaseCompleted,
    PurchaseLine,
    StockShown,
    VideoPlayed,
    VisitLinked,
)
from contract.ids import new_id
from contract.tags import By
from headoffice import products
from headoffice.batches import check_batch
from headoffice.comparing import figures
from headoffice.database import Database
from headoffice.figures import Share
from headoffice.funnels import funnels
from headoffice.ingest import Writer
from headoffice.journey_map import Asked, Period
from headoffice.one_style import one_style
from headoffice.piloted import measured
from headoffice.pilots import StoreDay
from headoffice.purchases import SOLD, Bought
from headoffice.rolling import Maker, StoreDate
from headoffice.selling import ALL, SalesMaker, monday, sales_weeks
from headoffice.shelf import Shelf, put
from headoffice.store import STATEMENTS, ClickHouseStore
from headoffice.styles import Assortment, KnownBook, KnownStyle, KnownVariant
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
ASKED = Asked(Period(DAY, DAY, ZONE))
COAT = KnownStyle(
    style="coat",
    titles={"en": "Coat"},
    variants=(
        KnownVariant(gtin=gtin(0), colour="Noir", size="36"),
        KnownVariant(gtin=gtin(1), colour="Noir", size="38"),
    ),
    films=("coat-film",),
)
DRESS = KnownStyle(
    style="dress", titles={}, variants=(KnownVariant(gtin=gtin(2), colour="", size=""),)
)
KNOWN = Assortment(
    version="1",
    styles=(COAT, DRESS),
    books=(KnownBook(book="rive", titles={}, styles=("coat",)),),
)


def sale(story: Story, at: datetime, *gtins: str, customer: str = "", code: str = "") -> None:
    price = {"quantity": 1, "unit_price": Decimal("9.90"), "currency": "EUR"}
    basket = PurchaseCompleted.model_validate(
        {
            "basket": new_id(),
            "lines": [PurchaseLine.model_validate({"gtin": it, **price}) for it in gtins],
            "visit_code": code or None,
        }
    )
    more = {"customerid": customer} if customer else {}
    story.tell(basket, at, None, hub=True, **more)


def told() -> list[Event]:
    """24 visits try a coat in two sizes; 14 a dress too; 12 buy the coat by their code, the last
    one by being known, 2 more leave behind what is sold unnamed an hour later.
    """
    story = Story()
    for n in range(24):
        at = NOON + timedelta(minutes=n)
        tried = [gtin(0), gtin(1), *([gtin(2)] if n < 14 else [])]
        visit = story.visit(at, "cabin-1", *tried, seconds=200)
        if n < 12:
            story.tell(LookbookOpened(lookbook="rive"), at, "cabin-1", visit)
            film = VideoPlayed(video="coat-film", seconds=9, completed=True)
            story.tell(film, at, "cabin-1", visit)
            sale(story, at + timedelta(hours=2), gtin(0), code=visit)
        else:
            said = {"gtin": gtin(1), "verdict": "declined", "reasons": ["price", "too_small"]}
            story.tell(GarmentJudged.model_validate(said), at, "cabin-1", visit)
            shown = {"gtin": gtin(1), "available": n % 2, "confidence": "counted"}
            story.tell(StockShown.model_validate(shown), at, "cabin-1", visit)
            story.ask(at, end="unavailable" if n % 2 else "done", wanted=gtin(1))
        if n == 12:
            story.tell(VisitLinked(consent="1"), at, "cabin-1", visit, customerid="c-1")
            sale(story, at + timedelta(hours=30), gtin(0), customer="c-1")
    return story.events


class Told:
    """The engine with those visits, and how it is asked."""

    def __init__(self, store: ClickHouseStore, writer: Writer, shelf: Shelf) -> None:
        self.writer = writer
        self.store, self.sales, self.known = store, SalesMaker(store, ZONE), shelf.current()
        self.take(told(), version=1)

    def take(self, events: Sequence[Event], *, version: int) -> None:
        """Keep *events*, and make that day, the next one and its week's sales of them."""
        documents = [json.loads(write_event(event)) for event in events]
        batch = check_batch(documents, "lyon", NOON + timedelta(days=3))
        assert batch.refused == ()
        self.writer.submit(batch).result(timeout=60)
        for day in (DAY, DAY + timedelta(days=1)):
            Maker(self.store, PHASES, ZONE).make(day, ["lyon"], version)
        self.sales.make(monday(DAY), [ALL], version + 1)

    def ask(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return self.store.query(STATEMENTS[name].sql, params, timeout=60)


@pytest.fixture
def there(store: ClickHouseStore, writer: Writer, database: Database) -> Told:
    put(database, KNOWN)
    return Told(store, writer, Shelf(database, store))


def test_styles_are_tried_bought_and_left_behind(there: Told) -> None:
    found = products.tries(there.ask, ASKED, there.known)
    coat, dress = sorted(found.styles, key=lambda it: it.style)
    assert (coat.style, coat.tried, coat.bought, coat.estimated) == (
        "coat", 24, Share(13, 24), Share(0, 13),
    )  # fmt: skip
    assert coat.declined == Share(12, 12)
    assert coat.reasons == (("too_small", 12), ("price", 12))
    assert (dress.tried, dress.bought) == (14, Share(0, 14))
    assert found.bought == Bought(24, (0, 1, 12, 0))


def test_what_is_tried_after_midnight_is_bought_by_a_visit_of_the_day_before(there: Told) -> None:
    story, late = Story(), datetime(2026, 11, 20, 22, 50, tzinfo=UTC)
    visit = story.visit(late, "cabin-1", seconds=1500)
    tried = GarmentArrived(gtin=gtin(0), tag="t", by=By.UHF)
    story.tell(tried, late + timedelta(minutes=20), "cabin-1", visit)
    sale(story, late + timedelta(minutes=40), gtin(0), code=visit)
    there.take(story.events, version=3)
    next_day = Asked(Period(DAY + timedelta(days=1), DAY + timedelta(days=1), ZONE))
    (coat,) = products.tries(there.ask, next_day, there.known).styles
    assert (coat.style, coat.tried, coat.bought) == ("coat", 1, Share(1, 1))
    alone = one_style(there.ask, next_day, there.known, COAT).tried
    assert (alone.tried, alone.bought) == (1, Share(1, 1))


def test_pairs_lookbook_and_film_count_visits(there: Told) -> None:
    tries = products.tries(there.ask, ASKED, there.known)
    (pair,) = tries.pairs
    assert (pair.one, pair.other, pair.visits, pair.both) == ("coat", "dress", 14, Share(0, 14))
    assert pair.chance == pytest.approx(1.0)
    (book,) = products.books(there.ask, ASKED, there.known)
    assert (book.opened, book.tried, book.bought) == (12, Share(12, 12), Share(12, 12))
    found = one_style(there.ask, ASKED, there.known, COAT)
    assert [(it.seen, it.visits, it.bought) for it in found.groups] == [
        (False, 12, Share(1, 12)),
        (True, 12, Share(12, 12)),
    ]
    assert found.tried == next(it for it in tries.styles if it.style == "coat")
    (beside,) = found.pairs
    assert (beside.one, beside.other, beside.visits, beside.both) == (
        "coat", "dress", 14, Share(0, 14),
    )  # fmt: skip


def test_sizes_are_asked_for_and_missing_in_their_order(there: Told) -> None:
    found = one_style(there.ask, ASKED, there.known, COAT)
    small, large = found.sizes
    assert (small.size, small.tried, small.asked.asked) == ("36", 24, 0)
    assert (large.asked.asked, large.asked.brought, large.asked.missing) == (
        12, Share(6, 12), Share(6, 12),
    )  # fmt: skip
    assert large.there == Share(6, 12)
    assert [(it.store, it.sizes) for it in found.stores] == [("lyon", found.sizes)]
    (missed,) = products.missed(there.ask, ASKED, there.known)
    assert (missed.name, missed.missing) == ("coat", Share(6, 12))


def test_week_that_is_joined_again_counts_once_and_forgets_who_is_erased(there: Told) -> None:
    there.sales.make(monday(DAY), [ALL], 3)
    assert products.tries(there.ask, ASKED, there.known).bought.by_rule == (0, 1, 12, 0)
    there.store.each_shard("ALTER TABLE events_local UPDATE customer = '' WHERE customer = 'c-1'")
    there.sales.make(monday(DAY), [ALL], 4)
    assert products.tries(there.ask, ASKED, there.known).bought.by_rule == (0, 0, 12, 0)


def test_visits_that_bought_are_counted_where_and_when_they_began(there: Told) -> None:
    def bought(asked: Asked, visits: int) -> Bought:
        return Bought.of(visits, there.ask(SOLD, asked.params()))

    assert bought(ASKED, 24) == Bought(24, (0, 1, 12, 0))
    elsewhere = Asked(ASKED.period, ("paris",))
    assert bought(elsewhere, 0).share == Share(0, 0)
    later = Asked(Period(DAY + timedelta(days=1), DAY + timedelta(days=2), ZONE))
    # One bought on the next day; its visit was on this one.
    assert bought(later, 0).by_rule == (0, 0, 0, 0)
    (lyon,) = figures(there.ask, ASKED.period).values()
    assert (lyon.visits, lyon.sold, lyon.estimated) == (24, Share(13, 24), Share(0, 13))
    assert lyon.by_day == {DAY: 24}
    (whole,) = funnels(there.ask, ASKED, ("visit.started", "purchase.completed"))
    assert [it.of_all for it in whole.steps] == [Share(24, 24), Share(13, 24)]
    assert whole.bought == Bought(24, (0, 1, 12, 0))


def test_pilot_is_measured_by_purchases_or_by_a_phase(there: Told) -> None:
    span = Period(DAY - timedelta(days=1), DAY, ZONE)
    found = measured(there.ask, span, DAY)
    assert found.days == (StoreDay("lyon", DAY, 24, 13),)
    assert found.of({"lyon"}, since=True) == Bought(24, (0, 1, 12, 0))
    assert found.of({"lyon"}, since=False) == found.of({"paris"}, since=True) == Bought()
    phase = measured(there.ask, span, DAY, "consideration")
    assert (phase.days, phase.bought) == ((StoreDay("lyon", DAY, 24, 24),), {})


def test_without_a_catalogue_each_gtin_stands_for_itself(there: Told) -> None:
    names = {it.style for it in products.tries(there.ask, ASKED, Assortment()).styles}
    assert names == {gtin(0), gtin(1), gtin(2)}
    style = Assortment().style(gtin(2))
    assert style is not None
    assert one_style(there.ask, ASKED, Assortment(), style).tried.tried == 14
    assert Assortment().style("coat") is None


def test_catalogue_that_is_replaced_is_the_one_that_is_asked(
    there: Told, store: ClickHouseStore, database: Database
) -> None:
    other = KNOWN.model_copy(update={"version": "2", "styles": (DRESS,)})
    put(database, other)
    known = Shelf(database, store).current()
    names = {it.style for it in products.tries(there.ask, ASKED, known).styles}
    assert names == {gtin(0), gtin(1), "dress"}


def test_event_bears_on_sales_of_thirty_days_and_none_to_come() -> None:
    day = StoreDate("lyon", date(2026, 11, 18))
    weeks = sales_weeks({day}, date(2026, 11, 20))
    assert weeks == {StoreDate(ALL, date(2026, 11, 16))}
    late = sales_weeks({day}, date(2027, 3, 1))
    assert [it.day for it in sorted(late, key=lambda it: it.day)] == [
        date(2026, 11, 16) + timedelta(days=7 * n) for n in range(5)
    ]
    ahead = sales_weeks({day}, date(2026, 11, 1))
    assert ahead == weeks
