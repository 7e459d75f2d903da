"""What the mirror reads aloud of its page, in the shopper's language; pure."""

from collections.abc import Iterator

from fittingroom.view import MirrorView
from touchpoint.aloud import Told, over, sheet_lines, told


def spoken(view: MirrorView) -> Told | None:
    """Nothing unless the shopper wishes it."""
    if not view.access.spoken:
        return None
    laid_over = over(view.aids, view.still_here, view.language)
    if laid_over:
        return laid_over
    page = (view.screen, view.sheet.gtin if view.sheet else "")
    return told(page, view.language, _lines(view))


def _lines(view: MirrorView) -> Iterator[str]:
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
    yield view.privacy
