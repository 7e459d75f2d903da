"""`python -m headoffice sales`: a till's file goes in once, over head office's own door."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from headoffice.__main__ import main
from headoffice.sales.baskets import basket_id
from tests.headoffice.office import Office, event

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
HEADER = "basket,time,gtin,quantity,unit_price,currency\n"
ROW = "{},2026-11-21T10:{:02}:00+01:00,0614141100019,1,89.00,EUR\n"
SOME_ROWS_WRONG = 3


class Till:
    """A till's file and the command line that hands it in to *office*."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.folder = office, folder
        self.bearer = folder / "bearer"
        self.bearer.write_text(office.bearer + "\n")

    def run(self, text: str, *words: str, bearer: str = "") -> Result:
        file = self.folder / "sales.csv"
        file.write_text(text)
        if bearer:
            self.bearer.write_text(bearer)
        door = ["--url", self.office.url, "--bearer-file", str(self.bearer)]
        return CliRunner().invoke(main, ["sales", str(file), "--store", "lyon", *door, *words])


@pytest.fixture
def till(office: Office, tmp_path: Path) -> Till:
    return Till(office, tmp_path)


def rows(*baskets: str) -> str:
    return HEADER + "".join(ROW.format(basket, n % 60) for n, basket in enumerate(baskets))


def test_same_file_twice_changes_nothing(
    till: Till, raw: Callable[[], list[dict[str, Any]]]
) -> None:
    text = rows(*(str(n) for n in range(1200)))
    first, again = till.run(text), till.run(text)
    assert (first.exit_code, first.stdout) == (0, "1200 sales stored, 1200 new\n")
    assert (again.exit_code, again.stdout) == (0, "1200 sales stored, 0 new\n")
    more = till.run(rows("0", "new"))
    assert more.stdout == "2 sales stored, 1 new\n"
    kept = raw()
    assert len(kept) == 1201
    assert {row["type"] for row in kept} == {"parcours.purchase.completed.v1"}
    assert {row["timed"] for row in kept} == {True}


def test_wrong_row_is_told_at_the_end_and_in_the_exit_code(till: Till) -> None:
    wrong = rows("1", "2").replace("0019", "0018", 1)
    found = till.run(wrong)
    assert (found.exit_code, found.stdout) == (SOME_ROWS_WRONG, "1 sales stored, 1 new\n")
    row = "sales.csv row 2: found barcode '0614141100018' ends in check digit 8"
    told = f"{row}, which would have to be 9; wanted a valid GTIN"
    assert found.stderr.splitlines()[-2:] == [told, "1 not right"]


def test_basket_that_changed_is_told_and_the_first_stands(till: Till) -> None:
    assert till.run(rows("1")).exit_code == 0
    found = till.run(rows("1").replace("89.00", "79.00"))
    assert (found.exit_code, found.stdout) == (SOME_ROWS_WRONG, "0 sales stored, 0 new\n")
    assert "stored before with other content, which stands" in found.stderr


def test_check_hands_nothing_in(till: Till, raw: Callable[[], list[dict[str, Any]]]) -> None:
    found = till.run(rows("1", "2").replace(",1,89", ",-1,89", 1), "--check")
    assert found.exit_code == 0
    assert found.stdout == "2 sales, 1 units sold, 1 returned; nothing was handed in\n"
    assert raw() == []


def test_bearer_that_is_wrong_or_of_another_store_stores_nothing(
    till: Till, raw: Callable[[], list[dict[str, Any]]]
) -> None:
    found = till.run(rows("1"), bearer="lyon.wrong")
    assert (found.exit_code, "answered 403: this bearer is not known" in found.stderr) == (1, True)
    paris = till.office.parts.accounts.enrol_store("paris", till.office.parts.now())
    other = till.run(rows("1"), bearer=paris)
    assert (other.exit_code, other.stdout) == (SOME_ROWS_WRONG, "0 sales stored, 0 new\n")
    assert "the token speaks for 'paris', the event for lyon" in other.stderr.replace(
        "'lyon'", "lyon"
    )
    assert raw() == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:1", "Error: head office does not answer at 127.0.0.1: "),
        ("http://office.example", "Error: http://office.example would show the bearer"),
        ("office", "Error: 'office' is no address; http://127.0.0.1:8090 would be one"),
    ],
)
def test_door_that_is_none_is_told(till: Till, url: str, told: str) -> None:
    found = till.run(rows("1"), "--url", url)
    assert (found.exit_code, told in found.stderr) == (1, True)


def test_words_that_are_wrong_are_told(till: Till) -> None:
    zone = till.run(rows("1"), "--zone", "Paris")
    assert (zone.exit_code, "'Paris' is no time zone" in zone.stderr) == (2, True)
    store = till.run(rows("1"), "--store", "Lyon!")
    assert (store.exit_code, "'Lyon!' is no name" in store.stderr) == (2, True)


def test_ids_follow_from_store_and_basket() -> None:
    known = "0192F0C1-0000-7000-8000-000000000001"
    assert basket_id("lyon", known) == known.lower()
    assert basket_id("lyon", "1") == basket_id("lyon", "1")
    assert len({basket_id("lyon", "1"), basket_id("paris", "1"), basket_id("lyon", "2")}) == 3


def test_hub_and_file_may_both_send_a_sale(till: Till) -> None:
    basket = "0192f0c1-0000-7000-8000-000000000001"
    line = {"gtin": "00614141100019", "quantity": 1, "unit_price": "89.00", "currency": "EUR"}
    by_hub = event(1, "purchase.completed", data={"basket": basket, "lines": [line]})
    sent = {**by_hub, "id": basket, "source": "/stores/lyon/hub"}
    assert till.office.post(sent).json()["stored"] == 1
    assert till.run(rows(basket)).stdout == "1 sales stored, 1 new\n"


def test_help_teaches() -> None:
    found = CliRunner().invoke(main, ["sales", "--help"])
    for word in ("--check", "--known-as", "--zone", "Odoo or Shopify", "Exit code 0"):
        assert word in found.output
