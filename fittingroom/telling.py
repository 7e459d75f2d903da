"""What the mirror reads aloud of its page, in the shopper's language; pure."""

from collections.abc import Iterator

from fittingroom.view import MirrorView
from fittingroom.views import Farewell, SheetLine
from touchpoint.aloud import Told, over, sheet_lines, told


def spoken(view: MirrorView) -> Told | None:
    """Nothing unless the shopper wishes it."""
    if not view.access.spoken:
        return None
    laid_over = over(view.aids, view.still_here, view.language)
    if laid_over:
        return laid_over
    page = (view.screen, view.sheet.gtin if view.sheet else "", view.over.name if view.over else "")
    return told(page, view.language, _lines(view))


def _lines(view: MirrorView) -> Iterator[str]:
    if view.over:
        yield view.over.title
        yield view.over.lead
        yield from (_row(line) for line in view.over.lines)
    elif view.farewell:
        yield from _asked(view.farewell)
    else:
        yield from _page(view)


def _row(line: SheetLine) -> str:
    return f"{line.action.label}: {line.said}" if line.said else line.action.label


def _asked(farewell: Farewell) -> Iterator[str]:
    yield farewell.question
    yield farewell.detail
    yield farewell.take.label if farewell.take else ""
    yield farewell.why
    yield from (reason.label for reason in farewell.reasons)
    if farewell.scores:
        first, last = farewell.scores[0].label, farewell.scores[-1].label
        yield f"{first}: {farewell.worst}, {last}: {farewell.best}"


def _page(view: MirrorView) -> Iterator[str]:
    yield view.notice
    if view.doubt:
        yield view.doubt.question
        yield f"{view.doubt.garment.title}, {view.doubt.garment.detail}"
        yield f"{view.doubt.yes.label}, {view.doubt.no.label}"
    if view.ask:
        yield view.ask.note
        yield view.ask.label
    for request in view.requests[:1]:
        yield request.headline
        yield request.detail
        yield request.alternative.label if request.alternative else ""
    if view.sheet:
        yield from sheet_lines(view.sheet)
        return
    yield view.headline
    yield view.invitation
    yield from (f"{number}: {one.title}, {one.detail}" for number, one in enumerate(view.room, 1))
    for one in view.compared:
        yield f"{one.garment.title}, {one.price}"
        yield from (f"{fact.term}: {fact.words}" for fact in one.facts)
    yield from (action.label for action in (*view.choices, *view.services))
    yield view.privacy
