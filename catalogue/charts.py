"""Size charts as CSV: the first row names the columns, each other row is one size."""

from __future__ import annotations

import re
from collections import Counter

from catalogue.problems import FileError, RowProblem
from catalogue.rows import read_sheet
from contract.parts import SizeChart, SizeColumn

_UNIT = re.compile(r"(.+?)\s*\(([^()]+)\)")


def read_chart(text: str, chart: str, name: str) -> tuple[SizeChart, tuple[RowProblem, ...]]:
    """The chart called *chart* in the file *name*: `EU,FR,UK,chest (cm)`, then the sizes.

    Raises FileError when nothing of it can be shown.
    """
    sheet = read_sheet(text, name, most_lines=1)
    twice = [column for column, count in Counter(sheet.header).items() if count > 1]
    if twice or not all(sheet.header):
        found = f"column {twice[0]!r} twice" if twice and twice[0] else "a column without a name"
        raise FileError(f"{name}: found {found}; wanted a name of its own for each column")
    first = sheet.header[0]
    rows = tuple(tuple(row.cells.values()) for row in sheet.rows if row.get(first))
    nameless = [RowProblem(r.line, f"no {first}", "a size") for r in sheet.rows if not r.get(first)]
    if not rows:
        raise FileError(f"{name}: found no size; wanted one in each row after the first")
    columns = tuple(_column(head) for head in sheet.header)
    return SizeChart(chart=chart, columns=columns, rows=rows), (*sheet.problems, *nameless)


def _column(head: str) -> SizeColumn:
    measure = _UNIT.fullmatch(head)
    return SizeColumn(name=measure[1], unit=measure[2]) if measure else SizeColumn(name=head)
