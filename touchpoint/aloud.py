"""What is read aloud of a page, and what of it when the page changes under the voice; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from touchpoint.views import (
    AccessSheet,
    CareMarks,
    Fact,
    GarmentSheet,
    Part,
    Prose,
    SizeTable,
    StillHereView,
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
    yield sheet.until
    yield " · ".join(part for part in (sheet.colour, sheet.size) if part)
    chosen = next((line for line in sheet.sizes if line.wanted), None)
    if chosen:
        yield f"{chosen.label}: {chosen.stock}"
    yield ", ".join(f"{line.label}: {line.stock}" for line in sheet.sizes)
    yield sheet.stock_note
    yield sheet.elsewhere
    yield sheet.lead
    for part in sheet.parts:
        if part.name == sheet.opened:
            yield from part_lines(part)


def part_lines(part: Part) -> Iterator[str]:
    yield part.label
    for block in part.blocks:
        match block:
            case Prose(text):
                yield text
            case Fact(term, words):
                yield f"{term}: {words}"
            case CareMarks(marks):
                yield ", ".join(mark.words for mark in marks)
            case SizeTable(columns, rows):
                yield from (_row(columns, row.cells) for row in rows if row.yours)


def _row(columns: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{name} {cell}" for name, cell in zip(columns, cells, strict=False))
