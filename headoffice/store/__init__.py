"""The journey store: one port, its adapters, and every statement by name."""

from headoffice.store.access import connect, supervised
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
    "connect",
    "open_store",
    "supervised",
]
