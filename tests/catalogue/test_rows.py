"""Encodings, line numbers and broken rows of every kind."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.problems import FileError
from catalogue.rows import decode, read_sheet
from catalogue.shopify import read_products

REAL = Path(__file__).parents[2] / "../shared/data/catalogue/shopify_products.csv"
LINES = REAL.read_text("utf-8").splitlines()
WHOLE = {style.style: style for style in read_products(REAL.read_text("utf-8")).styles}
#: Python's own writer leaves a lone carriage return bare, which ends a row.
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


def written(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode("Écru".encode("utf-8-sig"), "a.csv") == "Écru"
    assert decode("Écru".encode(), "a.csv") == "Écru"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a\nÉcru".encode("cp1252"), r"a\.csv is not UTF-8: byte 0xc9 on line 2, .*cp1252"),
        ("Écru".encode("utf-16"), r"a\.csv is UTF-16 text"),
        (b"a\0b", r"a\.csv holds NUL bytes"),
    ],
)
def test_other_encoding_is_refused_by_name(body: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        decode(body, "a.csv")


def test_rows_know_the_line_they_begin_on() -> None:
    sheet = read_sheet('a,b\r\n"x\r\ny",1\r\n\r\nz,2\r\nlost\r\n', "a.csv")
    assert [(row.line, row.get("a"), row.get("b")) for row in sheet.rows] == [
        (2, "x\ny", "1"),
        (5, "z", "2"),
    ]
    assert [(p.line, p.found, p.wanted) for p in sheet.problems] == [
        (6, "1 cells", "2 cells, as in the header")
    ]


HEAD = "gtin,quantity,where\n"
WANTED = 'wanted a closing " at the end of its cell, which may have'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('1,2,a\n3,4,"b\n5,6,c\n7,8,d\n', "line 3: a quotation mark opens there and never closes"),
        ('1,2,"a', "line 2: a quotation mark opens there and never closes"),
        ('1,"', "line 2: a quotation mark opens there and never closes"),
        ('1,"a ""b""",c\n2,"x\ny","z\n3,4,5', "line 4: a quotation mark opens there and never"),
        (
            '1,2,"a\n3,4,5\n6,7,"b"\n8,9,c\n',
            "line 2: a quotation mark opens there and closes 2 lines further down, in the middle",
        ),
        (
            '1,2,"' + "a\n" * 500 + '"\n',
            "line 2: a quotation mark opens there and closes 500 lines further down; wanted",
        ),
        (
            '1,2,"' + "long line\n" * 200_000,
            "line 2: a quotation mark opens there and never closes",
        ),
    ],
)
def test_quotation_mark_that_swallows_rows_is_named_and_nothing_is_read(
    rows: str, said: str
) -> None:
    with pytest.raises(FileError) as refused:
        read_sheet(HEAD + rows, "a.csv")
    text = str(refused.value)
    assert text.startswith(f"a.csv breaks at {said}")
    assert text.endswith(f"{WANTED} at most 500 lines")


def test_quotation_marks_that_keep_to_their_cell_are_text() -> None:
    sheet = read_sheet(f'{HEAD}a,"b\n""c""\n{"d" + chr(10) * 497}","e"\nf,"g"h,i"\n', "a.csv")
    assert [(row.line, tuple(row.cells.values())) for row in sheet.rows] == [
        (2, ("a", 'b\n"c"\nd', "e")),
        (502, ("f", "gh", 'i"')),
    ]
    assert sheet.problems == ()


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=8), st.booleans())
def test_what_a_program_wrote_holds_no_quotation_mark_astray(
    rows: list[list[str]], ends: bool
) -> None:
    text = written([["a"], *rows])
    read_sheet(text if ends else text.removesuffix("\n"), "a.csv")


@given(st.lists(st.lists(CELL, min_size=1, max_size=30), max_size=8))
def test_any_rows_under_a_real_header_give_styles_or_problems(rows: list[list[str]]) -> None:
    products = read_products(LINES[0] + "\n" + written(rows))
    filled = sum(any(cell.strip() for cell in cells) for cells in rows)
    kept = sum(len(style.variants) for style in products.styles)
    assert kept + len(products.problems) <= 2 * filled + 1


@settings(deadline=None)
@given(st.integers(1, len(LINES) - 1), st.integers(0, 24), CELL)
def test_one_broken_cell_costs_at_most_its_own_style(line: int, column: int, cell: str) -> None:
    rows = list(csv.reader(LINES))
    handle = rows[line][1]
    rows[line][column] = cell
    left = {style.style: style for style in read_products(written(rows)).styles}
    untouched = set(WHOLE) - {handle, cell.strip()}
    assert {name: left.get(name) for name in untouched} == {name: WHOLE[name] for name in untouched}
