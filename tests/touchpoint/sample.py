"""A shelf of one coat and one scarf, and garments with tags, for the tests of both places."""

from datetime import UTC, datetime

from contract.ids import check_digit
from contract.parts import Look, Lookbook, LookText, Money, Photo, Spot
from contract.sold import Sold, mark_of
from contract.states import StockState
from contract.styles import Catalogue, Style, StyleText, Variant
from contract.tags import By, Garment, TagRead, identify
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def gtin(number: int) -> str:
    body = f"0061414110{number:03d}"
    return body + check_digit(body)


def photo(colour: str) -> Photo:
    name = colour.lower()
    sizes = {320: f"{name}-320.jpg", 640: f"{name}-640.jpg", 1080: f"{name}-1080.jpg"}
    return Photo(name=name, colour=colour, sizes=sizes, width=1600, height=2000)


def variants(first: int, colours: list[str], sizes: list[str]) -> tuple[Variant, ...]:
    pairs = [(colour, size) for colour in colours for size in sizes]
    price = Money(amount="1290.00", currency="EUR")
    return tuple(
        Variant(gtin=gtin(first + i), colour=colour, size=size, price=price)
        for i, (colour, size) in enumerate(pairs)
    )


COAT = Style(
    style="coat",
    brand="Maison",
    category=("Clothing", "Coats"),
    texts={
        "en": StyleText(title="Wool coat", description="Warm."),
        "fr": StyleText(title="Manteau en laine", description="Chaud."),
    },
    photos=(photo("Navy"), photo("Écru")),
    variants=variants(0, ["Navy", "Écru"], ["38", "40", "42"]),
)
SCARF = Style(
    style="scarf",
    brand="Maison",
    category=("Accessories",),
    texts={"en": StyleText(title="Scarf")},
    variants=variants(10, ["Red"], ["One size"]),
)
#: The second look has no photograph and nothing that this store sells.
AUTUMN = Lookbook(
    lookbook="autumn",
    season="AW26",
    texts={"en": LookText(title="Autumn", text="Long days."), "fr": LookText(title="Automne")},
    cover=photo("Cover"),
    looks=(
        Look(
            look="walk",
            texts={"en": LookText(title="A walk")},
            photo=photo("Walk"),
            spots=(Spot(style="coat", x=0.5, y=0.4), Spot(style="gone"), Spot(style="scarf")),
        ),
        Look(look="home", texts={}, spots=(Spot(style="gone", x=0.1, y=0.1),)),
    ),
)
CATALOGUE = Catalogue(
    version="1", languages=("en", "fr"), styles=(COAT, SCARF), lookbooks=(AUTUMN,)
)
SHELF = Shelf(CATALOGUE)
NAVY_38, NAVY_40, NAVY_42, ECRU_38, ECRU_40, ECRU_42 = (v.gtin for v in COAT.variants)
RED = SCARF.variants[0].gtin


def garment(code: str, serial: str = "A1", by: By = By.NFC) -> Garment:
    return identify(TagRead(by, f"https://id.example/01/{code}/21/{serial}"))


def sold(*pieces: tuple[str, str], version: str = "1") -> Sold:
    """What is known once these gtins and serials were sold."""
    key = b"a key of the store"
    return Sold(version=version, key=key, marks=frozenset(mark_of(key, *p) for p in pieces))


def stock(code: str, available: int | None, confidence: str = "counted") -> StockState:
    return StockState.model_validate(
        {
            "gtin": code,
            "available": available,
            "as_of": "2026-11-21T09:10:00Z",
            "confidence": confidence,
        }
    )


def at(seconds: float) -> Moment:
    """The moment *seconds* after noon, which the monotonic clock calls 1000."""
    from datetime import timedelta

    return Moment(NOON + timedelta(seconds=seconds), 1000 + seconds)
