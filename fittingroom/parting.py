"""Who leaves is asked why a garment stays here, and how it was: once, and only who is there; pure.

Nothing is recorded that was not touched.
"""

from typing import Final, Literal

from contract.events import GarmentJudged, OpinionGiven
from fittingroom.state import Mirror, Parting, Visit
from fittingroom.turn import Turn
from touchpoint.aids import asked_for, idle_for
from touchpoint.cabin import Judge, Rate, SkipQuestion
from touchpoint.touches import Back, Touch

#: Garments that are asked about, the last ones that came.
MOST: Final = 4
SCORES: Final = (1, 2, 3, 4, 5)


def leave(turn: Turn, visit: Visit) -> None:
    """The shopper has finished: ask, unless that was done or nothing stays here."""
    gtins = _staying(turn.mirror, visit)
    if visit.parted or not visit.touched or not gtins:
        turn.end(visit, "done")
        return
    turn.change(choice=None, comparing=None, sheet=None, choosing=False, parted=True)
    _ask(turn, visit, gtins)


def answer(turn: Turn, visit: Visit, parting: Parting, touched: Touch) -> None:
    """Take up what is said to the question on the glass; a late word on another one is none."""
    asked = next(iter(parting.gtins), None)
    match touched:
        case Back():
            turn.change(parting=None)
        case _ if parting.rated:
            turn.end(visit, "done")
        case Judge(gtin, reason) if gtin == asked:
            verdict: Literal["taken", "declined"] = "declined" if reason else "taken"
            reasons = (reason,) if reason else ()
            turn.say(GarmentJudged(gtin=gtin, verdict=verdict, reasons=reasons), visit.visit)
            _ask(turn, visit, parting.gtins[1:])
        case SkipQuestion(gtin) if gtin == asked:
            if asked is None:
                turn.end(visit, "done")
            else:
                _ask(turn, visit, parting.gtins[1:])
        case Rate(score) if asked is None and score in SCORES:
            turn.say(OpinionGiven(score=score, about="visit"), visit.visit)
            until = turn.now.seconds + idle_for(turn.rules.thanks, visit.access)
            turn.change(parting=Parting((), until, rated=True))
        case _:
            _ask(turn, visit, parting.gtins)


def _ask(turn: Turn, visit: Visit, gtins: tuple[str, ...]) -> None:
    """What stands on the glass has its time from now on; whoever reads slowly has more of it."""
    until = turn.now.seconds + asked_for(turn.rules.farewell, visit.access)
    turn.change(parting=Parting(gtins, until))


def _staying(mirror: Mirror, visit: Visit) -> tuple[str, ...]:
    """The variants that came in this visit and hang here still, the last one first."""
    here = [
        h.garment.gtin
        for h in mirror.owned
        if h.visit == visit.visit and not h.momentary and mirror.known.shelf.find(h.garment.gtin)
    ]
    return tuple(dict.fromkeys(reversed(here)))[:MOST]
