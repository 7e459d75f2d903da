"""The wish list: what is kept, what is taken off, and what a code carries to a phone; pure."""

from dataclasses import replace

from contract.events import ProductViewed, WishAdded, WishCarried, WishRemoved
from kiosk.state import Kiosk, Visit
from kiosk.stops import Wishes
from kiosk.takeaway import MOST_KEPT, Offers
from kiosk.taken import Wish
from kiosk.turn import Turn
from touchpoint.sheet import Choice
from touchpoint.shelf import Shelf


def kept(visit: Visit, shelf: Shelf) -> tuple[Wish, ...]:
    """What of the list can be shown: a garment that the catalogue lost comes back with it."""
    return tuple(wish for wish in visit.taken.wishes if shelf.find(wish.gtin))


def keep(turn: Turn, visit: Visit, gtin: str) -> None:
    """Put *gtin* on the list, in place of its colour when only that was kept."""
    item, taken = turn.kiosk.known.shelf.find(gtin), visit.taken
    if item is None or gtin in taken.gtins:
        return
    sisters = {v.gtin for v in item.of_colour(item.variant.colour)}
    vague = [wish for wish in taken.wishes if wish.gtin in sisters and not wish.sized]
    if len(taken.wishes) - len(vague) >= MOST_KEPT:
        return
    for wish in vague:
        turn.say(WishRemoved(gtin=wish.gtin), visit.visit)
    wishes = tuple(wish for wish in taken.wishes if wish not in vague)
    made = Wish(gtin, sized=is_sized(visit.choice, gtin))
    turn.change(taken=replace(taken, wishes=(*wishes, made)))
    turn.say(WishAdded(gtin=gtin), visit.visit)


def take_off(turn: Turn, visit: Visit, gtin: str) -> None:
    if gtin not in visit.taken.gtins:
        return
    wishes = tuple(wish for wish in visit.taken.wishes if wish.gtin != gtin)
    turn.change(taken=replace(visit.taken, wishes=wishes))
    turn.say(WishRemoved(gtin=gtin), visit.visit)


def is_sized(choice: Choice | None, gtin: str) -> bool:
    """Whether the shopper holds *gtin*, or chose its size on its page."""
    return choice is not None and (choice.held or choice.wanted == gtin)


def show_wish(turn: Turn, visit: Visit, gtin: str) -> None:
    """The page of a garment on the list, as it was kept."""
    item = turn.kiosk.known.shelf.find(gtin)
    wish = next((wish for wish in visit.taken.wishes if wish.gtin == gtin), None)
    if item is None or wish is None:
        return
    colour = next(slug for slug, name in item.colours().items() if name == item.variant.colour)
    turn.change(choice=Choice(gtin, colour, gtin if wish.sized else None, held=False))
    turn.say(ProductViewed(gtin=gtin, source="wish_list"), visit.visit)


def turn_code(turn: Turn, visit: Visit, by: int) -> None:
    """So many garments on, where each has a code of its own."""
    walk, last = turn.kiosk.walk, len(kept(visit, turn.kiosk.known.shelf)) - 1
    stop = walk[-1] if walk else None
    if isinstance(stop, Wishes) and not turn.rules.offers.wish_url:
        page = max(0, min(min(stop.page, last) + by, last))
        turn.put(walk=(*walk[:-1], replace(stop, page=page)))


def coded(kiosk: Kiosk, offers: Offers) -> tuple[str, ...]:
    """The garments whose code is on the glass: all of the list, or the one whose turn it is."""
    visit, stop = kiosk.visit, kiosk.walk[-1] if kiosk.walk else None
    if visit is None or visit.choice or not isinstance(stop, Wishes):
        return ()
    gtins = tuple(wish.gtin for wish in kept(visit, kiosk.known.shelf))
    if offers.wish_url or not gtins:
        return gtins
    return (gtins[min(stop.page, len(gtins) - 1)],)


def tell_carried(turn: Turn) -> None:
    """Each content of the code is told once, when it is shown."""
    visit, gtins = turn.kiosk.visit, coded(turn.kiosk, turn.rules.offers)
    if visit and gtins and gtins not in visit.taken.carried:
        turn.change(taken=replace(visit.taken, carried=visit.taken.carried | {gtins}))
        turn.say(WishCarried(gtins=gtins, to="qr"), visit.visit)
