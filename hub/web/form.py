"""Ruled paper to be written on by hand: lines with a label, and a form with columns."""

from collections.abc import Sequence
from typing import Final

from telling.paper import EDGE, FOOT, Sheet

#: Millimetres: room for a line of handwriting.
LINE: Final = 9.5
#: The columns' shares of the page's width.
SHARES: Final = (0.1, 0.15, 0.37, 0.1, 0.18, 0.1)
_SMALL: Final = 8.5
_TICK: Final = 4.0


def blanks(sheet: Sheet, labels: Sequence[str]) -> None:
    """*labels* side by side, each with a line behind it."""
    doc, width = sheet.doc, sheet.width / len(labels)
    top = doc.get_y()
    foot = top + LINE - 2
    for number, label in enumerate(labels):
        x = EDGE + number * width
        doc.set_y(foot - 4.4)
        sheet.text(label, 9.5, x=x, width=width)
        after = x + (doc.get_string_width(label) + 3 if label else 0)
        _line(sheet, after, foot, x + width - (5 if number < len(labels) - 1 else 0))
    doc.set_y(top + LINE)


def form(sheet: Sheet, columns: Sequence[str]) -> int:
    """Rows below *columns* down to the foot of the page, the last with a box; how many."""
    doc = sheet.doc
    _heads(sheet, columns)
    last, rows = EDGE + sheet.width * (1 - SHARES[-1]), 0
    while doc.get_y() + LINE <= doc.h - FOOT:
        bottom = doc.get_y() + LINE
        _line(sheet, EDGE, bottom, EDGE + sheet.width)
        doc.rect(last, bottom - _TICK - 2.6, _TICK, _TICK)
        doc.set_y(bottom)
        rows += 1
    return rows


def _heads(sheet: Sheet, columns: Sequence[str]) -> None:
    top, x = sheet.doc.get_y(), EDGE
    for label, share in zip(columns, SHARES, strict=True):
        sheet.doc.set_y(top)
        sheet.text(label, _SMALL, colour="quiet", x=x, width=share * sheet.width)
        x += share * sheet.width
    sheet.doc.set_y(top + 5.5)
    sheet.rule(strong=True)


def _line(sheet: Sheet, start: float, y: float, end: float) -> None:
    sheet.doc.set_draw_color(*sheet.ink.line)
    sheet.doc.set_line_width(0.2)
    sheet.doc.line(start, y, end, y)
