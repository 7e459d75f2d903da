"""What a shopper who looks around sees, and which events a touch of theirs owes; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from contract.events import EventData, LookbookOpened, LookViewed, ProductViewed
from kiosk.films import programme
from kiosk.finding import meant
from kiosk.listing import Listing, listing
from kiosk.lookbooks import leaves, lookbook
from kiosk.offer import books
from kiosk.stops import Waiting
from kiosk.walk import Browsing, Films, Home, Leafing, Searching, Stop, Walk
from touchpoint.known import Known
from touchpoint.sheet import Choice

#: Covers, styles and films that stand on one page.
COVERS, STYLES, FILMS = 2, 6, 4
_FROM: dict[type[Stop], Literal["browse", "search", "look", "waiting"]] = {
    Browsing: "browse",
    Searching: "search",
    Leafing: "look",
    Waiting: "waiting",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """*asked* has since when each variant is followed for a list; *seconds* is now."""

    known: Known
    asked: Mapping[str, float]
    seconds: float

    def listed(self, stop: Browsing | Searching) -> Listing:
        found = listing(stop.wares, STYLES, self.known, self.asked, self.seconds)
        if isinstance(stop, Browsing) or stop.wares.size:
            return found
        items = (replace(item, variant=meant(item, stop.query)) for item in found.items)
        return replace(found, items=tuple(items))

    def pages(self, stop: Stop) -> int:
        match stop:
            case Home():
                return max(1, -(-len(books(self.known)) // COVERS))
            case Leafing(name):
                book = lookbook(self.known.shelf, name)
                return len(leaves(book)) if book else 1
            case Films():
                return max(1, -(-len(programme(self.known)) // FILMS))
            case Browsing() | Searching():
                return self.listed(stop).pages
        return 1

    def follow(self, walk: Walk) -> frozenset[str]:
        """The variants whose stock the page on the glass needs."""
        stop = walk[-1] if walk else None
        return self.listed(stop).follow if isinstance(stop, Browsing | Searching) else frozenset()

    def choice(self, stop: Stop, style: str) -> Choice | None:
        """The page of *style*, as it was touched on *stop*."""
        item = self.known.shelf.styles.get(style)
        if item is None:
            return None
        if isinstance(stop, Browsing | Searching):
            item = next((i for i in self.listed(stop).items if i.style.style == style), item)
        gtin = item.variant.gtin
        sized = isinstance(stop, Browsing | Searching) and item.variant.size == stop.wares.size
        colour = next(s for s, name in item.colours().items() if name == item.variant.colour)
        return Choice(gtin, colour, gtin if sized else None, held=False)


def viewed(stop: Stop, choice: Choice) -> ProductViewed:
    return ProductViewed(gtin=choice.gtin, source=_FROM.get(type(stop), "browse"))


def seen(before: Walk, after: Walk, known: Known) -> Iterator[EventData]:
    """What a step from *before* to *after* showed of a lookbook."""
    stop = after[-1] if after else None
    if not isinstance(stop, Leafing) or after == before:
        return
    if len(after) > len(before):
        yield LookbookOpened(lookbook=stop.lookbook)
    book = lookbook(known.shelf, stop.lookbook)
    if book:
        leaf = leaves(book)[stop.page]
        yield LookViewed(lookbook=stop.lookbook, look=leaf.look if leaf else None)
