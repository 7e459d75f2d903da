"""What goes with what, by SQL: each with its reason, and nothing that is not here."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.advice import REASONS, Advice
from contract.events import PurchaseCompleted, PurchaseLine
from contract.ids import check_digit, new_id
from contract.parts import Look, Lookbook, Money, Spot
from contract.styles import Catalogue, Style, StyleText, Variant
from hub.advice import MOST, advise
from hub.adviser import EVERY, Adviser
from hub.desk import Desk
from hub.stock import Count, Feed
from hub.store import Database
from hub.work import Changes
from messaging.clock import ManualClock
from tests.hub.garments import Word, tell

#: Style: kind, colour, fabric, price.
WARDROBE = {
    "coat": ("Coats", "Navy", "wool", 890), "cape": ("Coats", "Red", "silk", 700),
    "trousers": ("Trousers", "Grey", "linen", 180), "jeans": ("Trousers", "Blue", "denim", 180),
    "bag": ("Bags", "Cognac", "leather", 350), "hat": ("Hats", "Red", "felt", 90),
    "belt": ("Belts", "Black", "leather", 60), "jumper": ("Knitwear", "navy", "pure wool", 200),
    "socks": ("Socks", "White", "cotton", 12), "gift": ("", "White", "paper", 5),
}  # fmt: skip
NAMES = tuple(WARDROBE)
LOOK = Look(look="quay", texts={}, spots=(Spot(style="trousers"), Spot(style="coat")))


def gtin(style: str) -> str:
    body = f"0061414110{NAMES.index(style):03d}"
    return body + check_digit(body)


def style(name: str, goes_with: Sequence[str] = ()) -> Style:
    kind, colour, fabric, amount = WARDROBE[name]
    price = Money(amount=Decimal(amount), currency="EUR")
    return Style(
        style=name,
        brand="Maison",
        category=(kind,) if kind else (),
        texts={"en": StyleText(title=name, fabric=f"100% {fabric}")},
        variants=(Variant(gtin=gtin(name), colour=colour, size="38", price=price),),
        goes_with=tuple(goes_with),
    )


class Shop:
    """A hub's desk on a real database, at noon."""

    def __init__(self, path: Path, clock: ManualClock) -> None:
        self.clock = clock
        self.desk = Desk(Database(path), "lyon", clock, new_id)

    def sell(self, *names: str) -> None:
        lines = (
            PurchaseLine(gtin=gtin(n), quantity=1, unit_price=Decimal(9), currency="EUR")
            for n in names
        )
        basket = PurchaseCompleted(basket=new_id(), lines=tuple(lines))
        self.desk.sell(basket, self.clock.now())

    def visit(self, *names: str, disowned: str = "") -> None:
        visit = new_id()
        for name in names:
            words: tuple[Word, ...] = ("arrived", "disowned") if name == disowned else ("arrived",)
            tell(
                self.desk.db, self.clock.now(), "cabin-1", name, *words, visit=visit,
                gtin=gtin(name),
            )  # fmt: skip

    def count(self, *names: str, of: int = 3) -> None:
        at = self.clock.now()
        self.desk.put_stock(Feed({gtin(n): Count(of, at) for n in names}, at, full=False))

    def advise(self, catalogue: Catalogue) -> Advice:
        return advise(self.desk.db, catalogue, self.clock.now())


@pytest.fixture
def shop(tmp_path: Path, clock: ManualClock) -> Iterator[Shop]:
    made = Shop(tmp_path / "hub.db", clock)
    yield made
    made.desk.db.close()


def catalogue(*styles: Style, version: str = "1") -> Catalogue:
    book = Lookbook(lookbook="book", texts={}, looks=(LOOK,))
    return Catalogue(version=version, languages=("en",), styles=styles, lookbooks=(book,))


ALL = catalogue(style("coat", ("bag", "hat")), *map(style, NAMES[1:]))


