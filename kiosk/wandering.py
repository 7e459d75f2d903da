"""What a touch of somebody who looks around leads to; pure."""

from kiosk.around import Sight, seen, viewed
from kiosk.offer import standing
from kiosk.screening import stop
from kiosk.state import Kiosk, Visit
from kiosk.stops import Aside, beneath
from kiosk.turn import Turn
from kiosk.walk import Films, Walk, moved, turned
from touchpoint import besides, touches
from touchpoint.moment import Moment


def sight(kiosk: Kiosk, now: Moment) -> Sight:
    return Sight(kiosk.known, kiosk.asked, now.seconds)


def wander(turn: Turn, touch: touches.Wandering, visit: Visit) -> None:
    stop(turn)
    before = turn.kiosk.walk
    match touch:
        case touches.ShowStyle(style):
            _show_style(turn, style, visit)
            return
        case touches.TurnPage(by):
            walk = _turned(turn, by)
        case _:
            walk = standing(moved(before, touch, turn.index()), turn.kiosk.known)
    if walk == before and visit.choice is None:
        return
    turn.put(walk=walk)
    turn.change(choice=None)
    for event in seen(before, walk, turn.kiosk.known):
        turn.say(event, visit.visit)


def leave_page(turn: Turn, touch: touches.Done | touches.Back) -> None:
    """One page back, where one lies behind; else the visit is over."""
    visit, walk = turn.kiosk.visit, turn.kiosk.walk
    if visit is None:
        return
    if visit.film and isinstance(touch, touches.Back):
        stop(turn)
        turn.change(active_at=turn.now.seconds)
        return
    before = besides.behind(visit.choice) if visit.choice else None
    if isinstance(touch, touches.Done) or not (walk or before):
        turn.end(visit, "done")
        return
    turn.change(active_at=turn.now.seconds, choice=before)
    if visit.choice is None:
        turn.put(walk=walk[:-1])
        turn.change(choice=beneath(walk[-1]))


def show_offer(turn: Turn, touch: touches.ShowOffer, visit: Visit) -> None:
    """The page of what another page offers."""
    found = besides.shown(turn.kiosk.known, visit.choice, touch) if visit.choice else None
    if found:
        turn.change(choice=found)
        turn.say(besides.viewed(touch), visit.visit)


def _show_style(turn: Turn, style: str, visit: Visit) -> None:
    # A film may lie over the page of a garment that was tapped.
    at = turn.kiosk.walk[-1] if turn.kiosk.walk else Films() if visit.film else None
    choice = sight(turn.kiosk, turn.now).choice(at, style) if at else None
    if at and choice:
        turn.change(choice=choice)
        turn.say(viewed(at, choice), visit.visit)


def _turned(turn: Turn, by: int) -> Walk:
    walk = turn.kiosk.walk
    if not walk or isinstance(walk[-1], Aside):
        return walk
    pages = sight(turn.kiosk, turn.now).pages(walk[-1])
    page = max(0, min(walk[-1].at + by, pages - 1))
    return (*walk[:-1], turned(walk[-1], page))
