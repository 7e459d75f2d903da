"""The journey store: one port, one adapter, and every statement by name."""

from headoffice.store.clickhouse import ClickHouseStore, open_store
from headoffice.store.port import JourneyStore, Rows, StoreError, StoreInUse, TooSlow
from headoffice.store.statements import STATEMENTS, Statement

__all__ = [
    "STATEMENTS",
    "ClickHouseStore",
    "JourneyStore",
    "Rows",
    "Statement",
    "StoreError",
    "StoreInUse",
    "TooSlow",
    "open_store",
]
