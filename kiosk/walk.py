"""Where a shopper who looks around has got to, and where a touch leads; pure.

What was searched for is here only, in memory: it is never kept, and gone with the visit.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from kiosk.finding import MOST_LETTERS, Index, search
from kiosk.lookbooks import leaves, lookbook
from kiosk.stops import Aside
from kiosk.taxonomy import Path, below
from touchpoint import touches
from touchpoint.shelf import Shelf

#: So many sizes can be chosen from.
_MOST_SIZES = 8


@dataclass(frozen=True, slots=True)
class Home:
    page: int = 0

    @property
    def at(self) -> int:
        return self.page


@dataclass(frozen=True, slots=True)
class Leafing:
    """A lookbook, open at *page*."""

    lookbook: str
    page: int = 0

    @property
    def at(self) -> int:
        return self.page


@dataclass(frozen=True, slots=True)
class Wares:
    """What was found: *styles*, the *sizes* they come in, and the one chosen of them.

    *fitting* has the styles that come in it, each with its variants.
    """

    styles: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    size: str | None = None
    fitting: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)
    page: int = 0


@dataclass(frozen=True, slots=True)
class Browsing:
    path: Path
    wares: Wares

    @property
    def at(self) -> int:
        return self.wares.page


@dataclass(frozen=True, slots=True)
class Searching:
    query: str = ""
    wares: Wares = Wares()

    @property
    def at(self) -> int:
        return self.wares.page


@dataclass(frozen=True, slots=True)
class Films:
    """The films of the house."""

    page: int = 0

    @property
    def at(self) -> int:
        return self.page


#: Looking around; all else lies beside it.
Stroll = Home | Leafing | Browsing | Searching | Films
Stop = Stroll | Aside
Walk = tuple[Stop, ...]


def turned(stop: Stop, page: int) -> Stop:
    """*stop* at *page*."""
    match stop:
        case Browsing() | Searching():
            return replace(stop, wares=replace(stop.wares, page=page))
        case Home() | Leafing() | Films():
            return replace(stop, page=page)
    return stop


def moved(walk: Walk, touch: touches.Wandering, index: Index) -> Walk:
    """*walk* after *touch*; unchanged when it leads nowhere."""
    shelf = index.shelf
    match touch:
        case touches.LookAround():
            return (Home(),)
        case touches.OpenLookbook(name) if lookbook(shelf, name):
            return (*walk, Leafing(name))
        case touches.OpenAisle(path):
            return _into(walk, Browsing(path, _wares(shelf, below(shelf, path))))
        case touches.OpenSearch():
            return (*walk, Searching())
    return _written(walk, touch, index)


def _written(walk: Walk, touch: touches.Wandering, index: Index) -> Walk:
    """What changes the page one is on."""
    stop = walk[-1] if walk else None
    match touch, stop:
        case touches.Write(text), Searching(query):
            return (*walk[:-1], _sought((query + text)[:MOST_LETTERS].lstrip(), index))
        case touches.Erase(everything), Searching(query):
            return (*walk[:-1], _sought("" if everything else query[:-1], index))
        case touches.OnlySize(size), Browsing() | Searching():
            return (*walk[:-1], replace(stop, wares=_in_size(index.shelf, stop.wares, size)))
    return walk


def _into(walk: Walk, aisle: Browsing) -> Walk:
    """From one category into another Back leads to where both were chosen."""
    if walk and isinstance(walk[-1], Browsing) and len(walk[-1].path) >= len(aisle.path):
        walk = walk[:-1]
    return (*walk, aisle)


def _sought(query: str, index: Index) -> Searching:
    return Searching(query, _wares(index.shelf, search(index, query)))


def _wares(shelf: Shelf, styles: tuple[str, ...], size: str | None = None) -> Wares:
    """The most common sizes of *styles*, in the order in which they stand there."""
    found = shelf.styles
    counted = Counter([v.size for name in styles for v in found[name].style.variants])
    common = {name for name, _ in counted.most_common(_MOST_SIZES)}
    sizes = tuple(name for name in counted if name in common)
    return _in_size(shelf, Wares(styles, sizes), size)


def _in_size(shelf: Shelf, wares: Wares, size: str | None) -> Wares:
    """*wares* with only what comes in *size*; with everything when none of them does."""
    if size not in wares.sizes:
        return replace(wares, size=None, fitting=(), page=0)
    found = (
        (name, tuple(v.gtin for v in shelf.styles[name].style.variants if v.size == size))
        for name in wares.styles
    )
    fitting = tuple((name, gtins) for name, gtins in found if gtins)
    return replace(wares, size=size, fitting=fitting, page=0)


def refreshed(walk: Walk, index: Index) -> Walk:
    """*walk* with what *index* has now; a lookbook that is gone is closed."""
    shelf, kept = index.shelf, list[Stop]()
    for stop in walk:
        match stop:
            case Browsing(path, wares):
                kept.append(Browsing(path, _wares(shelf, below(shelf, path), wares.size)))
            case Searching(query, wares):
                found = _wares(shelf, search(index, query), wares.size)
                kept.append(Searching(query, found))
            case Leafing(name, page):
                book = lookbook(shelf, name)
                if book:
                    kept.append(Leafing(name, min(page, len(leaves(book)) - 1)))
            case _:
                kept.append(stop)
    return tuple(kept)