def said(advice: Advice, name: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    found = advice.styles[name]
    return [tuple(a) for a in found.goes_with], [tuple(a) for a in found.similar]


def test_each_reason_has_its_place(shop: Shop) -> None:
    shop.count(*(name for name in NAMES if name != "hat"))
    shop.visit("coat", "belt")
    shop.visit("coat", "belt")
    shop.visit("coat", "gift", "jeans")
    shop.sell("socks")
    assert said(shop.advise(ALL), "coat") == (
        [
            ("trousers", "stylist"), ("bag", "stylist"), ("jeans", "category"),
            ("belt", "together"), ("jumper", "alike"), ("socks", "bestseller"),
        ],
        [("cape", "alike")],
    )  # fmt: skip


def test_what_a_stylist_says_of_the_coat_is_true_of_the_bag(shop: Shop) -> None:
    shop.count("coat", "trousers")
    assert said(shop.advise(ALL), "bag") == ([("coat", "stylist")], [])


def test_two_of_a_kind_are_no_outfit(shop: Shop) -> None:
    shop.count("coat", "cape")
    pair = catalogue(style("coat", ("cape",)), style("cape"), style("trousers"))
    assert said(shop.advise(pair), "coat") == ([], [("cape", "stylist")])


def test_without_categories_only_people_say_what_goes_together(shop: Shop) -> None:
    shop.count("gift", "socks", "belt")
    for _ in range(2):
        shop.visit("gift", "belt")
    shop.sell("socks")
    assert said(shop.advise(ALL), "gift") == ([("belt", "together")], [])


@pytest.mark.parametrize(("visits", "reasons"), [(1, []), (2, ["together"])])
def test_one_shopper_is_no_pattern(shop: Shop, visits: int, reasons: list[str]) -> None:
    shop.count("belt")
    for _ in range(visits):
        shop.visit("coat", "belt")
    found = shop.advise(catalogue(style("coat"), style("belt")))
    assert [a.reason for s in found.styles.values() for a in s.goes_with] == reasons


def test_who_scans_a_whole_rail_puts_nothing_together(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.advice._MOST_TRIED", len(NAMES[2:]) - 1)
    shop.count("belt")
    for _ in range(2):
        shop.visit(*NAMES)
    assert shop.advise(catalogue(*map(style, NAMES[2:]))).styles == {}


def test_what_a_neighbour_hung_up_was_not_tried(shop: Shop) -> None:
    shop.count("belt")
    for _ in range(2):
        shop.visit("coat", "belt", disowned="belt")
    assert shop.advise(catalogue(style("coat"), style("belt"))).styles == {}


def test_what_is_not_here_is_not_advised(shop: Shop) -> None:
    shop.count("coat", "bag", of=0)
    assert shop.advise(ALL).styles == {}


def test_version_is_that_of_what_is_said(shop: Shop) -> None:
    shop.count("coat", "trousers")
    first, again = shop.advise(ALL), shop.advise(ALL)
    shop.count("bag")
    assert (again == first, shop.advise(ALL).version == first.version) == (True, False)


_NAME = st.sampled_from(NAMES)


@settings(max_examples=12, deadline=None)
@given(
    picks=st.dictionaries(_NAME, st.lists(_NAME, max_size=4), max_size=5),
    visits=st.lists(st.lists(_NAME, max_size=5, unique=True), max_size=8),
    sales=st.lists(_NAME, max_size=5),
    here=st.sets(_NAME),
)
def test_whatever_happened_it_is_here_another_one_and_has_its_reason(
    picks: dict[str, list[str]], visits: list[list[str]], sales: list[str], here: set[str]
) -> None:
    with TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "hub.db", ManualClock())
        shop.count(*here)
        for names in visits:
            shop.visit(*names)
        for name in sales:
            shop.sell(name)
        found = shop.advise(catalogue(*(style(n, picks.get(n, ())) for n in NAMES)))
        shop.desk.db.close()
    for name, advice in found.styles.items():
        for alike, listed in ((False, advice.goes_with), (True, advice.similar)):
            names = [a.style for a in listed]
            reasons = [REASONS.index(a.reason) for a in listed]
            same = [WARDROBE[n][0] == WARDROBE[name][0] != "" for n in names]
            assert (len(names) <= MOST, len({*names, name}) == len(names) + 1) == (True, True)
            assert (set(names) <= here, same, reasons) == (
                True, [alike] * len(names), sorted(reasons)
            )  # fmt: skip


def test_adviser_follows_the_catalogue_at_once_and_visits_in_time(shop: Shop) -> None:
    told, adviser = list[str](), Adviser(shop.desk)

    def tell(changes: Changes) -> None:
        if changes.advice and shop.desk.advice:
            told.append(shop.desk.advice.version)

    shop.desk.publish = tell
    adviser.step()
    shop.count("belt", "cape")
    shop.desk.put_catalogue(catalogue(*map(style, NAMES)))
    adviser.step()
    for _ in range(2):
        shop.visit("coat", "belt")
    adviser.step()
    waited = len(told)
    shop.clock.advance(EVERY)
    adviser.step()
    shop.desk.put_catalogue(catalogue(*map(style, NAMES[:5]), version="2"))
    adviser.step()
    shop.clock.advance(timedelta(days=1).total_seconds())
    adviser.step()
    assert (waited, [told.index(version) for version in told]) == (1, [0, 1, 0])
