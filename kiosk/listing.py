"""One page of a list, and what of a size is known to be here: nothing is claimed unasked; pure.

Only stock that is followed is known. So the styles of a filtered list are asked about one after the
other, `MOST_FOLLOWED` variants at a time; each answer makes room for the next question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.walk import Wares
from touchpoint.answers import MOST_FOLLOWED, answered
from touchpoint.known import Known
from touchpoint.shelf import Item


@dataclass(frozen=True, slots=True)
class Listing:
    """*items* of *page*, of *pages*, of *count* in all; each is the variant its page opens with.

    With a size chosen, *still* so many styles are asked about, nobody knows of *unknown* ones, and
    the figures are as they were *since*. *follow* has the variants whose stock is to be followed.
    """

    items: tuple[Item, ...]
    page: int
    pages: int
    count: int
    still: int = 0
    unknown: int = 0
    since: datetime | None = None
    follow: frozenset[str] = frozenset()


def listing(
    wares: Wares, most: int, known: Known, asked: Mapping[str, float], seconds: float
) -> Listing:
    """Page by page *most* of *wares*; *asked* has since when each variant was followed for it."""
    styles = known.shelf.styles
    if wares.size is None:
        names, page, pages = _page(wares.styles, wares.page, most)
        return Listing(tuple(styles[n] for n in names), page, pages, len(wares.styles))
    here, waiting, still, unknown = list[str](), list[str](), 0, 0
    for _, gtins in wares.fitting:
        there, hoped, silent = answered(known, gtins, asked, seconds)
        if there:
            here.append(there)
        elif hoped:
            waiting += hoped
            still += 1
        else:
            unknown += silent
    own, page, pages = _page(here, wares.page, most)
    items = tuple(item for gtin in own if (item := known.shelf.find(gtin)))
    since = min((at for gtin in own if (at := _since(known, gtin))), default=None)
    follow = frozenset([*own, *waiting][:MOST_FOLLOWED])
    return Listing(items, page, pages, len(here), still, unknown, since, follow)


def _page(found: Sequence[str], wanted: int, most: int) -> tuple[Sequence[str], int, int]:
    pages = max(1, -(-len(found) // most))
    page = max(0, min(wanted, pages - 1))
    return found[page * most : (page + 1) * most], page, pages


def _since(known: Known, gtin: str) -> datetime | None:
    """Up to when the figure of *gtin* is good; of a current one, when it was counted."""
    stock = known.stock[gtin]
    return stock.as_of if known.is_current(gtin) else known.outdated.get(gtin) or known.last_online
