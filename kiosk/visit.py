"""One shopper at the kiosk: what each input makes of the glass, and which events it owes; pure.

A tap is deliberate, so the garment's page is there at once. The page outlives the tap; the visit
ends when nobody touches or taps for a while. Somebody who only stands there is no visit: the
resting screen invites them, and nothing of it is kept or told.
"""

import math
from dataclasses import replace

from contract.ids import NewId
from contract.tags import Garment
from kiosk import loyalty
from kiosk.aside import leads_aside, look_again, stand_aside
from kiosk.reserving import hear_counter
from kiosk.screening import screen, settle, stop, watch
from kiosk.state import Kiosk, Lying, Rules, Visit
from kiosk.turn import Turn
from kiosk.wandering import leave_page, show_offer, sight, wander
from kiosk.wishing import tell_carried
from messaging.draft import Draft
from touchpoint import aids, besides, facts, inputs, touches, using
from touchpoint.moment import Moment
from touchpoint.sheet import Choice

#: Seconds: who turns away may turn back; what stands there for so long is a rail or a friend.
_LINGER, _LONGEST = 5.0, 120.0


def step(
    kiosk: Kiosk, happened: inputs.Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Kiosk, tuple[Draft, ...]]:
    """The kiosk after *happened*, and the events to be recorded with it. Every order is legal."""
    turn = Turn(kiosk, now, rules, new_id)
    visit = kiosk.visit
    if visit and now.seconds >= visit.ends_at(rules):
        turn.end(visit, "idle")
    loyalty.pass_time(turn)
    _take(turn, happened)
    settle(turn)
    # Answers come many at a time: the next questions are asked when none is open.
    if not (isinstance(happened, inputs.StockKnown) and _awaits_stock(turn)):
        _watch_stock(turn)
    _count_stock(turn)
    tell_carried(turn)
    return turn.kiosk, tuple(turn.drafts)


def garments_on_screen(kiosk: Kiosk) -> frozenset[str]:
    """The variants whose stock the kiosk wants to know."""
    return kiosk.known.watched


def welcomes(kiosk: Kiosk, now: Moment) -> bool:
    """Whether somebody is here whom the kiosk has nothing to show yet."""
    if kiosk.visit:
        return kiosk.visit.choice is None and not kiosk.walk
    since, seconds = kiosk.near_since, now.seconds
    return since is not None and seconds < min(kiosk.near_until + _LINGER, since + _LONGEST)


def _take(turn: Turn, happened: inputs.Input) -> None:
    match happened:
        case inputs.Arrived():
            _arrive(turn, happened)
        case inputs.Left():
            _leave(turn, happened)
        case inputs.CardRead():
            loyalty.hold_up(turn, happened)
        case inputs.CustomerKnown():
            loyalty.hear(turn, happened)
        case inputs.UnknownRead(by):
            turn.put(unknown_until=turn.now.seconds + facts.UNKNOWN_SHOWN, unknown_by=by)
        case inputs.Near(near, at):
            _stir(turn, near, at)
        case inputs.Touched(touch):
            _touch(turn, touch)
        case inputs.EndVisit():
            if turn.kiosk.visit:
                turn.end(turn.kiosk.visit, "staff")
        case _:
            _learn(turn, happened)


def _learn(turn: Turn, news: inputs.Input) -> None:
    hear_counter(turn, news)
    # Whoever is back may answer what was asked in vain.
    asked = {} if isinstance(news, inputs.HubKnown) else turn.kiosk.asked
    turn.put(known=turn.kiosk.known.learn(news, turn.now), asked=asked)
    if isinstance(news, inputs.CatalogueKnown):
        # Now, and not while the first shopper waits.
        turn.index()
    if isinstance(news, inputs.CatalogueKnown | inputs.FeaturesKnown):
        turn.refresh()
        look_again(turn)


