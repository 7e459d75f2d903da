"""What becomes of a film on the glass: every showing that began is told exactly once; pure.

The screen reports how far it has got, and the step keeps it: so whatever ends the showing, be it
nobody touching, staff, or a power cut, the event can be told without asking the screen.
"""

from dataclasses import replace

from kiosk.card import Asked, Linked
from kiosk.films import film, played, programme, told
from kiosk.offer import start
from kiosk.state import Screening, Visit
from kiosk.turn import Turn
from kiosk.walk import Films
from touchpoint.touches import OpenFilms, PlayFilm, Touch, WatchFilm


def screen(turn: Turn, touch: OpenFilms | PlayFilm, visit: Visit) -> None:
    """A film was called for, or the page of all of them."""
    if isinstance(touch, PlayFilm):
        if film(turn.kiosk.known, touch.film):
            stop(turn)
            number = visit.plays + 1
            turn.change(film=Screening(touch.film, number), plays=number)
        return
    if programme(turn.kiosk.known):
        stop(turn)
        walk = turn.kiosk.walk or start(turn.kiosk.known)
        turn.put(walk=walk if isinstance(walk[-1], Films) else (*walk, Films()))
        turn.change(choice=None)


def watch(turn: Turn, touch: Touch) -> bool:
    """Whether *touch* was the screen's own report, which opens no visit and answers nothing."""
    if isinstance(touch, WatchFilm):
        _watch(turn, touch)
    return isinstance(touch, WatchFilm)


def _watch(turn: Turn, seen: WatchFilm) -> None:
    """Of a showing that is not on the glass any more a report changes nothing."""
    visit = turn.kiosk.visit
    now = visit.film if visit else None
    if visit is None or now is None or now.over or (seen.film, seen.play) != (now.film, now.play):
        return
    reel = film(turn.kiosk.known, now.film)
    most = reel.video.seconds if reel and reel.video.seconds else seen.seconds
    seconds = max(0.0, now.seconds or 0.0, min(seen.seconds, most))
    if now.seconds is not None and seconds <= now.seconds and not seen.completed:
        return
    # Who lets a film play is there until it ends.
    after = replace(now, seconds=seconds, over=seen.completed)
    turn.change(film=after, active_at=turn.now.seconds)
    if after.over:
        turn.say(told(after), visit.visit)


def stop(turn: Turn) -> None:
    """Take the film off the glass, if there is one."""
    visit = turn.kiosk.visit
    if visit and visit.film:
        for event in played(visit.film):
            turn.say(event, visit.visit)
        turn.change(film=None)


def settle(turn: Turn) -> None:
    """Show no film that the store has no longer, or that a question lies over."""
    visit = turn.kiosk.visit
    if visit is None or visit.film is None:
        return
    asked = isinstance(visit.card, Asked) or (isinstance(visit.card, Linked) and visit.card.again)
    if asked or not film(turn.kiosk.known, visit.film.film):
        stop(turn)
