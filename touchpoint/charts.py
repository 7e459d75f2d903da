"""The retailer's own size chart as a table, and a size in its other systems; pure."""

from contract.parts import SizeChart, SizeColumn
from touchpoint.views import SizeTable, SizeTableRow
from touchpoint.words import Speech


def table(chart: SizeChart, size: str, speech: Speech) -> SizeTable:
    """*chart* with the row of *size* marked; a column without any figure is left out."""
    filled = [n for n in range(len(chart.columns)) if any(row[n].strip() for row in chart.rows)]
    return SizeTable(
        tuple(_heading(chart.columns[n], speech) for n in filled),
        tuple(
            SizeTableRow(tuple(row[n].strip() for n in filled), _is(row, size))
            for row in chart.rows
        ),
    )


def conversion(chart: SizeChart, size: str) -> str:
    """`EU 38 = FR 40 = UK 10`; empty where the chart has no other system for *size*."""
    row = next((row for row in chart.rows if _is(row, size)), None)
    if row is None:
        return ""
    pairs = zip(chart.columns, row, strict=True)
    # A system and its figure are never parted by a line's end.
    sizes = [f"{c.name}\u00a0{cell.strip()}" for c, cell in pairs if _system(c) and cell.strip()]
    return " = ".join(sizes) if len(sizes) > 1 else ""


def _is(row: tuple[str, ...], size: str) -> bool:
    return row[0].strip().casefold() == size.strip().casefold()


def _system(column: SizeColumn) -> bool:
    return column.name.isupper() and not column.unit


def _heading(column: SizeColumn, speech: Speech) -> str:
    if _system(column):
        return column.name
    name = _measures(speech).get(column.name.strip().casefold()) or column.name.capitalize()
    return f"{name} ({column.unit})" if column.unit else name


def _measures(speech: Speech) -> dict[str, str]:
    """What charts measure most, by their names in English."""
    say = speech.say
    return {
        "size": say("Size"),
        "chest": say("Chest"),
        "bust": say("Bust"),
        "waist": say("Waist"),
        "hips": say("Hips"),
        "shoulders": say("Shoulders"),
        "sleeve": say("Sleeve"),
        "inseam": say("Inseam"),
        "length": say("Length"),
        "foot": say("Foot"),
    }
