"""Any text is read or refused by each reader: never a traceback, never a loss that is not told."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.charts import read_chart
from catalogue.files import assemble
from catalogue.formats import READERS, Format, recognise
from catalogue.lookbooks import read_lookbooks
from catalogue.problems import FileError
from catalogue.services import read_services
from catalogue.stock import read_stock
from contract.styles import Catalogue, Style

SAME = Path(__file__).parent / "same"
FILES = {
    Format.SHOPIFY: (SAME / "products.csv").read_text("utf-8"),
    Format.MERCHANT: (SAME / "products.tsv").read_text("utf-8"),
    Format.SCHEMA_ORG: (SAME / "products.jsonld").read_text("utf-8"),
}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
#: What cells are made of, and what breaks them.
PIECE = st.sampled_from(
    ["1", "0", "-1", "1e999", "NaN", "|", ";", ",", ":", ">", '"', "{", "}", "/", " ", "2026-11-27",
     "T00:00+01:00", "9999-12-31T23:59-23:59", "0001-01-01", "EUR", "wash_30", "<p>", "\\ud800",
     "coat", "🧥", "\u2028", "²", "٣", '{"value":', "4.6"]
)  # fmt: skip
CELL = TEXT | st.lists(PIECE, max_size=6).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just("\ud800\0") | CELL,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["@type", "@graph", "productGroupID", "sku", "name", "value", "brand", "image", "gtin",
             "hasVariant", "offers", "price", "priceSpecification", "priceType", "validFrom",
             "validThrough", "aggregateRating", "ratingValue", "ratingCount", "bestRating", "video",
             "contentUrl", "thumbnailUrl", "duration", "isRelatedTo", "additionalProperty",
             "lowPrice", "highPrice", "shippingDetails", "hasMerchantReturnPolicy",
             "category", "id", "title", "styles", "looks", "spots", "style", "x", "y", "cover"]
        ),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
OTHERS: list[Callable[[str], object]] = [
    read_lookbooks,
    lambda text: read_chart(text, "women", "women.csv"),
    lambda text: read_services(text, "services.toml", "EUR"),
    lambda text: read_stock(text, "lyon", datetime(2026, 11, 21, tzinfo=UTC)),
    lambda text: recognise(text, "products"),
]


def read(kind: Format, text: str) -> dict[str, Style] | None:
    """The styles of *text*, each as it goes out; nothing when the file is refused."""
    said, found = "products", None
    try:
        found = READERS[kind](text, "products", "EUR", "en")
    except FileError as refused:
        said = str(refused)
    assert said.startswith("products")
    if found is None:
        return None
    assert [p for p in found.problems if not (p.found and p.wanted and p.line > 0)] == []
    sent = assemble(found.styles).model_dump_json().encode()
    return {style.style: style for style in Catalogue.model_validate_json(sent).styles}


WHOLE = {kind: read(kind, text) or {} for kind, text in FILES.items()}


def others(styles: dict[str, Style], *but: str) -> dict[str, Style]:
    return {name: style for name, style in styles.items() if name not in but}


@pytest.mark.parametrize("kind", list(Format))
@given(text=TEXT)
def test_any_text_is_read_or_refused(kind: Format, text: str) -> None:
    assert read(kind, text) is None


@pytest.mark.parametrize("reader", OTHERS)
@given(text=TEXT | JSON.map(json.dumps))
def test_any_text_is_read_or_refused_beside_the_products(
    reader: Callable[[str], object], text: str
) -> None:
    refused = ""
    try:
        reader(text)
    except FileError as error:
        refused = str(error) or "without a word"
    assert refused != "without a word"


@settings(deadline=None)
@pytest.mark.parametrize(
    ("kind", "separator", "handle"), [(Format.SHOPIFY, ",", 1), (Format.MERCHANT, "\t", 12)]
)
@given(data=st.data())
def test_cell_that_is_anything_costs_its_own_style_at_most(
    kind: Format, separator: str, handle: int, data: Any
) -> None:
    rows = list(csv.reader(FILES[kind].splitlines(), delimiter=separator))
    row = rows[data.draw(st.integers(1, len(rows) - 1))]
    own, cell = row[handle], data.draw(CELL)
    row[data.draw(st.integers(0, len(row) - 1))] = cell
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    left = read(kind, out.getvalue())
    assert left is not None
    assert others(left, own, cell.strip(), row[0]) == others(WHOLE[kind], own, cell.strip(), row[0])


@settings(deadline=None)
@given(number=st.integers(1, 3), data=st.data())
def test_property_that_is_anything_costs_its_own_style_at_most(number: int, data: Any) -> None:
    document = json.loads(FILES[Format.SCHEMA_ORG])
    group = document["@graph"][number]
    own = group["productGroupID"]
    place = data.draw(st.sampled_from([group, *group.get("hasVariant", [])]))
    place[data.draw(st.sampled_from([key for key in place if key != "@type"]))] = data.draw(JSON)
    left = read(Format.SCHEMA_ORG, json.dumps(document)) or {}
    whole = WHOLE[Format.SCHEMA_ORG]
    assert {name: left.get(name) for name in others(whole, own)} == others(whole, own)


@given(value=JSON)
def test_any_document_is_read_or_refused(value: Any) -> None:
    assert read(Format.SCHEMA_ORG, json.dumps(value)) in (None, {})


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "9" * 10_000, '"\\ud800"'])
def test_json_that_is_built_to_hurt_is_refused(text: str) -> None:
    with pytest.raises(FileError, match=r"^products"):
        READERS[Format.SCHEMA_ORG](text, "products", "EUR", "en")
