"""What there is to look around at: what the catalogue has and the store's tier does; pure."""

from collections.abc import Iterator
from dataclasses import replace

from contract.parts import Lookbook
from kiosk.films import programme
from kiosk.lookbooks import offered
from kiosk.stops import Aside
from kiosk.walk import Browsing, Films, Home, Leafing, Searching, Stop, Walk
from touchpoint.known import Known


def books(known: Known) -> tuple[Lookbook, ...]:
    return offered(known.shelf) if "lookbooks" in known.features else ()


def to_see(known: Known) -> bool:
    """Whether looking around leads anywhere."""
    leads = bool({"browse", "search"} & known.features)
    return bool(books(known) or programme(known)) or (leads and bool(known.shelf.styles))


def start(known: Known) -> Walk:
    """Where looking around begins: with a search where nothing else would stand beside it."""
    if books(known) or programme(known) or "browse" in known.features:
        return (Home(),)
    return (Searching(),) if "search" in known.features else ()


def standing(walk: Walk, known: Known) -> Walk:
    """*walk* without the pages that this store does not have, or no longer.

    One goes on at the page before; where there is none, at the beginning.
    """
    return (tuple(_standing(walk, known)) or start(known)) if walk else ()


def _standing(walk: Walk, known: Known) -> Iterator[Stop]:
    for stop in walk:
        match stop:
            case Home() if Home() in start(known):
                yield stop if books(known) else Home()
            case Leafing() if "lookbooks" in known.features:
                yield stop
            case Films() if programme(known):
                yield stop
            case Browsing() if "browse" in known.features:
                yield _unsized(stop, known)
            case Searching() if "search" in known.features:
                yield _unsized(stop, known)
            # Whether it stands is another question, which needs more than the catalogue.
            case _ if isinstance(stop, Aside):
                yield stop


def _unsized(stop: Browsing | Searching, known: Known) -> Stop:
    if stop.wares.size is None or "size_filter" in known.features:
        return stop
    return replace(stop, wares=replace(stop.wares, size=None, fitting=(), page=0))
