"""docs/sales.md is true: its examples are read as they stand, and it says what the code says."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from headoffice.sales.baskets import NAMESPACE
from headoffice.sales.formats import Format, read_till, recognise
from headoffice.sales.join import Rule
from headoffice.sales.till import Reading
from tests.headoffice.office import ROOT

TEXT = (ROOT / "docs/sales.md").read_text("utf-8")
EXAMPLES = [body for _, body in re.findall(r"```(csv|json)\n(.*?)```", TEXT, re.DOTALL)]
LYON = Reading(
    "lyon",
    datetime(2026, 12, 1, tzinfo=UTC),
    frozenset({"Boutique Lyon", "655441491"}),
    ZoneInfo("Europe/Paris"),
)
KINDS = [
    (Format.CSV, [1, -1]),
    (Format.JSON, [1]),
    (Format.ODOO, [1, 1]),
    (Format.ODOO, [1]),
    (Format.SHOPIFY, [1, -1]),
    (Format.SHOPIFY, [1, 1]),
]


@pytest.mark.parametrize(
    ("text", "kind", "quantities"),
    [(text, *kind) for text, kind in zip(EXAMPLES, KINDS, strict=True)],
)
def test_example_is_read_whole(text: str, kind: Format, quantities: list[int]) -> None:
    assert recognise(text, "example") == kind
    found = read_till(text.encode(), "example", LYON)
    assert (found.problems, found.notes) == ((), ())
    assert [line.quantity for line in found.lines] == quantities
    assert {line.gtin for line in found.lines} <= {"00614141100019", "00614141100026"}
    assert {line.at.astimezone(UTC).hour for line in found.lines} <= {9, 10}


def test_rules_stand_in_their_order() -> None:
    named = re.findall(r"^\| \d \| \**([a-z ]+?)\** \|", TEXT, re.MULTILINE)
    assert named == [rule.value for rule in Rule]
    assert str(NAMESPACE) in TEXT
