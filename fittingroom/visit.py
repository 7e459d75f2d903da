"""One shopper in one fitting room: what each input makes of the mirror, which events it owes.

The room is what hangs here, whoever is here; a visit is opened by the first garment or touch and
closed by its end, never two at once. Nothing is shown before a touch.
"""

from dataclasses import replace

from contract.events import RequestCancelled, RequestMade
from contract.ids import NewId
from contract.requests import RequestKind
from contract.tags import By
from fittingroom import room
from fittingroom.asking import Asked
from fittingroom.state import Mirror, Rules
from fittingroom.turn import Turn
from messaging.draft import Draft
from touchpoint import aids, besides, facts, inputs, touches, using
from touchpoint.moment import Moment
from touchpoint.shelf import Shelf


def step(
    mirror: Mirror, happened: inputs.Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror after *happened*, and the events to be recorded with it. Every order is legal."""
    turn = Turn(mirror, now, rules, new_id)
    _pass_time(turn)
    _take(turn, happened)
    _watch_stock(turn)
    _count_stock(turn)
    return turn.mirror, tuple(turn.drafts)


def garments_on_screen(mirror: Mirror) -> frozenset[str]:
    """The variants whose stock the mirror wants to know."""
    return mirror.known.watched


def _pass_time(turn: Turn) -> None:
    room.forget_unconfirmed(turn)
    now, rules, away_since = turn.now.seconds, turn.rules, turn.mirror.known.away_since
    turn.requests(lambda a: a.waited(now, rules.patience, away_since))
    visit = turn.mirror.visit
    if visit is None:
        return
    if visit.empty_since is not None and now >= visit.left_at(rules):
        turn.end(visit, "left")
    elif not visit.waiting and now >= visit.idle_at(rules):
        turn.end(visit, "idle")


def _take(turn: Turn, happened: inputs.Input) -> None:
    now = turn.now.seconds
    match happened:
        case inputs.Arrived() | inputs.Left() | inputs.ReaderHealth():
            room.sense(turn, happened)
        # A tag of another system is worn by somebody, who did not ask about it.
        case inputs.UnknownRead(by) if by is not By.UHF:
            until = now + facts.UNKNOWN_SHOWN
            turn.mirror = replace(turn.mirror, unknown_until=until, unknown_by=by)
        case inputs.Touched(touch):
            _touch(turn, touch)
        case inputs.RequestKnown(news):
            turn.requests(lambda a: a.heard(news, now) if a.request == news.request else a)
        case inputs.RequestSettled(request):
            turn.requests(lambda a: a.settled(now) if a.request == request else a)
        case inputs.RequestRefused(request):
            turn.requests(lambda a: a.refused(now) if a.request == request else a)
        case inputs.EndVisit():
            if turn.mirror.visit:
                turn.end(turn.mirror.visit, "staff")
        case _:
            # Whoever is back may answer what was asked in vain.
            asked = {} if isinstance(happened, inputs.HubKnown) else turn.mirror.asked
            known = turn.mirror.known.learn(happened, turn.now)
            turn.mirror = replace(turn.mirror, known=known, asked=asked)


def _touch(turn: Turn, touch: touches.Touch) -> None:
    if isinstance(touch, touches.Done):
        if turn.mirror.visit:
            turn.end(turn.mirror.visit, "done")
        return
    first = not turn.open("touch", turn.now.seconds).touched
    turn.change(active_at=turn.now.seconds, touched=True)
    if first and turn.mirror.owned:
        turn.focus(turn.mirror.owned[-1].garment.gtin)
    _look(turn, touch)
    _serve(turn, touch)


def _look(turn: Turn, touch: touches.Touch) -> None:
    """What changes the page only."""
    match touch:
        case touches.ShowGarment(gtin):
            if any(h.garment.gtin == gtin for h in turn.mirror.owned):
                turn.focus(gtin)
        case touches.Back():
            choice = turn.mirror.visit.choice if turn.mirror.visit else None
            turn.change(choice=besides.behind(choice) if choice else None)
        case touches.ShowOffer():
            _show_offer(turn, touch)
        case touches.ChooseLanguage(code) if code in turn.rules.languages:
            before = turn.mirror.visit
            turn.change(language=code)
            if before and code != before.language:
                using.note(turn, before, touch)
        case _:
            _read(turn, touch)


def _read(turn: Turn, touch: touches.Touch) -> None:
    """How the page is read."""
    visit = turn.mirror.visit
    if visit and isinstance(touch, aids.Aiding):
        aids.heed(turn, visit, touch, speaks=turn.rules.speaks)
    elif visit and visit.choice and isinstance(touch, touches.Leafing):
        choice = facts.chosen(visit.choice, touch, turn.mirror.known.shelf)
        turn.change(choice=choice)
        if choice != visit.choice:
            using.note(turn, visit, touch)


def _show_offer(turn: Turn, touch: touches.ShowOffer) -> None:
    visit = turn.mirror.visit
    found = (
        besides.shown(turn.mirror.known, visit.choice, touch) if visit and visit.choice else None
    )
    if visit and found:
        turn.change(choice=found)
        turn.say(besides.viewed(touch), visit.visit)


def _serve(turn: Turn, touch: touches.Touch) -> None:
    """What others hear of."""
    match touch:
        case _ if turn.mirror.visit and isinstance(touch, aids.Aiding):
            aids.heed(turn, turn.mirror.visit, touch, speaks=turn.rules.speaks)
        case touches.NotMine(gtin):
            room.disown(turn, gtin)
        case touches.Yours(tag, yes):
            room.answer(turn, tag, yes=yes)
        case touches.AskOther(gtin, after):
            _ask(turn, gtin, after)
        case touches.CancelRequest(request):
            _cancel(turn, request)
        case touches.DismissRequest(request):
            turn.requests(lambda a: a.dismiss() if a.request == request else a)


def _ask(turn: Turn, wanted: str, after: str | None) -> None:
    """Ask for *wanted* instead of the garment in focus, or of what request *after* wanted."""
    visit = turn.mirror.visit
    if visit is None:
        return
    before = next((a for a in visit.requests if a.request == after), None)
    # Who asks for what goes with a garment asks beside that one.
    page = visit.choice.trail[0] if visit.choice and visit.choice.trail else visit.choice
    gtin = before.gtin if before else (page.gtin if page else None)
    asked_already = any(a.open and a.wanted == wanted for a in visit.requests)
    if gtin is None or wanted == gtin or asked_already:
        return
    request, kind, now = turn.new_id(), _kind(turn.mirror.known.shelf, gtin, wanted), turn.now
    asked = Asked(request, kind, gtin, wanted, now.seconds, now.seconds)
    kept = tuple(a.dismiss() if a is before else a for a in visit.requests)
    turn.change(requests=(*kept, asked))
    data = RequestMade(
        request=request, kind=kind, gtin=gtin, wanted_gtin=wanted, place=turn.rules.place
    )
    turn.say(data, visit.visit, causation=before.request if before else None)


def _kind(shelf: Shelf, gtin: str, wanted: str) -> RequestKind:
    here, there = shelf.find(gtin), shelf.find(wanted)
    if here is None or there is None or here.style is not there.style:
        return RequestKind.ITEM
    same = here.variant.colour == there.variant.colour
    return RequestKind.SIZE if same else RequestKind.COLOUR


def _cancel(turn: Turn, request: str) -> None:
    visit = turn.mirror.visit
    if visit and any(a.request == request and a.open for a in visit.requests):
        now = turn.now.seconds
        turn.requests(lambda a: a.cancelled(now) if a.request == request else a)
        turn.say(RequestCancelled(request=request), visit.visit)


def _watch_stock(turn: Turn) -> None:
    """Follow all sisters of what hangs here or is shown, and what the open page offers."""
    mirror, now = turn.mirror, turn.now
    choice = mirror.visit.choice if mirror.visit else None
    gtins = [h.garment.gtin for h in mirror.owned] + ([choice.gtin] if choice else [])
    sisters = facts.sisters(mirror.known.shelf, gtins)
    offered = besides.followed(mirror.known, choice, mirror.asked, now.seconds)
    asked = {**dict.fromkeys(offered, now.seconds), **mirror.asked}
    known = mirror.known.watching(sisters | offered, now)
    turn.mirror = replace(mirror, known=known, asked=asked)


def _count_stock(turn: Turn) -> None:
    if visit := turn.mirror.visit:
        events = facts.newly_shown(turn.mirror.known, visit.choice, visit.shown, turn.now)
        turn.change(shown={**visit.shown, **{e.gtin: e.available for e in events}})
        for event in events:
            turn.say(event, visit.visit)
