"""One style in figures: its sizes in each store, what goes with it, its film (pure)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headoffice.figures import Ask, Share
from headoffice.journey_map import FEWEST, Asked
from headoffice.products import (
    MOST_STYLES,
    PAIRS,
    REASONS,
    Missed,
    Pair,
    Tried,
    added,
    missed_of,
    pair_of,
    params_of,
    tried_of,
)
from headoffice.styles import Assortment, KnownStyle


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a style, all its colours together; *there* of the visits that were told."""

    size: str
    tried: int
    asked: Missed
    there: Share


@dataclass(frozen=True, slots=True)
class StoreSizes:
    """One store's size curve, in the order of the style's sizes."""

    store: str
    sizes: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Visits that met a style: *seen* tells whether they saw its film."""

    seen: bool
    visits: int
    tried: int
    bought: Share
    estimated: Share


@dataclass(frozen=True, slots=True)
class StyleFigures:
    """Everything of one style."""

    tried: Tried
    sizes: tuple[Size, ...]
    stores: tuple[StoreSizes, ...]
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]


def one_style(ask: Ask, asked: Asked, known: Assortment, style: KnownStyle) -> StyleFigures:
    """All of *style*. Raises TooSlow, StoreError."""
    sizes = ask("style_sizes", asked.params(gtins=style.gtins))
    more = {"gtins": style.gtins, "films": list(style.films), "reasons": list(REASONS)}
    groups = ask("style_visits", asked.params(**more))
    by_store: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in sizes:
        by_store[row["store"]].append(row)
    return StyleFigures(
        tried=tried_of(style.style, _summed(groups)),
        sizes=_sizes(style, sizes),
        stores=tuple(StoreSizes(name, _sizes(style, own)) for name, own in by_store.items()),
        pairs=_pairs_of(ask, asked, known, style),
        groups=tuple(_group(row) for row in groups),
    )


def _pairs_of(ask: Ask, asked: Asked, known: Assortment, style: KnownStyle) -> tuple[Pair, ...]:
    """The pairs that *style* is in; how often by chance is not asked."""
    more = {"most": MOST_STYLES, "fewest": FEWEST, "limit": PAIRS, "gtins": style.gtins}
    rows = ask("style_pairs", params_of(asked, known, number=style.number, **more))
    return tuple(pair_of({**row, "one": style.number}, known, {}, 0) for row in rows)


def _summed(groups: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    names = ("tried", "all_judged", "all_declined")
    found = {name: sum(row[name] for row in groups) for name in names}
    found["bought"] = sum(row["tried_bought"] for row in groups)
    found["estimated"] = sum(row["tried_estimated"] for row in groups)
    return {**found, "reasons": added(row["reasons"] for row in groups)}


def _group(row: Mapping[str, Any]) -> Group:
    bought = Share(row["bought"], row["visits"])
    estimated = Share(row["estimated"], row["bought"])
    return Group(bool(row["has_seen"]), row["visits"], row["tried"], bought, estimated)


def _sizes(style: KnownStyle, rows: Sequence[Mapping[str, Any]]) -> tuple[Size, ...]:
    """In the order of the catalogue; colours of one size together."""
    sizes = {int(it.gtin): it.size for it in style.variants}
    counts: dict[str, dict[str, int]] = {
        size: dict.fromkeys(("tried", "asked", "brought", "missing", "looked", "there"), 0)
        for size in sizes.values()
    }
    for row in rows:
        own = counts[sizes[row["gtin"]]]
        for key in own:
            own[key] += row[key]
    return tuple(
        Size(size, own["tried"], missed_of(size, own), Share(own["there"], own["looked"]))
        for size, own in counts.items()
    )
