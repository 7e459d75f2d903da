"""The journey store on ClickHouse's dialect: embedded chDB or a cluster, by the DSN alone."""

import queue
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from string import Template
from typing import Any
from urllib.parse import urlsplit

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError

from headoffice.store.port import Rows, StoreError, StoreInUse, TooSlow
from headoffice.store.statements import STATEMENTS

CLUSTER = "parcours"
DATABASE = "journeys"
_TIMEOUT_EXCEEDED = 159
_READERS = 4
_SCHEMA = ("create_events_local", "create_events")

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
_SELECT = {"final": 0, "do_not_merge_across_partitions_select_final": 1}

#: Opens one more connection to the same store, with or without its database chosen.
Connect = Callable[[str | None], Client]


class ClickHouseStore:
    """A JourneyStore over one writing and a few reading connections."""

    def __init__(self, connect: Connect, shards: tuple[Connect, ...], *, engine: str) -> None:
        self._shards = shards
        names = {"database": DATABASE, "cluster": CLUSTER, "engine": engine}
        self._on_each(Template(STATEMENTS["create_database"].sql).substitute(names), None)
        for name in _SCHEMA:
            self._on_each(Template(STATEMENTS[name].sql).substitute(names), DATABASE)
        self._writer = connect(DATABASE)
        self._clients = [connect(DATABASE) for _ in range(_READERS)]
        self._readers: queue.Queue[Client] = queue.Queue()
        for client in self._clients:
            self._readers.put(client)

    def insert(self, ndjson: bytes, token: str) -> None:
        settings = {**_INSERT, "insert_deduplication_token": token}
        with _own_errors():
            self._writer.raw_insert(
                "events", insert_block=ndjson, fmt="JSONEachRow", settings=settings
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
                    sql, parameters=dict(params), settings=settings, tz_mode="aware"
                )
                return list(result.named_results())
        finally:
            self._readers.put(client)

    def each_shard(self, sql: str) -> None:
        self._on_each(sql, DATABASE)

    def close(self) -> None:
        for client in (self._writer, *self._clients):
            client.close()

    def _on_each(self, sql: str, database: str | None) -> None:
        for connect in self._shards:
            with _own_errors():
                client = connect(database)
                try:
                    client.command(sql, settings={"mutations_sync": 2})
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

    Embedded: one path per process at a time, never across a fork. Raises StoreInUse when another
    process has the path, StoreError when the engine cannot be reached.
    """
    connect = _embedded(dsn) if dsn.startswith("chdb:") else _server(dsn)
    try:
        # Held until the store has its own: the embedded engine stops with its last connection.
        first = connect(None)
    except ClickHouseError as error:
        if dsn.startswith("chdb:"):
            raise StoreInUse(
                f"{urlsplit(dsn).path} cannot be opened: another process has it open, or this one "
                f"has another store open ({error})"
            ) from error
        raise StoreError(f"no ClickHouse answers: {error}") from error
    with closing(first):
        return ClickHouseStore(connect, (connect,), engine=engine)


def _embedded(dsn: str) -> Connect:
    def connect(database: str | None) -> Client:
        with as_file(files(__package__) / "cluster.xml") as config:
            options = {"config-file": str(config), "tcp_port": "9000"}
            return clickhouse_connect.get_client(dsn=dsn, database=database, chdb_options=options)

    return connect


def _server(dsn: str) -> Connect:
    def connect(database: str | None) -> Client:
        return clickhouse_connect.get_client(
            dsn=dsn,
            database=database or "default",
            autogenerate_session_id=False,
            # The ids of a whole group do not fit into an address.
            form_encode_query_params=True,
        )

    return connect
