"""Shelves that between them fill every part of a coat's page, alone and together; a lookbook."""

from datetime import timedelta
from typing import Any, get_args

from contract.parts import (
    CareSymbol,
    Delivery,
    Look,
    Lookbook,
    LookText,
    Money,
    Promotion,
    Rating,
    Services,
    SizeChart,
    SizeColumn,
    SocialPicture,
    Spot,
    Video,
)
from contract.styles import Catalogue, StyleText
from tests.touchpoint.sample import COAT, NOON, photo, variants
from touchpoint.shelf import Shelf

CODES = ("en", "fr", "it", "de", "es")
#: The product's own word in each language, which is that of no message.
OWN = {code: f"own{code}" for code in CODES}
#: Categories are called as the catalogue calls them, whatever is spoken: by words of no message.
_COATS, _CAPES = ("Mode", "Laine"), ("Mode", "Soie")
_MEASURES = (
    "size", "chest", "bust", "waist", "hips", "shoulders", "sleeve", "inseam", "length", "foot",
)  # fmt: skip
_CHART = SizeChart(
    chart="coats",
    columns=tuple(SizeColumn(name=name) for name in _MEASURES),
    rows=tuple((size,) * len(_MEASURES) for size in ("38", "40", "42")),
)


def _texts(**parts: str) -> dict[str, StyleText]:
    own = {code: dict.fromkeys(StyleText.model_fields, OWN[code]) for code in CODES}
    return {code: StyleText(**own[code] | parts) for code in CODES}


def _euro(amount: str) -> Money:
    return Money(amount=amount, currency="EUR")


def _way(cost: str | None, days: tuple[int, int] | None) -> Delivery:
    return Delivery(titles=OWN, cost=_euro(cost) if cost else None, days=days)


_CUT = Video(file="a.mp4", name="cut", kind="craft", poster=photo("Navy"), titles=OWN)
_WORN = Video(file="b.mp4", name="worn", kind="training", titles=OWN)
CAPE = COAT.model_copy(
    update={
        "style": "cape",
        "category": _CAPES,
        "texts": _texts(),
        "variants": variants(20, ["Navy"], ["38"]),
        "videos": (_CUT,),
    }
)
#: So many that some do not go together, and a list can be full of them.
WRAPS = tuple(
    CAPE.model_copy(
        update={
            "style": name,
            "variants": variants(30 + 10 * n, ["Navy"], ["38", "40"]),
            "goes_with": ("stole",) if name == "shawl" else (),
        }
    )
    for n, name in enumerate(("shawl", "stole", "veil", "boa", "hood"))
)
_TOLD = {code: LookText(title=OWN[code], text=OWN[code]) for code in CODES}
_SPOTS = (Spot(style="coat", x=0.5, y=0.4), Spot(style="cape"))
_BOOK = Lookbook(
    lookbook="quays",
    texts=_TOLD,
    cover=photo("Navy"),
    looks=(
        Look(look="rain", texts=_TOLD, photo=photo("Navy"), spots=_SPOTS),
        Look(look="home", texts=_TOLD, spots=_SPOTS),
    ),
)


def _shelf(returns: dict[str, str], **parts: Any) -> Shelf:
    ways = (_way("9.90", (2, 3)), _way("0", None), _way(None, (1, 1)), _way(None, (2, 2)))
    services = Services(deliveries=ways, returns=returns)
    style = COAT.model_copy(update={"category": _COATS, "texts": _texts(), **parts})
    return Shelf(
        Catalogue(
            version="1",
            languages=CODES,
            styles=(style, CAPE, *WRAPS),
            charts=(_CHART,),
            services=services,
            lookbooks=(_BOOK,),
        )
    )


def _priced(**parts: Any) -> Any:
    return tuple(v.model_copy(update=parts) for v in COAT.variants)


_SALE = Promotion(price=_euro("890.00"), until=NOON + timedelta(days=9))
FULL = _shelf(
    OWN,
    variants=_priced(promotion=_SALE),
    chart="coats",
    care_symbols=get_args(CareSymbol),
    videos=(_CUT, _WORN),
    social=(SocialPicture(photo=photo("Navy"), credit="Léa"),),
    rating=Rating(mean="4.6", count=128),
)
#: What is called otherwise where its fellow is missing: a chart, a fit, returns, fabric or care.
SHELVES = (
    FULL,
    _shelf({}, variants=_priced(price=_euro("0")), texts=_texts(care="")),
    _shelf({}, chart="coats", texts=_texts(fit="", fabric="")),
)
EMPTY = Shelf(Catalogue(version="2", languages=CODES, styles=()))
