"""What the kiosk reads aloud of its page, in the shopper's language; pure."""

from collections.abc import Iterator

from kiosk.carrying import CodeView, WaitingView, WishView
from kiosk.pages import FilmsView, FilmView, HomeView, ListView, LookView
from kiosk.view import Around, KioskView
from touchpoint.aloud import Told, over, sheet_lines, told


def spoken(view: KioskView) -> Told | None:
    """Nothing unless the shopper wishes it."""
    if not view.access.spoken:
        return None
    language = view.language
    laid_over = over(view.aids, view.still_here, language)
    if laid_over:
        return laid_over
    if view.consent:
        asked = view.consent
        answers = (answer.label for answer in asked.answers)
        return told(("consent",), language, (asked.title, *asked.paragraphs, *answers))
    if view.sheet:
        lines = (view.notice, *sheet_lines(view.sheet))
        return told(("garment", view.sheet.gtin), language, lines)
    if view.around:
        return told((view.screen, *_page(view.around)), language, _lines(view.around))
    words = (view.notice, view.headline, view.invitation, view.look_around, view.privacy)
    return told((view.screen,), language, words)


def _page(around: Around) -> tuple[str, ...]:
    """What is typed makes no other page: only what it finds is new."""
    match around:
        case ListView(board=None):
            return around.heading, around.turner.label
        case LookView():
            return around.title, around.turner.label
        case HomeView():
            return (around.turner.label,)
    return ()


def _lines(around: Around) -> Iterator[str]:
    match around:
        case HomeView():
            yield around.note
            yield from (f"{card.title}, {card.detail}" for card in around.cards)
            yield ", ".join(door.label for door in around.doors)
            yield around.search
        case ListView():
            yield around.heading if around.board is None else around.heading or around.hint
            yield around.note
            yield from (f"{card.title}, {card.detail}" for card in around.cards)
        case LookView():
            yield around.title
            yield around.text
            yield from (f"{one.number}: {one.title}, {one.price}" for one in around.captions)
            yield from (f"{card.title}, {card.detail}" for card in around.cards)
        case FilmsView():
            yield around.heading
            yield from (card.title for card in around.cards)
        case FilmView():
            # What is said in it stands below it, and nobody talks over a film.
            yield around.title
            yield around.sorry
        case _:
            yield from _beside(around)


def _beside(around: WishView | CodeView | WaitingView) -> Iterator[str]:
    yield around.heading
    match around:
        case WishView():
            yield around.note
            yield from (f"{row.title}, {row.detail}" for row in around.rows)
            yield from (around.qr.sentence, around.qr.privacy)
        case CodeView():
            yield f"{around.title}, {around.detail}" if around.title else ""
            yield from (f"{fact.term}: {fact.words}" for fact in around.facts)
            yield from (around.qr.sentence, around.qr.privacy)
