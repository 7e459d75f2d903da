"""What the shopper asks for: a garment to be brought, a person, or no longer; pure."""

from contract.events import RequestCancelled, RequestMade
from contract.phrases import Phrase
from contract.requests import RequestKind
from fittingroom.asking import Asked
from fittingroom.state import Visit
from fittingroom.turn import Turn
from touchpoint.shelf import Shelf


def ask(turn: Turn, wanted: str, after: str | None) -> None:
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
        request=request,
        kind=kind,
        gtin=gtin,
        wanted_gtin=wanted,
        language=visit.language,
        place=turn.rules.place,
    )
    turn.say(data, visit.visit, causation=before.request if before else None)


def _kind(shelf: Shelf, gtin: str, wanted: str) -> RequestKind:
    here, there = shelf.find(gtin), shelf.find(wanted)
    if here is None or there is None or here.style is not there.style:
        return RequestKind.ITEM
    same = here.variant.colour == there.variant.colour
    return RequestKind.SIZE if same else RequestKind.COLOUR


def cancel(turn: Turn, request: str) -> None:
    visit = turn.mirror.visit
    if visit and any(a.request == request and a.open for a in visit.requests):
        now = turn.now.seconds
        turn.requests(lambda a: a.cancelled(now) if a.request == request else a)
        turn.say(RequestCancelled(request=request), visit.visit)


def calling(visit: Visit, kind: RequestKind) -> bool:
    """Whether somebody is on their way for it already."""
    return any(a.open and a.kind is kind for a in visit.requests)


def call(turn: Turn, visit: Visit, kind: RequestKind, phrase: Phrase | None = None) -> None:
    """Once: who comes can be told the rest."""
    turn.change(sheet=None)
    if calling(visit, kind):
        return
    request, now = turn.new_id(), turn.now.seconds
    asked = Asked(request, kind, None, None, now, now, phrase=phrase)
    turn.change(requests=(*visit.requests, asked))
    data = RequestMade(
        request=request,
        kind=kind,
        phrase=phrase,
        language=visit.language,
        place=turn.rules.place,
    )
    turn.say(data, visit.visit)
