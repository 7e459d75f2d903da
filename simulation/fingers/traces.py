"""What of a visit must be found nowhere after it, gathered while it lasts; pure."""

from collections.abc import Iterator
from typing import Literal

from kiosk.card import Asked, Linked, Sent
from kiosk.kept import Booked, Wanted
from kiosk.state import Kiosk
from kiosk.stops import Form
from kiosk.taken import Taken
from kiosk.walk import Searching

Kind = Literal["search", "card", "question", "customer", "list", "token", "code"]
#: Its kind, and the text by which it would be found.
Trace = tuple[Kind, str]
#: Letters that no word of a catalogue has in a row, and how many of them are nobody else's.
NONSENSE, TELLING = "qxzwvkj", 6


def traces_of(kiosk: Kiosk) -> Iterator[Trace]:
    """What the open visit knows of its shopper.

    A garment alone says nothing of anybody; those of a list, in the order they were kept, do.
    """
    visit = kiosk.visit
    if visit is None:
        return
    match visit.card:
        case Asked(code):
            yield "card", code
        case Sent(ask, code):
            yield "card", code
            yield "question", ask
        case Linked(customer):
            yield "customer", customer
    for token in visit.taken.tokens.values():
        yield "token", token
    yield from _codes(visit.taken)
    if len(visit.taken.wishes) > 1:
        yield "list", ",".join(visit.taken.gtins)
    for stop in kiosk.walk:
        if isinstance(stop, Form):
            yield "token", stop.token
        elif isinstance(stop, Searching) and nonsense(stop.query[-TELLING:]):
            yield "search", stop.query[-TELLING:]


def _codes(taken: Taken) -> Iterator[Trace]:
    """What the shopper shows for what is kept."""
    every: tuple[Wanted | Booked, ...] = (*taken.wanted.values(), *taken.booked.values())
    for kept in every:
        if kept.state and kept.state.code:
            yield "code", kept.state.code


def nonsense(typed: str) -> bool:
    """Whether nobody but the monkey would type that."""
    return len(typed) == TELLING and set(typed) <= set(NONSENSE)
