"""The format of a product file is told by what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.files import Sources, import_products
from catalogue.formats import Format, recognise
from catalogue.problems import FileError

SAME = Path(__file__).parent / "same"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("products.csv", Format.SHOPIFY),
        ("products.tsv", Format.MERCHANT),
        ("products.jsonld", Format.SCHEMA_ORG),
    ],
)
def test_content_tells_whatever_the_name(tmp_path: Path, name: str, kind: Format) -> None:
    text = (SAME / name).read_text("utf-8")
    assert recognise(text, "export.txt") == kind
    export = tmp_path / "export.txt"
    export.write_text("\ufeff" + text, "utf-8")
    assert [s.style for s in import_products(Sources(export)).styles] == ["coat", "scarf", "tee"]
    others = [other for other in Format if other is not kind]
    for other in others:
        with pytest.raises(FileError, match=r"export\.txt"):
            import_products(Sources(export, other))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x is of no known format: found nothing; wanted a Shopify"),
        ("a,b\n1,2\n", "x is of no known format: found a, b; wanted a Shopify product CSV"),
        ("gtin,quantity,where,as_of\n", "x is a stock feed; wanted a Shopify"),
        ("store_code\tid\tquantity\n", "x is a stock feed; wanted a Shopify"),
        ("Store code\tid\tavailability\n", "x is a stock feed; wanted a Shopify"),
        ('[{"styles": []}]', "x is JSON without @type (lookbooks? give them with --lookbooks)"),
        ("{}", "x is JSON without @type; wanted a Shopify product CSV"),
    ],
)
def test_file_of_no_known_format_is_refused_with_what_it_seems(text: str, said: str) -> None:
    with pytest.raises(FileError) as refused:
        recognise(text, "x")
    assert str(refused.value).startswith(said)
