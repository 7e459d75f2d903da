"""What the kiosk reads aloud of its page, in the shopper's language; pure."""

from collections.abc import Iterator, Sequence

from kiosk.carrying import Carrying, CodeView, StylingView, WaitingView, WishView
from kiosk.pages import Card, Door, FilmsView, FilmView, HomeView, ListView, LookView
from kiosk.view import Around, KioskView
from touchpoint.aloud import Told, over, sheet_lines, told
from touchpoint.views import Action


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
        case HomeView() | FilmsView():
            return (around.turner.label,)
        case FilmView():
            return (around.film,)
        case CodeView():
            return around.heading, around.title
    return ()


def _lines(around: Around) -> Iterator[str]:
    match around:
        case HomeView():
            yield around.note
            yield from _cards(around.cards)
            yield _labels(around.doors)
            yield around.search
            yield _labels(around.services)
        case ListView():
            yield around.heading if around.board is None else around.heading or around.hint
            yield around.note
            yield from _cards(around.cards)
            yield _labels(around.doors)
            if around.sizes:
                yield f"{around.size_label}: {_labels(around.sizes)}"
        case LookView():
            yield around.title
            yield around.text
            yield from (f"{one.number}: {one.title}, {one.price}" for one in around.captions)
            yield from _cards(around.cards)
        case FilmsView():
            yield around.heading
            yield from _cards(around.cards)
        case FilmView():
            # Only the screen knows whether it can be shown.
            yield around.title
            yield around.worn
            yield from _cards(around.cards)
        case _:
            yield from _taken_along(around)


def _taken_along(around: Carrying) -> Iterator[str]:
    """Never what is in a code, nor the facts beside it: one of them is a password."""
    match around:
        case WishView():
            yield around.heading
            yield around.note
            yield from (f"{row.title}, {row.detail}" for row in around.rows)
            yield around.qr.sentence
            yield around.qr.privacy
        case CodeView():
            yield around.heading
            yield around.title
            yield around.qr.sentence
            yield around.qr.privacy
            yield _labels(around.actions)
        case StylingView():
            yield around.heading
            yield around.note
            yield _labels(around.days)
            yield _labels(around.times)
        case WaitingView():
            yield around.heading
            yield around.question
            yield around.shown.title
            yield around.said
            yield from (candidate.card.title for candidate in around.candidates)
            yield around.another


def _labels(words: Sequence[Door | Action]) -> str:
    return ", ".join(word.label for word in words)


def _cards(cards: Sequence[Card]) -> Iterator[str]:
    yield from (f"{card.title}, {card.detail}" if card.detail else card.title for card in cards)
