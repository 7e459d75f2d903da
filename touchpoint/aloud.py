"""What is read aloud of a page, and what of it when the page changes under the voice; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from touchpoint.views import (
    AccessSheet,
    Block,
    CareMarks,
    Fact,
    Film,
    GarmentSheet,
    Offers,
    Part,
    Prose,
    SizeTable,
    StillHereView,
    Worn,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A *page* by whatever makes it another one, and its *lines* in *language*, in their order."""

    page: tuple[str, ...]
    language: str
    lines: tuple[str, ...]


def still_to_say(
    before: Told | None, after: Told, saying: str | None, waiting: Sequence[str]
) -> tuple[str, ...] | None:
    """What is to be said from now on; nothing when the voice may go on as it does.

    Of another page all; of the same page what is new, then what was not yet said to its end.
    """
    if before is None or (before.page, before.language) != (after.page, after.language):
        return after.lines
    new = [line for line in after.lines if line not in before.lines]
    held = [*([saying] if saying else []), *waiting]
    left = [line for line in held if line in after.lines and line not in new]
    return None if not new and left == held else (*new, *left)


def told(page: Iterable[str], language: str, lines: Iterable[str]) -> Told:
    """Without what is empty, and nothing twice."""
    said = (line.replace("\n", " ").strip() for line in lines)
    return Told(tuple(page), language, tuple(dict.fromkeys(line for line in said if line)))


def over(aids: AccessSheet | None, still: StillHereView | None, language: str) -> Told | None:
    """What lies over a page: the last question, or the ways to make the screen easier."""
    if still:
        return told(("still",), language, (still.question, still.answer))
    if aids:
        lines = (f"{line.label}: {line.said}" for line in aids.aids)
        return told(("aids",), language, (aids.title, aids.lead, *lines))
    return None


def sheet_lines(sheet: GarmentSheet) -> Iterator[str]:
    """Title, price, colour, what is here of it, and the first sentences; then what is opened."""
    yield sheet.title
    yield sheet.price
    yield sheet.struck
    yield sheet.until
    yield " · ".join(part for part in (sheet.colour, sheet.size) if part)
    chosen = next((line for line in sheet.sizes if line.wanted), None)
    if chosen:
        yield f"{chosen.label}: {chosen.stock}"
    yield ", ".join(f"{line.label}: {line.stock}" for line in sheet.sizes)
    yield sheet.conversion
    yield sheet.rating.words if sheet.rating else ""
    yield sheet.stock_note
    yield sheet.elsewhere
    yield sheet.lead
    for part in sheet.parts:
        if part.name == sheet.opened:
            yield from part_lines(part)


def part_lines(part: Part) -> Iterator[str]:
    yield part.label
    for block in part.blocks:
        yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield text
        case Fact(term, words):
            yield f"{term}: {words}" if words else term
        case CareMarks(marks):
            yield ", ".join(mark.words for mark in marks)
        case SizeTable():
            yield from _sizes(block)
        case Film(title):
            yield title
        case Worn(pictures):
            yield from (one.credit for one in pictures)
        case Offers(cards):
            yield from (_listed(one.title, one.detail, one.reason) for one in cards)
        case _:
            assert_never(block)


def _listed(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _sizes(table: SizeTable) -> Iterator[str]:
    """The shopper's row, else which sizes there are: nobody follows a whole table by ear."""
    own = [_row(table.columns, row.cells) for row in table.rows if row.yours]
    sizes = _listed(*(cell for row in table.rows for cell in row.cells[:1]))
    yield from own or [f"{name}: {sizes}" for name in table.columns[:1]]


def _row(columns: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{name} {cell}" for name, cell in zip(columns, cells, strict=False))
