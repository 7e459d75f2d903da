"""What goes with a style and what is like it, found by SQL over catalogue, visits and sales."""

import math
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby, permutations
from pathlib import Path
from statistics import median
from typing import Any, Final

import aiosql

from contract.advice import REASONS, Advice, Advised, StyleAdvice
from contract.model import instant
from contract.styles import Catalogue, Style
from hub.store import Database

_QUERIES: Final[Any] = aiosql.from_path(Path(__file__).with_suffix(".sql"), "sqlite3")

#: What was tried or bought longer ago is of another season.
SPAN: Final = timedelta(days=120)
#: So many of a list, a third of them on one sheet: not all are here in a shopper's size; and so
#: many of one reason.
MOST, SHARE = 18, 9
#: Styles in a visit that somebody tries, and visits that make a pattern of two styles.
_MOST_TRIED, _LEAST_VISITS = 12, 2
#: Kinds worn with a kind; visits that make two kinds belong together, as which a pick counts.
_MOST_KINDS, _LEAST_PAIRS, _PICK = 6, 5, 10
#: The styles of a kind and a price among which is chosen, and best-sellers of each kind.
_FRONT, _LEADERS = 6, 3
#: A word that more styles have tells nothing of any two.
_MOST_ALIKE = 150
#: Visits' worth of doubt in what few visits say, and by how much more likely shoppers try what has
#: a colour, a fabric or a price in common.
_DOUBT, _COLOUR, _FABRIC, _PRICE = 60, 0.5, 0.5, 0.2
_WORD = re.compile(r"[^\W\d_]{4,}")


def advise(db: Database, catalogue: Catalogue, now: datetime) -> Advice:
    """By style, with a version that follows what is said. Seconds of work: not for a page."""
    # One without variants cannot be shown.
    styles = [style for style in catalogue.styles if style.variants]
    with db.beside() as work:
        _QUERIES.lay_out(work)
        _unpack(work, styles, catalogue)
        _look_back(work, instant(now - SPAN))
        _QUERIES.advise_stylist(work, share=SHARE)
        _QUERIES.advise_category(work, share=SHARE)
        _QUERIES.advise_together(work, share=SHARE)
        _QUERIES.advise_alike(work, share=SHARE)
        _QUERIES.advise_bestseller(work, share=SHARE)
        said = dict(_said(_QUERIES.advised(work, most=MOST), [style.style for style in styles]))
    return Advice(version=_version(said), styles=said)


def grounds(rx: sqlite3.Connection) -> tuple[object, ...]:
    """Changes when shoppers, the till or the stock feed said anything new."""
    return tuple(_QUERIES.grounds(rx))


def _look_back(work: sqlite3.Connection, since: str) -> None:
    _QUERIES.find_stocked(work)
    _QUERIES.gather_tried(work, since=since, most=_MOST_TRIED)
    _QUERIES.pair_tried(work)
    _QUERIES.rank_popular(work, since=since)
    _QUERIES.find_complements(work, most=_MOST_KINDS, pick=_PICK, least=_LEAST_PAIRS)
    _QUERIES.line_up(work, most=_FRONT)
    _QUERIES.find_leaders(work, most=_LEADERS)
    _QUERIES.compare_words(work, most=_MOST_ALIKE)
    weights = {"doubt": _DOUBT, "colour": _COLOUR, "fabric": _FABRIC, "price": _PRICE}
    _QUERIES.rate(work, least=_LEAST_VISITS, **weights)


def _unpack(work: sqlite3.Connection, styles: list[Style], catalogue: Catalogue) -> None:
    """The catalogue as tables, each style by its place in *styles*."""
    at = {style.style: number for number, style in enumerate(styles)}
    kinds = {path: n for n, path in enumerate(dict.fromkeys(s.category for s in styles), 1)}
    numbers = [kinds[s.category] if any(s.category) else 0 for s in styles]
    levels = zip(numbers, _bands(styles, numbers), strict=True)
    rows = [{"style": n, "kind": kind, "band": band} for n, (kind, band) in enumerate(levels)]
    _QUERIES.add_style(work, rows)
    variants = [(at[style.style], v) for style in styles for v in style.variants]
    _QUERIES.add_variant(work, [{"gtin": v.gtin, "style": n} for n, v in variants])
    _QUERIES.add_colour(work, [{"style": n, "colour": v.colour.casefold()} for n, v in variants])
    words = ((n, word) for n, style in enumerate(styles) for word in _words(style))
    _QUERIES.add_word(work, [{"style": n, "word": word} for n, word in words])
    found = ((at.get(a), at.get(b), place) for a, b, place in _picks(catalogue))
    picks = [{"style": a, "other": b, "place": place} for a, b, place in found]
    _QUERIES.add_pick(work, [p for p in picks if None not in p.values()])


def _bands(styles: list[Style], kinds: list[int]) -> Iterator[int]:
    """How dear each is among its kind, in half octaves: a dear coat goes with dear trousers."""
    asked = [style.variants[0].price for style in styles]
    prices = [float(price.amount) if price else 0.0 for price in asked]
    usual = {
        kind: median(
            [p for p, k in zip(prices, kinds, strict=True) if k == kind and p > 0] or [1.0]
        )
        for kind in set(kinds)
    }
    for price, kind in zip(prices, kinds, strict=True):
        yield round(2 * math.log2(price / usual[kind])) if price > 0 else 0


def _words(style: Style) -> set[str]:
    """The words of its fabric in the language of the source."""
    text = next(iter(style.texts.values()), None)
    return set(_WORD.findall(text.fabric.casefold())) if text else set()


def _picks(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Two styles that a stylist put together, and how far down the list; looks count first."""
    for book in catalogue.lookbooks:
        for look in book.looks:
            for one, other in permutations(dict.fromkeys(spot.style for spot in look.spots), 2):
                yield one, other, 0
    for style in catalogue.styles:
        for place, other in enumerate(style.goes_with, 1):
            yield style.style, other, place
            # Said of the coat, it is true of the scarf; what is said of the scarf itself is first.
            yield other, style.style, place + len(catalogue.styles)


def _said(
    rows: Iterable[tuple[int, int, int, int]], names: list[str]
) -> Iterator[tuple[str, StyleAdvice]]:
    for style, own in groupby(rows, key=lambda row: row[0]):
        lists: dict[str, list[Advised]] = {"goes_with": [], "similar": []}
        for _, same, other, reason in own:
            one = Advised(names[other], REASONS[reason - 1])
            lists["similar" if same else "goes_with"].append(one)
        yield names[style], StyleAdvice.model_validate(lists)


def _version(styles: dict[str, StyleAdvice]) -> str:
    digest = sha256()
    for style, said in styles.items():
        digest.update(f"{style}\n{said.goes_with}\n{said.similar}\n".encode())
    return digest.hexdigest()[:16]