def _arrive(turn: Turn, arrived: inputs.Arrived) -> None:
    garment = arrived.garment
    if any(x.garment.tag == garment.tag for x in turn.kiosk.lying):
        return
    visit = turn.open(facts.begun_by(garment), arrived.at).visit
    loyalty.go_on(turn)
    if not arrived.momentary:
        turn.put(lying=(*turn.kiosk.lying, Lying(garment, visit, arrived.at)))
    turn.say(facts.arrived(garment), visit, arrived.at)
    _show(turn, garment)
    turn.put(unknown_until=0.0)


def _show(turn: Turn, garment: Garment) -> None:
    stop(turn)
    if visit := turn.kiosk.visit:
        turn.change(choice=Choice(garment.gtin))
        turn.say(facts.viewed(garment), visit.visit)


def _leave(turn: Turn, left: inputs.Left) -> None:
    found = next((x for x in turn.kiosk.lying if x.garment.tag == left.tag), None)
    if found is not None:
        turn.put(lying=tuple(x for x in turn.kiosk.lying if x is not found))
        turn.say(facts.left(found.garment, left.seconds), found.visit, left.at)


def _stir(turn: Turn, near: bool, at: float) -> None:  # noqa: FBT001
    here = turn.kiosk.near_since is not None and turn.kiosk.near_until == math.inf
    if near and not here:
        turn.put(near_since=at, near_until=math.inf)
    elif here and not near:
        turn.put(near_until=at)


def _touch(turn: Turn, touch: touches.Touch) -> None:
    if watch(turn, touch) or loyalty.answer(turn, touch):
        return
    if isinstance(touch, touches.Done | touches.Back):
        leave_page(turn, touch)
        return
    visit = turn.open("touch", turn.now.seconds)
    match touch:
        case touches.Begin():
            if visit.choice is None and turn.kiosk.lying and not turn.kiosk.walk:
                _show(turn, turn.kiosk.lying[-1].garment)
        case touches.ChooseLanguage(code) if code in turn.rules.languages:
            turn.change(language=code)
            if code != visit.language:
                using.note(turn, visit, touch)
            turn.refresh()
        case _ if isinstance(touch, aids.Aiding):
            aids.heed(turn, visit, touch, speaks=turn.rules.speaks)
        case _ if visit.choice and isinstance(touch, touches.Leafing):
            choice = facts.chosen(visit.choice, touch, turn.kiosk.known.shelf)
            turn.change(choice=choice)
            if choice != visit.choice:
                using.note(turn, visit, touch)
        case _:
            _lead(turn, touch, visit)


def _lead(turn: Turn, touch: touches.Touch, visit: Visit) -> None:
    """To another page."""
    match touch:
        case touches.OpenFilms() | touches.PlayFilm():
            screen(turn, touch, visit)
        case touches.ShowOffer() if visit.choice:
            show_offer(turn, touch, visit)
        case _ if leads_aside(turn.kiosk, touch):
            stand_aside(turn, touch, visit)
        case _ if isinstance(touch, touches.Wandering):
            wander(turn, touch, visit)


def _awaits_stock(turn: Turn) -> bool:
    known = turn.kiosk.known
    return any(gtin not in known.stock for gtin in known.watched)


def _watch_stock(turn: Turn) -> None:
    """Follow all sisters of what is shown; of a list, and of what is offered, what it needs."""
    kiosk = turn.kiosk
    choice = kiosk.visit.choice if kiosk.visit else None
    if choice:
        sisters = facts.sisters(kiosk.known.shelf, [choice.gtin])
        listed = besides.followed(kiosk.known, choice, kiosk.asked, turn.now.seconds)
    else:
        sisters, listed = frozenset(), sight(kiosk, turn.now).follow(kiosk.walk)
    seconds = dict.fromkeys(listed, turn.now.seconds)
    known = kiosk.known.watching(sisters | listed, turn.now)
    turn.kiosk = replace(kiosk, asked={**seconds, **kiosk.asked}, known=known)


def _count_stock(turn: Turn) -> None:
    # What a film covers was not shown.
    if (visit := turn.kiosk.visit) and not visit.film:
        events = facts.newly_shown(turn.kiosk.known, visit.choice, visit.shown, turn.now)
        turn.change(shown={**visit.shown, **{e.gtin: e.available for e in events}})
        for event in events:
            turn.say(event, visit.visit)
