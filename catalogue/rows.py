"""Delimited text as rows that know their line number and column names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.problems import FileError, RowProblem
from catalogue.quotes import astray

CELL_LIMIT = 1_000_000
#: A description of so many lines would fill ten printed pages; a longer cell has taken in its
#: neighbours.
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it began in the file, and its cells by column name, stripped."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file: its header, the rows that fit the header, and those that do not."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark; FileError otherwise."""
    return decode(path.read_bytes(), path.name)


def decode(body: bytes, name: str) -> str:
    """UTF-8 text; FileError names the encoding that is suspected instead."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(f"{name} is UTF-16 text; wanted UTF-8: save it again as 'CSV UTF-8'")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"{name} is not UTF-8: byte 0x{body[error.start]:02x} on line {line}, "
            "Windows-1252 (cp1252) suspected; wanted UTF-8: save it again as 'CSV UTF-8'"
        ) from None
    if "\0" in text:
        raise FileError(f"{name} holds NUL bytes, so it is no text; wanted UTF-8 text")
    return text


def read_sheet(text: str, name: str, delimiter: str = ",", most_lines: int = MOST_LINES) -> Sheet:
    """Rows of `text` under its first line; blank lines are nothing, misfits become problems.

    FileError for a quotation mark that takes in more than its cell, which may have `most_lines`:
    how many rows it swallowed nobody can tell.
    """
    records = _records(text, name, delimiter, most_lines)
    if not records:
        raise FileError(f"{name} is empty; wanted a header line and rows")
    header = tuple(cell.strip() for cell in records[0][1])
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for line, cells in records[1:]:
        if len(cells) == len(header):
            rows.append(Row(line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
        else:
            problems.append(
                RowProblem(line, f"{len(cells)} cells", f"{len(header)} cells, as in the header")
            )
    return Sheet(header, tuple(rows), tuple(problems))


def require(header: Iterable[str], columns: Iterable[str], name: str) -> None:
    """FileError when one of `columns` is missing from the header."""
    present = set(header)
    missing = [column for column in columns if column not in present]
    if missing:
        raise FileError(f"{name} has no column {', '.join(missing)}; found {', '.join(header)}")


def plain_names(sheet: Sheet) -> Sheet:
    """Google's header names in lower case with underscores, without sub-attributes in brackets."""

    def plain(name: str) -> str:
        return name.partition("(")[0].strip().lower().replace(" ", "_")

    rows = tuple(Row(r.line, {plain(k): v for k, v in r.cells.items()}) for r in sheet.rows)
    return Sheet(tuple(plain(name) for name in sheet.header), rows, sheet.problems)


def _records(text: str, name: str, delimiter: str, most_lines: int) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(CELL_LIMIT)
    # splitlines() would also cut at form feeds and U+2028 inside a quoted description. The line
    # added is blank, or part of a last record whose quote is still open.
    lines = [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if reader.line_num > start:
                _check_quotes(lines, start, reader.line_num, name, delimiter, most_lines)
            if any(cell.strip() for cell in cells):
                records.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        _check_quotes(lines, start, reader.line_num, name, delimiter, most_lines)
        raise FileError(f"{name} breaks at line {start}: {error}") from None
    return records


def _check_quotes(
    lines: Sequence[str], first: int, last: int, name: str, delimiter: str, most_lines: int
) -> None:
    """FileError unless every quotation mark from line `first` to `last` keeps to its own cell."""
    found = astray("\n".join(lines[first - 1 : last]), delimiter, most_lines)
    if found is None:
        return
    line, why = found
    wanted = "one line" if most_lines == 1 else f"at most {most_lines} lines"
    raise FileError(
        f"{name} breaks at line {first + line}: a quotation mark opens there and {why}; "
        f'wanted a closing " at the end of its cell, which may have {wanted}'
    )
