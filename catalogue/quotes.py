"""Quotation marks in delimited text that take in more than their own cell."""

from __future__ import annotations

import re


def astray(record: str, delimiter: str, most_lines: int) -> tuple[int, str] | None:
    """The line of `record`, from 0, on which a quotation mark opens that is astray, and why it is.

    One that never closes is, one that closes in the middle of a cell on a later line (it met the
    next row's), and one whose cell has more than `most_lines` lines.
    """
    ends = re.escape(delimiter) + "\n"
    cell = re.compile(rf'"((?:[^"]++|"")*+)("?)([^{ends}]*)|[^{ends}]*')
    at = 0
    while at <= len(record):
        # The pattern fits anywhere, if only with nothing.
        found = cell.match(record, at)
        assert found is not None  # noqa: S101
        inner, closing, rest = found.groups()
        if inner is not None:
            why = _why(inner.count("\n"), most_lines, closed=bool(closing), clean=not rest)
            if why:
                return record.count("\n", 0, at), why
        at = found.end() + 1
    return None


def _why(further: int, most_lines: int, *, closed: bool, clean: bool) -> str:
    if not closed:
        return "never closes"
    down = f"closes {further} line{'s' if further > 1 else ''} further down"
    if further and not clean:
        return f"{down}, in the middle of a cell"
    if further >= most_lines:
        return down
    return ""
