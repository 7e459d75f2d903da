"""Tills' files that are not right: what is said of each thing, and that the others go on."""
# ruff: noqa: E501  # sentences as people read them

import pytest

from catalogue.problems import FileError
from headoffice.sales.formats import Format, read_till
from tests.headoffice.sales.tills import LYON, ODOO, PLAIN, PLAIN_LINES, read

ROW = "lyon,4713,2026-11-21T10:15:00+01:00,0614141100019,,1,89.00,EUR,,"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("0614141100019", "0614141100018", "found barcode '0614141100018' ends in check digit 8, which would have to be 9; wanted a valid GTIN"),
        ("0614141100019", "6.14E+11", "found barcode 6.14E+11, shortened by a spreadsheet; wanted all its digits, kept as text"),
        ("lyon,", "nice,", "found store 'nice'; wanted '655441491' or 'Boutique Lyon' or 'lyon'; --known-as 'nice' says that it is this store"),
        ("2026-11-21T10:15:00+01:00", "21/11/2026 10:15", "found time '21/11/2026 10:15'; wanted a time such as 2026-11-21T10:15:00+01:00"),
        ("2026-11-21T10:15:00+01:00", "2026-11-21", "found time '2026-11-21'; wanted a time such as 2026-11-21T10:15:00+01:00"),
        ("2026-11-21T10:15:00+01:00", "2026-11-22T10:15:00Z", "found time '2026-11-22T10:15:00Z'; wanted a time since 2000 and not after now"),
        (",1,89", ",0,89", "found quantity '0'; wanted a whole number from 1 to 1000, negative for a return"),
        (",1,89", ",1.5,89", "found quantity '1.5'; wanted a whole number from 1 to 1000, negative for a return"),
        ("89.00", '"89,00"', "found unit_price '89,00'; wanted a price with tax such as 89.00"),
        ("89.00", "", "found no unit_price; wanted a price with tax such as 89.00"),
        ("89.00", "-89.00", "found unit_price '-89.00'; wanted a price with tax such as 89.00; a return has a negative quantity instead"),
        ("EUR", "€", "found currency '€'; wanted a currency such as EUR, or --currency EUR for all lines"),
        ("4713", "", "found no basket; wanted the number of the receipt"),
        (",EUR,,", ",EUR,", "found 9 cells; wanted 10 cells, as in the header"),
    ],
)  # fmt: skip
def test_broken_row_among_good_ones_is_told_and_the_others_go_on(
    right: str, wrong: str, told: str
) -> None:
    found = read(PLAIN + ROW.replace(right, wrong, 1) + "\n")
    assert found.lines == PLAIN_LINES
    assert [str(it) for it in found.problems] == [f"line 5: {told}"]


def test_receipt_with_a_broken_row_waits_whole() -> None:
    found = read(PLAIN + ROW.replace("4713", "4711").replace("0019", "0018") + "\n")
    assert found.lines == PLAIN_LINES[2:]
    assert found.notes == ("basket 4711 waits until row 5 is right",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (PLAIN.encode("utf-16"), "sales.csv is UTF-16 text; wanted UTF-8: save it again as 'CSV UTF-8'"),
        ((PLAIN + ROW.replace("4713", "Aurélie")).encode("cp1252"), "sales.csv is not UTF-8: byte 0xe9 on line 5, Windows-1252 (cp1252) suspected; wanted UTF-8: save it again as 'CSV UTF-8'"),
        (PLAIN.replace(",", ";").encode(), "sales.csv is parted by semicolons; wanted commas: save it as 'CSV UTF-8'"),
        (PLAIN.replace(",", "\t").encode(), "sales.csv is parted by tabs; wanted commas: save it as 'CSV UTF-8'"),
        (PLAIN.replace("quantity", "pieces").encode(), "sales.csv has no column quantity; found store, basket, time, gtin, serial, pieces, unit_price, currency, customer, visit_code"),
        (b'{"sales": 1}', 'sales.csv has no list \'sales\'; wanted {"sales": [{"basket", "time", "lines": [{"gtin", "quantity", "unit_price"}]}]}'),
        (b'{"sales": [\n{]}', "sales.csv breaks at line 2: Expecting property name enclosed in double quotes; wanted JSON"),
        (ODOO.replace("Order Lines/Quantity", "Pieces").split("\n")[0].encode(), "sales.csv has no column lines/qty or Order Lines/Quantity; found " + ", ".join(ODOO.replace("Order Lines/Quantity", "Pieces").split("\n")[0].split(","))),
        (b"a,b\n1,2\n", "sales.csv is of no known format: found a, b; wanted a CSV with basket,time,gtin,quantity,unit_price …, a JSON of sales, orders of Odoo's point of sale or orders of Shopify (docs/sales.md)"),
        (b"", "sales.csv is of no known format: found nothing; wanted a CSV with basket,time,gtin,quantity,unit_price …, a JSON of sales, orders of Odoo's point of sale or orders of Shopify (docs/sales.md)"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_says_what_would_be_right(body: bytes, told: str) -> None:
    with pytest.raises(FileError) as caught:
        read_till(body, "sales.csv", LYON)
    assert str(caught.value) == told


def test_format_that_was_named_wrong_is_told() -> None:
    with pytest.raises(FileError) as caught:
        read(PLAIN, kind=Format.JSON)
    assert str(caught.value) == (
        "sales.csv is delimited text; --format json is not: leave it out, or see --help"
    )
