"""What a product sheet holds besides words, photographs and variants: the retailer's own data."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from contract.model import Amount, Instant, Strict


class Money(Strict):
    amount: Amount
    #: ISO 4217, as in `EUR`.
    currency: str


class Photo(Strict):
    """One photograph; *sizes* maps a rendition's width in pixels to its file name under /media/."""

    name: str
    alt: str = ""
    #: The colour it shows, when it shows one colour only.
    colour: str | None = None
    sizes: dict[int, str]
    #: Pixels of the original.
    width: int
    height: int


class Promotion(Strict):
    """A price that is asked from *since* until *until*; always, where one is left out."""

    price: Money
    since: Instant | None = None
    until: Instant | None = None


class SizeColumn(Strict):
    """*name* is a size system (`EU`, `FR`, `IT`, `UK`, `US`, `DE`, `JP`) or a measure (`chest`)."""

    name: str
    #: Of a measure, as in `cm`.
    unit: str = ""


class SizeChart(Strict):
    """The retailer's own table; the first column holds sizes as its variants call them."""

    chart: str
    columns: tuple[SizeColumn, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _as_wide_as_its_head(self) -> Self:
        wide = len(self.columns)
        for number, row in enumerate(self.rows, 1):
            if len(row) != wide:
                raise ValueError(f"row {number} has {len(row)} cells; {wide} are right")
        return self


class Video(Strict):
    """*file* under /media/; *captions* and *titles* by language; *poster* where it cannot play.

    An empty *file* is a video of which there is only the poster. One *name* is one film, wherever
    in the catalogue it stands: events call it so.
    """

    file: str
    #: As the retailer calls the file.
    name: str = ""
    kind: Literal["craft", "training", "style"] = "style"
    poster: Photo | None = None
    titles: dict[str, str] = Field(default_factory=dict)
    #: WebVTT files under /media/.
    captions: dict[str, str] = Field(default_factory=dict)
    seconds: float | None = Field(default=None, gt=0)


class SocialPicture(Strict):
    """A customer's or a friend's picture that the brand may show, and whom to thank for it."""

    photo: Photo
    credit: str


class Rating(Strict):
    """The mean of *count* opinions, 1 to 5, as the shop counts them."""

    mean: Decimal = Field(ge=1, le=5)
    count: int = Field(ge=1)


#: ISO 3758 (GINETEX) care symbols by what they mean.
CareSymbol = Literal[
    "wash_30", "wash_40", "wash_60", "wash_30_gentle", "wash_40_gentle", "wash_hand", "wash_not",
    "bleach", "bleach_oxygen", "bleach_not",
    "tumble_low", "tumble_normal", "tumble_not", "dry_flat", "dry_line",
    "iron_low", "iron_medium", "iron_high", "iron_not",
    "clean_any", "clean_gentle", "clean_wet", "clean_not",
]  # fmt: skip


class Delivery(Strict):
    """A way in which an order comes; *titles* by language, *cost* nothing where nobody said."""

    titles: dict[str, str]
    cost: Money | None = None
    #: Working days, from and to.
    days: tuple[int, int] | None = None


class Services(Strict):
    """What holds for every style; texts by language."""

    deliveries: tuple[Delivery, ...] = ()
    returns: dict[str, str] = Field(default_factory=dict)


class Spot(Strict):
    """A style in a look's photograph, *x* and *y* from its top left, 0 to 1."""

    style: str
    x: float | None = Field(default=None, ge=0, le=1)
    y: float | None = Field(default=None, ge=0, le=1)


class LookText(Strict):
    title: str
    text: str = ""


class Look(Strict):
    """Styles worn together; *texts* by language."""

    look: str
    texts: dict[str, LookText]
    photo: Photo | None = None
    spots: tuple[Spot, ...]


class Lookbook(Strict):
    """Looks in the order of their pages; *texts* by language."""

    lookbook: str
    season: str = ""
    texts: dict[str, LookText]
    cover: Photo | None = None
    looks: tuple[Look, ...]
