"""The sample stock feed, dated as if it had been counted just now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PRODUCTS = HERE / "products.csv"
STOCK = HERE / "stock.tsv"
#: What the committed feed says of when it was counted.
COUNTED = "2026-11-21T07:30:00Z"


def stock_text(now: datetime) -> str:
    """The feed of both sample stores, its counts made at `now` (aware)."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return STOCK.read_text("utf-8").replace(COUNTED, moment)
