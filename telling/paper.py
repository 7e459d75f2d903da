"""Sheets of A4 in the brand's type, black on white whatever the screens wear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from contract.brand import Brand
from contract.sheet import is_dark
from telling.sections import Section

#: Millimetres: the page's edges, and how wide the titles beside the sentences stand.
EDGE, FOOT, TITLES = 20.0, 18.0, 42.0
#: Points of the sentences, the largest that fits on one page; leading is for each of them.
SIZES: Final = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
HEADS: Final = (30, 27, 24, 21)
LEADING, POINT = 1.45, 25.4 / 72
_BOX: Final = 3.4


@dataclass(frozen=True, slots=True)
class Ink:
    """Red, green and blue from 0 to 255 on white paper."""

    ink: tuple[int, int, int]
    quiet: tuple[int, int, int]
    line: tuple[int, int, int]
    accent: tuple[int, int, int]


def ink_of(brand: Brand) -> Ink:
    """A brand that is light on dark is printed the other way round, its accent left out."""
    colour = brand.colour
    if is_dark(colour.paper):
        ink = _rgb(colour.paper)
        return Ink(ink, _lighter(ink, 0.35), _lighter(ink, 0.6), ink)
    ink = _rgb(colour.ink)
    return Ink(ink, _rgb(colour.quiet), _rgb(colour.line), _rgb(colour.accent))


class Sheet:
    """One document. What does not fit on a page goes on upon the next.

    *fonts* is the folder of the pages' own woff2 files.
    """

    def __init__(
        self, brand: Brand, language: str, title: str, made: datetime, fonts: Path
    ) -> None:
        self.ink = ink_of(brand)
        self.doc = FPDF(orientation="portrait", unit="mm", format="A4")
        self.doc.set_margins(EDGE, EDGE, EDGE)
        # Text begins where rules begin.
        self.doc.c_margin = 0
        self.doc.set_auto_page_break(auto=True, margin=FOOT)
        self.doc.set_title(title)
        self.doc.set_author(brand.name)
        self.doc.set_lang(language)
        self.doc.set_creation_date(made)
        kind = brand.type
        for family, face, weight in (
            ("display", kind.display, kind.display_weight),
            ("text", kind.text, kind.text_weight),
            ("strong", kind.text, kind.strong_weight),
        ):
            self.doc.add_font(family, fname=fonts / f"{face}-{weight}.woff2")
        self.doc.add_page()

    @property
    def width(self) -> float:
        """Between the edges, in millimetres."""
        return self.doc.epw

    def text(
        self, text: str, size: float, *, family: str = "text", colour: str = "ink",
        x: float = EDGE, width: float | None = None, leading: float = LEADING, align: str = "L",
    ) -> None:  # fmt: skip
        """*text* from where the sheet has got to, as many lines as it takes."""
        self.doc.set_font(family, size=size)
        self.doc.set_text_color(*getattr(self.ink, colour))
        self.doc.set_x(x)
        self.doc.multi_cell(
            self.width - (x - EDGE) if width is None else width,
            size * POINT * leading,
            text,
            align=align,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def height(self, text: str, size: float, width: float, *, family: str = "text") -> float:
        """How many millimetres *text* would take."""
        self.doc.set_font(family, size=size)
        found = self.doc.multi_cell(
            width, size * POINT * LEADING, text, dry_run=True, output=MethodReturnValue.HEIGHT
        )
        assert isinstance(found, float | int)  # noqa: S101 - one value is asked for
        return float(found)

    def head(self, house: str, aside: str, title: str, lead: str) -> None:
        """The house and what this is in one line, then what it is about."""
        top = self.doc.get_y()
        self.text(house, 15, family="display")
        below = self.doc.get_y()
        self.doc.set_y(top + 1.2)
        self.text(aside, 9.5, colour="quiet", align="R")
        self.doc.set_y(below + 9)
        self.text(title, self._fitting(title, HEADS), family="display", leading=1.1)
        if lead:
            self.doc.ln(2.5)
            self.text(lead, 16, family="display", leading=1.25)
        self.doc.ln(6)

    def _fitting(self, text: str, sizes: Sequence[float]) -> float:
        """The first of *sizes* in which *text* stands on one line, else the last."""
        for size in sizes:
            self.doc.set_font("display", size=size)
            if self.doc.get_string_width(text) <= self.width:
                return size
        return sizes[-1]

    def rule(self, *, strong: bool = False) -> None:
        self.doc.set_draw_color(*(self.ink.ink if strong else self.ink.line))
        self.doc.set_line_width(0.4 if strong else 0.15)
        y = self.doc.get_y()
        self.doc.line(EDGE, y, EDGE + self.width, y)

    def sections(self, sections: Sequence[Section]) -> None:
        """Titles on the left, sentences on the right, as large as one page lets them be."""
        room = self.doc.h - FOOT - self.doc.get_y()
        fits = (size for size in SIZES if self._tall(sections, size) <= room)
        size = next(fits, SIZES[-1])
        for section in sections:
            self._section(section, size)

    def _tall(self, sections: Sequence[Section], size: float) -> float:
        return sum(self._height(section, size) for section in sections)

    def _height(self, section: Section, size: float) -> float:
        width = self.width - TITLES - _indent(section)
        said = sum(self.height(line, size, width) + _gap(section) for line in section.lines)
        title = self.height(section.title, size, TITLES - 4, family="strong")
        return max(said, title) + 2 * _air(size)

    def _section(self, section: Section, size: float) -> None:
        # A title alone at the foot of a page would be nobody's.
        if self.doc.will_page_break(min(self._height(section, size), 4 * size * POINT * LEADING)):
            self.doc.add_page()
        self.rule(strong=section.todo)
        self.doc.ln(_air(size))
        top = self.doc.get_y()
        colour = "accent" if section.todo else "ink"
        self.text(section.title, size, family="strong", colour=colour, width=TITLES - 4)
        under = self.doc.get_y()
        self.doc.set_y(top)
        for line in section.lines:
            if section.todo:
                self._box(size)
            self.text(line, size, x=EDGE + TITLES + _indent(section))
            self.doc.ln(_gap(section))
        self.doc.set_y(max(under, self.doc.get_y()))
        self.doc.ln(_air(size))

    def _box(self, size: float) -> None:
        self.doc.set_draw_color(*self.ink.ink)
        self.doc.set_line_width(0.25)
        middle = self.doc.get_y() + size * POINT * LEADING / 2
        self.doc.rect(EDGE + TITLES, middle - _BOX / 2, _BOX, _BOX)

    def foot(self, text: str) -> None:
        """One line at the very end of the page."""
        self.doc.set_auto_page_break(auto=False)
        self.doc.set_y(self.doc.h - FOOT + 3)
        self.text(text, 8, colour="quiet")
        self.doc.set_auto_page_break(auto=True, margin=FOOT)

    def done(self) -> bytes:
        return bytes(self.doc.output())


def _indent(section: Section) -> float:
    return _BOX + 2.6 if section.todo else 0.0


def _gap(section: Section) -> float:
    return 1.4 if section.todo or section.apart else 0.0


def _air(size: float) -> float:
    """Above and below a section."""
    return size * POINT * 0.75


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _lighter(ink: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(part + (255 - part) * share) for part in ink)
    return red, green, blue
