"""A made-up network stands several times in one journey store, under other stores' names.

To make ten million events up takes many minutes, to copy them from one million takes one. Ids in
columns become others, so that each visit, request and customer is one of its own; of a body only
its source does.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from headoffice.rows import NO_ID
from headoffice.store import STATEMENTS, JourneyStore

_PATIENCE: Final = 60.0
#: What is known of all stores together stands once.
_TABLES: Final = tuple(
    name[len("create_") : -len("_local")]
    for name in STATEMENTS
    if re.fullmatch(r"create_\w+_local", name) and name != "create_variants_local"
)
_COLUMNS: Final = """
SELECT name, type FROM system.columns
WHERE database = currentDatabase() AND table = {table:String} ORDER BY position
"""


def name_of(store: str, copy: int) -> str:
    """What *store* is called in the *copy*th network; the 0th is the one that was made up."""
    return f"{store}-n{copy}" if copy else store


def copied(store: JourneyStore, copies: int, told: Callable[[int, int], None]) -> None:
    """Add *copies* of everything that stores in *store* told or that was made of it."""
    told(0, copies)
    for copy in range(1, copies + 1):
        for table in _TABLES:
            columns = list(_columns(store, table, copy))
            names = ", ".join(name for name, _ in columns)
            values = ", ".join(value for _, value in columns)
            store.each_shard(
                f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}_local "  # noqa: S608
                "WHERE store != '' AND NOT match(store, '-n[0-9]+$') SETTINGS "
                "distributed_foreground_insert = 1, async_insert = 0, "
                "max_partitions_per_insert_block = 0"
            )
        told(copy, copies)


def _columns(store: JourneyStore, table: str, copy: int) -> Iterator[tuple[str, str]]:
    """Each column of *table*, and what stands in it in the *copy*th network."""
    rows = store.query(_COLUMNS, {"table": f"{table}_local"}, timeout=_PATIENCE)
    for row in rows:
        yield row["name"], _value(table, row["name"], row["type"], copy)


def _value(table: str, name: str, kind: str, copy: int) -> str:
    column, store = f"{table}_local.{name}", f"{table}_local.store"
    if name == "store":
        return f"concat({column}, '-n{copy}')"
    if name == "customer":
        return f"if(empty({column}), '', concat({column}, '-n{copy}'))"
    if name in {"source", "body"}:
        here, there = (f"concat('/stores/', {store}, '{end}/')" for end in ("", f"-n{copy}"))
        return f"replaceAll({column}, {here}, {there})"
    if kind == "UUID":
        other = f"reinterpretAsUUID(bitXor(reinterpretAsUInt128({column}), toUInt128({copy})))"
        return f"if({column} = toUUID('{NO_ID}'), {column}, {other})"
    return column
