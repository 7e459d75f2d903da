"""The parts of a product sheet that files give by name: metafields, details, properties."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, get_args

from catalogue import cells
from catalogue.problems import Misfit
from catalogue.text import paragraphs
from contract.parts import CareSymbol, Photo, Promotion, Rating, SocialPicture, Video

#: What a part may be called, and what it is; spaces and hyphens count as underscores.
KEYS: Final = {
    "fabric": "fabric",
    "material": "fabric",
    "fit": "fit",
    "care": "care",
    "editorial": "editorial",
    "story": "editorial",
    "care_symbols": "care_symbols",
    "chart": "chart",
    "size_chart": "chart",
    "rating": "rating",
    "rating_count": "rating_count",
    "videos": "videos",
    "social": "social",
    "goes_with": "goes_with",
    "complementary_products": "goes_with",
    "promotion": "promotion",
}
TEXTS: Final = ("fabric", "fit", "care", "editorial")
SYMBOLS: Final[frozenset[str]] = frozenset(get_args(CareSymbol))
KINDS: Final[frozenset[str]] = frozenset(get_args(Video.model_fields["kind"].annotation))
A_VIDEO: Final = f"FILE | KIND | POSTER | TITLE, KIND being {', '.join(sorted(KINDS))}"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a style has besides texts, photographs and variants; the names are of the contract."""

    chart: str | None = None
    care_symbols: tuple[CareSymbol, ...] = ()
    videos: tuple[Video, ...] = ()
    social: tuple[SocialPicture, ...] = ()
    rating: Rating | None = None
    goes_with: tuple[str, ...] = ()
    #: Of every variant that has none of its own.
    promotion: Promotion | None = None


def key_of(name: str) -> str | None:
    """The part that *name* stands for."""
    return KEYS.get(name.strip().lower().replace(" ", "_").replace("-", "_"))


def read_parts(
    said: Mapping[str, str], currency: str, language: str, tell: Callable[[Misfit], None]
) -> Parts:
    """The parts in *said*, by key. What does not fit is told and left out, each by itself."""

    def got(key: str, read: Callable[[str], Any], nothing: Any) -> Any:
        try:
            return read(said[key]) if said.get(key) else nothing
        except Misfit as misfit:
            tell(misfit)
            return nothing

    return Parts(
        chart=said.get("chart") or None,
        care_symbols=tuple(_known_symbols(said.get("care_symbols", ""), tell)),
        videos=got("videos", lambda text: videos(text, language), ()),
        social=got("social", social, ()),
        rating=got("rating", lambda text: rating(text, said.get("rating_count", "")), None),
        goes_with=cells.names(said.get("goes_with", "")),
        promotion=got("promotion", lambda t: cells.promotion(t, "promotion", currency), None),
    )


def rating(found: str, count: str) -> Rating:
    """A mean of 1 to 5, or Shopify's JSON with a scale of its own. Raises Misfit."""
    value, low, high = found, "1", "5"
    if found.startswith("{"):
        value, low, high = _scaled(found)
    return scaled_rating(value, count, low, high)


def scaled_rating(value: str, count: str, low: str, high: str) -> Rating:
    """The rating *value* on a scale from *low* to *high* as one from 1 to 5. Raises Misfit."""
    if not (count.isascii() and count.isdigit() and 0 < len(count) <= 9 and int(count)):
        raise Misfit(f"rating of {count or 'no'} opinions", "how many there are, from 1")
    try:
        mean, least, most = Decimal(value), Decimal(low), Decimal(high)
        on_scale = least < most and least <= mean <= most
        if not on_scale:
            raise Misfit(f"rating {value!r}", f"a number from {low} to {high}")
        scaled = 1 + 4 * (mean - least) / (most - least)
        return Rating(mean=scaled.quantize(Decimal("0.01")).normalize() + 0, count=int(count))
    except (InvalidOperation, OverflowError):
        raise Misfit(f"rating {value!r}", f"a number from {low} to {high}") from None


def videos(found: str, language: str) -> tuple[Video, ...]:
    """Videos as `FILE | KIND | POSTER | TITLE`, of which only FILE or POSTER must be. Misfit."""
    return tuple(_video(entry, language) for entry in cells.entries(found))


def social(found: str) -> tuple[SocialPicture, ...]:
    """Pictures as `FILE | CREDIT`. Raises Misfit."""
    return tuple(_social(entry) for entry in cells.entries(found))


def picture(name: str, alt: str = "", colour: str | None = None) -> Photo:
    """A photograph as a file names it, without renditions yet."""
    return Photo(name=name, alt=alt, colour=colour, sizes={}, width=0, height=0)


def _scaled(found: str) -> tuple[str, str, str]:
    wrong = Misfit(f"rating {found!r}", 'a number, or {"value": …, "scale_min": …, "scale_max": …}')
    try:
        read = json.loads(found)
    except (ValueError, RecursionError):
        raise wrong from None
    if not isinstance(read, dict) or "value" not in read:
        raise wrong
    return str(read["value"]), str(read.get("scale_min", "1")), str(read.get("scale_max", "5"))


def _known_symbols(found: str, tell: Callable[[Misfit], None]) -> list[CareSymbol]:
    kept: list[CareSymbol] = []
    for name in cells.names(found):
        symbol: Any = name.lower().replace(" ", "_").replace("-", "_")
        if symbol in SYMBOLS:
            kept.append(symbol)
        else:
            tell(Misfit(f"care symbol {name!r}", f"one of {', '.join(sorted(SYMBOLS))}"))
    return kept


def _video(entry: tuple[str, ...], language: str) -> Video:
    file, kind, poster, title, *more = (*entry, *("",) * (4 - len(entry)))
    if more or not (file or poster) or (kind or "style") not in KINDS:
        raise Misfit(f"video {' | '.join(entry)!r}", A_VIDEO)
    words = " ".join(paragraphs(title))
    return Video.model_validate(
        {
            "file": file,
            "kind": kind or "style",
            "poster": picture(poster) if poster else None,
            "titles": {language: words} if words else {},
        }
    )


def _social(entry: tuple[str, ...]) -> SocialPicture:
    if len(entry) != 2 or not all(entry):
        raise Misfit(f"social picture {' | '.join(entry)!r}", "FILE | CREDIT")
    return SocialPicture(photo=picture(entry[0]), credit=entry[1])
