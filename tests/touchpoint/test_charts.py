"""The retailer's own size chart: as a table with the shopper's row, and as a conversion."""

import pytest

from contract.parts import SizeChart, SizeColumn
from touchpoint.charts import conversion, table
from touchpoint.views import SizeTable, SizeTableRow
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
CHART = SizeChart(
    chart="dresses",
    columns=(
        SizeColumn(name="EU"),
        SizeColumn(name="FR"),
        SizeColumn(name="UK"),
        SizeColumn(name="waist", unit="cm"),
        SizeColumn(name="heel height", unit="mm"),
        SizeColumn(name="US"),
    ),
    rows=(("36", "38", "8", "64–67", "40", ""), ("38 ", "40", "10", "68–71", "", "")),
)


def test_table_marks_the_shopper_s_row_and_leaves_out_empty_columns() -> None:
    assert table(CHART, "38", WORDS.speech("en")) == SizeTable(
        ("EU", "FR", "UK", "Waist (cm)", "Heel height (mm)"),
        (
            SizeTableRow(("36", "38", "8", "64–67", "40"), yours=False),
            SizeTableRow(("38", "40", "10", "68–71", ""), yours=True),
        ),
    )


def test_measures_are_named_in_the_shopper_s_language() -> None:
    assert table(CHART, "38", WORDS.speech("fr")).columns[3:] == (
        "Tour de taille (cm)",
        "Heel height (mm)",
    )


@pytest.mark.parametrize(
    ("size", "said"), [("38", "EU 38 = FR 40 = UK 10"), (" 36", "EU 36 = FR 38 = UK 8"), ("44", "")]
)
def test_conversion_is_the_chart_s(size: str, said: str) -> None:
    assert conversion(CHART, size).replace("\u00a0", " ") == said


def test_chart_of_one_system_converts_nothing() -> None:
    letters = SizeChart(
        chart="knits",
        columns=(SizeColumn(name="size"), SizeColumn(name="chest", unit="cm")),
        rows=(("S", "88"), ("M", "92")),
    )
    assert conversion(letters, "M") == ""
    found = table(letters, "m", WORDS.speech("en"))
    assert (found.columns, [r.yours for r in found.rows]) == (
        ("Size", "Chest (cm)"),
        [False, True],
    )
