"""The journey store on ClickHouse's dialect: embedded chDB or a cluster, by the DSN alone."""

import queue
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from string import Template
from typing import Any
from urllib.parse import urlsplit

from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError

from headoffice.store.nodes import (
    CLUSTER,
    Connect,
    Shards,
    embedded,
    is_embedded,
    server,
    shards,
)
from headoffice.store.port import Rows, StoreError, StoreInUse, TooSlow
from headoffice.store.statements import STATEMENTS

DATABASE = "journeys"
_TIMEOUT_EXCEEDED = 159
_READERS = 4
_SCHEMA = (
    "create_database",
    "create_events_local",
    "create_events",
    "create_visits_local",
    "create_visits",
    "create_devices_local",
    "create_devices",
    "create_garments_local",
    "create_garments",
    "create_shown_local",
    "create_shown",
    "create_requests_local",
    "create_requests",
    "create_opinions_local",
    "create_opinions",
    "create_told_visits_local",
    "create_told_visits",
    "create_told_requests_local",
    "create_told_requests",
    "create_told_words_local",
    "create_told_words",
    "create_told_ways_local",
    "create_told_ways",
    "create_bought_local",
    "create_bought",
    "drop_sold",
    "drop_sold_local",
    "create_variants_local",
    "create_variants",
    "create_rolls_local",
    "create_rolls",
)

_INSERT = {
    # The answer may leave only when every shard has the rows on its disk.
    "distributed_foreground_insert": 1,
    "async_insert": 0,
    # History handed in late may span years; a limit here would refuse a whole group for it.
    "max_partitions_per_insert_block": 0,
    "date_time_input_format": "best_effort",
    # A repeat within one group is a fault to be seen, until a merge takes it out.
    "optimize_on_insert": 0,
}
#: Lists of so many words and more are written by us, where they are letters and digits alone.
_LONG = 100
_PLAIN = re.compile(r"[0-9A-Za-z._/-]*")
_STATEMENT = {"mutations_sync": 2}
_SELECT = {
    "final": 0,
    "do_not_merge_across_partitions_select_final": 1,
    # Whoever asks a question for the fourth time would wait 200 ms for its code to be compiled.
    "compile_expressions": 0,
    "compile_aggregate_expressions": 0,
}


class ClickHouseStore:
    """A JourneyStore over one writing and a few reading connections."""

    def __init__(self, connect: Connect, shards: Shards, *, engine: str) -> None:
        everywhere = [connect for copies in shards for connect in copies]
        # What one copy of a replicated shard is told, the engine tells the others.
        replicated = engine.startswith("Replicated")
        told = [copies[0] for copies in shards] if replicated else everywhere
        self._machines = [_Machine(connect) for connect in told]
        names = {"database": DATABASE, "cluster": CLUSTER, "engine": engine}
        texts = (Template(STATEMENTS[name].sql) for name in _SCHEMA)
        _on_each(everywhere, [text.substitute(names) for text in texts], None)
        self._writer = connect(DATABASE)
        self._clients = [connect(DATABASE) for _ in range(_READERS)]
        self._readers: queue.Queue[Client] = queue.Queue()
        for client in self._clients:
            self._readers.put(client)

    def insert(self, ndjson: bytes, token: str, table: str = "events") -> None:
        settings = {**_INSERT, "insert_deduplication_token": token}
        with _own_errors():
            self._writer.raw_insert(
                table, insert_block=ndjson, fmt="JSONEachRow", settings=settings
            )

    def query(
        self,
        sql: str,
        params: Mapping[str, Any],
        *,
        timeout: float,
        allow_partial: bool = False,
    ) -> Rows:
        settings = {
            **_SELECT,
            "max_execution_time": timeout,
            "skip_unavailable_shards": int(allow_partial),
        }
        client = self._readers.get()
        try:
            with _own_errors():
                result = client.query(
                    sql, parameters=_bound(params), settings=settings, tz_mode="aware"
                )
                return list(result.named_results())
        finally:
            self._readers.put(client)

    def each_shard(self, sql: str) -> None:
        for machine in self._machines:
            machine.command(sql)

    def close(self) -> None:
        for client in (self._writer, *self._clients):
            client.close()
        for machine in self._machines:
            machine.close()


class _Written:
    """A long list as the engine reads it: the client's own way looks at each character in turn."""

    def __init__(self, words: Sequence[str]) -> None:
        self._text = "['" + "','".join(words) + "']"

    def __str__(self) -> str:
        return self._text


def _bound(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _Written(it) if _is_long_and_plain(it) else it for name, it in params.items()}


def _is_long_and_plain(value: object) -> bool:
    if not isinstance(value, list) or len(value) < _LONG:
        return False
    # Nothing in it needs to be escaped, nor reads as anything but text.
    return all(isinstance(it, str) for it in value) and bool(_PLAIN.fullmatch("".join(value)))


class _Machine:
    """One machine's lines for statements, kept: a new one costs more than most statements do."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._idle: queue.LifoQueue[Client] = queue.LifoQueue()

    def command(self, sql: str) -> None:
        with _own_errors():
            try:
                client = self._idle.get_nowait()
            except queue.Empty:
                client = self._connect(DATABASE)
            try:
                client.command(sql, settings=_STATEMENT)
            except BaseException:
                client.close()
                raise
            self._idle.put(client)

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()


def _on_each(machines: Iterable[Connect], statements: Sequence[str], database: str | None) -> None:
    for connect in machines:
        with _own_errors():
            client = connect(database)
            try:
                for sql in statements:
                    client.command(sql, settings=_STATEMENT)
            finally:
                client.close()


@contextmanager
def _own_errors() -> Iterator[None]:
    try:
        yield
    except ClickHouseError as error:
        if getattr(error, "code", None) == _TIMEOUT_EXCEEDED:
            raise TooSlow("the question took longer than it may; ask for fewer days") from error
        raise StoreError(str(error)[:500]) from error


def open_store(dsn: str, *, engine: str = "ReplacingMergeTree") -> ClickHouseStore:
    """The store at *dsn*: `chdb:///absolute/path`, or `http(s)://user:password@host:port`.

    Embedded: one path per process at a time, never across a fork. A cluster: every machine that the
    host's `system.clusters` lists is given the tables, so that all must answer. Raises StoreInUse
    when another process has the path, StoreError when the engine cannot be reached.
    """
    connect = embedded(dsn) if is_embedded(dsn) else server(dsn)
    try:
        # Held until the store has its own: the embedded engine stops with its last connection.
        first = connect(None)
    except ClickHouseError as error:
        if is_embedded(dsn):
            raise StoreInUse(
                f"{urlsplit(dsn).path} cannot be opened: another process has it open, or this one "
                f"has another store open ({error})"
            ) from error
        raise StoreError(f"no ClickHouse answers: {error}") from error
    with closing(first), _own_errors():
        machines = [[connect]] if is_embedded(dsn) else shards(dsn, first)
        return ClickHouseStore(connect, machines, engine=engine)
