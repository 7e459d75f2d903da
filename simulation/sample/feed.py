"""The sample stock feed, dated as if both sample stores had been counted just now."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PRODUCTS = HERE / "products.csv"
STOCK = HERE / "stock.tsv"
#: What the committed feed says of when the sample stores were counted; other stores were earlier.
COUNTED = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def stock_text(now: datetime) -> str:
    """The feed of all sample stores, its newest counts made at `now` (aware)."""
    later = now - COUNTED

    def moved(found: re.Match[str]) -> str:
        moment = datetime.fromisoformat(found[0]) + later
        return moment.astimezone(UTC).strftime(_FORM)

    return _MOMENT.sub(moved, STOCK.read_text("utf-8"))
