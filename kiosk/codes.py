"""A square code as rows of dark and light modules; pure."""

from dataclasses import dataclass, field

import segno

#: Modules of paper that a code needs around it (ISO/IEC 18004, 9.1).
QUIET = 4


@dataclass(frozen=True, slots=True)
class Modules:
    """Rows from top to bottom, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...] = field(repr=False)

    @property
    def side(self) -> int:
        return len(self.rows)


def modules_of(text: str) -> Modules:
    """The QR code of *text*, at error level M or better. Raises ValueError when none holds it."""
    made = segno.make_qr(text, error="m", encoding="utf-8")
    return Modules(tuple(tuple(bool(cell) for cell in row) for row in made.matrix))
