"""A lookbook as one leafs through it: its pages, and what of a look this store sells; pure."""

from collections.abc import Mapping, Sequence

from contract.parts import Look, Lookbook, LookText, Spot
from touchpoint.shelf import Item, Shelf


def offered(shelf: Shelf) -> tuple[Lookbook, ...]:
    """The lookbooks that have a page to show."""
    return tuple(book for book in shelf.catalogue.lookbooks if leaves(book))


def lookbook(shelf: Shelf, name: str) -> Lookbook | None:
    return next((book for book in offered(shelf) if book.lookbook == name), None)


def leaves(book: Lookbook) -> tuple[Look | None, ...]:
    """Its pages: nothing stands for its cover, which it may not have."""
    cover = (None,) if book.cover and book.cover.sizes else ()
    return (*cover, *book.looks)


def worn(shelf: Shelf, look: Look) -> tuple[tuple[Spot, Item], ...]:
    """The garments of *look* that the catalogue has; of others there would be nothing to see."""
    found = ((spot, shelf.styles.get(spot.style)) for spot in look.spots)
    return tuple((spot, item) for spot, item in found if item is not None)


def told(texts: Mapping[str, LookText], languages: Sequence[str]) -> LookText:
    """The words in the first of *languages* that has any, else none."""
    return next((texts[code] for code in languages if code in texts), LookText(title=""))
