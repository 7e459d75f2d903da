"""Tills' files by example, and for whom they are read."""
# ruff: noqa: E501  # rows as tills write them

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from headoffice.sales.formats import Format, read_till
from headoffice.sales.till import Reading, TillFile, TillLine

NOW = datetime(2026, 11, 21, 15, 20, tzinfo=UTC)
AT = datetime(2026, 11, 21, 9, 15, tzinfo=UTC)
ONE, TWO = "00614141100019", "00614141100026"
LYON = Reading("lyon", NOW, frozenset({"Boutique Lyon", "655441491"}))
PARIS_TIME = Reading("lyon", NOW, LYON.known_as, ZoneInfo("Europe/Paris"), "EUR")

PLAIN = """store,basket,time,gtin,serial,quantity,unit_price,currency,customer,visit_code
lyon,4711,2026-11-21T10:15:00+01:00,0614141100019,A1,1,89.00,EUR,c-1,v-1
lyon,4711,2026-11-21T10:15:00+01:00,614141100026,,2,19.90,EUR,c-1,v-1
lyon,4712,2026-11-21T10:15:00+01:00,00614141100019,A1,-1,89.00,EUR,,
"""
PLAIN_LINES = (
    TillLine(2, "4711", AT, ONE, 1, "89.00", "EUR", "A1", "c-1", "v-1"),
    TillLine(3, "4711", AT, TWO, 2, "19.90", "EUR", "", "c-1", "v-1"),
    TillLine(4, "4712", AT, ONE, -1, "89.00", "EUR", "A1"),
)

ODOO = """Order Ref,Receipt Number,Date,Point of Sale,Currency,Customer/Reference,Status,Order Lines/Product/Barcode,Order Lines/Quantity,Order Lines/Tax Incl.,Order Lines/Lot/serial Number/Lot Name
Lyon/0001,00001-001-0001,2026-11-21 10:15:00,Boutique Lyon,EUR,c-1,Posted,0614141100019,2.0,178.0,A1
,,,,,,,,,,A2
,,,,,,,614141100026,1.0,19.9,
Lyon/0002,00001-001-0002,2026-11-21 10:15:00,Boutique Lyon,EUR,,Paid,0614141100019,-1.0,-89.0,A1
Lyon/0003,00001-001-0003,2026-11-21 10:15:00,Boutique Lyon,EUR,,Cancelled,0614141100019,1.0,89.0,
"""


def read(text: str, reading: Reading = LYON, kind: Format | None = None) -> TillFile:
    return read_till(text.encode(), "sales.csv", reading, kind)
