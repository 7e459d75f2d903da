"""A title and the sentences below it; pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences below a *title*; *todo* where each wants somebody to do something.

    *apart* they stand with a little air between them.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    todo: bool = False
    apart: bool = False
