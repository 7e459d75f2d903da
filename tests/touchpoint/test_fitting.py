"""Which variants suit who wears a size of another garment: by charts, by names, or any."""

import pytest

from contract.parts import SizeChart, SizeColumn
from tests.touchpoint.sample import COAT, SCARF, variants
from touchpoint.fitting import Worn, fitting


def chart(name: str, columns: str, *rows: str) -> SizeChart:
    heads = tuple(SizeColumn(name=c, unit="cm" if c.islower() else "") for c in columns.split())
    return SizeChart(chart=name, columns=heads, rows=tuple(tuple(r.split()) for r in rows))


CHARTS = {
    c.chart: c
    for c in (
        chart("coats", "FR UK chest", "38 10 88", "40 12 92", "42 14 96"),
        chart("knits", "INT FR chest", "S 36 86", "M 38 90", "L 40–42 96"),
        chart("trousers", "DE FR waist", "36 38 72", "38 40 76"),
        chart("shoes", "FR UK foot", "38 5 24", "40 6 25"),
        chart("odd", "JP", "9", "11"),
    )
}
WORN = COAT.model_copy(update={"chart": "coats"})


@pytest.mark.parametrize(
    ("chart", "sizes", "size", "suits", "sized"),
    [
        ("coats", ["38", "40"], "40", ["40"], True),
        ("coats", ["38", "40"], "42", [], True),
        ("knits", ["S", "M", "L"], "38", ["M"], True),
        ("knits", ["S", "M", "L"], "42", ["L"], True),
        # A German 38 is not the French one.
        ("trousers", ["36", "38"], "38", ["36"], True),
        # A foot is no waist, whatever it is called; nor is there a way from FR to JP.
        ("shoes", ["38", "40"], "38", ["38", "40"], False),
        ("odd", ["9", "11"], "38", ["9", "11"], False),
        (None, [" 38 ", "40"], "38", [" 38 "], True),
        (None, ["40", "44"], "38", [], True),
        (None, ["One size"], "38", ["One size"], False),
    ],
)
def test_what_suits_a_coat_in_a_size(
    chart: str | None, sizes: list[str], size: str, suits: list[str], sized: bool
) -> None:
    style = COAT.model_copy(update={"chart": chart, "variants": variants(50, ["Red"], sizes)})
    found, by_size = fitting(style, [Worn(WORN, size)], CHARTS)
    assert ([v.size for v in found], by_size) == (suits, sized)


def test_the_size_of_an_earlier_page_is_remembered() -> None:
    trousers = COAT.model_copy(update={"chart": "trousers"})
    worn = [Worn(SCARF, "One size"), Worn(WORN, "40")]
    found, sized = fitting(trousers, worn, CHARTS)
    assert ([(v.colour, v.size) for v in found], sized) == ([("Navy", "38"), ("Écru", "38")], True)


def test_who_chose_no_size_is_shown_any() -> None:
    assert fitting(COAT, (), CHARTS) == (COAT.variants, False)
