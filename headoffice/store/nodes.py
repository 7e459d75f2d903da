"""Which machines a store has and how each is reached: the embedded engine alone, or a cluster's."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import urlsplit

import clickhouse_connect
from clickhouse_connect.driver.client import Client

from headoffice.store.port import StoreError

CLUSTER = "parcours"

#: Opens one more connection to the same machine, with or without its database chosen.
Connect = Callable[[str | None], Client]
#: The shards of a store; of each, the machines that hold a copy of it.
Shards = Sequence[Sequence[Connect]]

_MACHINES = """
SELECT shard_num, host_name FROM system.clusters
WHERE cluster = {cluster:String} ORDER BY shard_num, replica_num
"""


def is_embedded(dsn: str) -> bool:
    return dsn.startswith("chdb:")


def embedded(dsn: str) -> Connect:
    """Connections to the engine inside this process, over the folder that *dsn* names."""

    def connect(database: str | None) -> Client:
        with as_file(files(__package__) / "cluster.xml") as config:
            options = {"config-file": str(config), "tcp_port": "9000"}
            return clickhouse_connect.get_client(dsn=dsn, database=database, chdb_options=options)

    return connect


def server(dsn: str) -> Connect:
    """Connections to the ClickHouse server at *dsn*."""

    def connect(database: str | None) -> Client:
        return clickhouse_connect.get_client(
            dsn=dsn,
            database=database or "default",
            autogenerate_session_id=False,
            # The ids of a whole group do not fit into an address.
            form_encode_query_params=True,
        )

    return connect


def shards(dsn: str, client: Client) -> Shards:
    """Every machine of the cluster that *client*'s server belongs to, at *dsn*'s port.

    Raises StoreError when that server knows no such cluster.
    """
    rows = client.query(_MACHINES, parameters={"cluster": CLUSTER}).named_results()
    found: dict[int, list[Connect]] = {}
    for row in rows:
        found.setdefault(row["shard_num"], []).append(server(_at(dsn, row)))
    if not found:
        raise StoreError(
            f"{urlsplit(dsn).hostname} knows no cluster {CLUSTER!r}: name its machines under "
            f"<remote_servers><{CLUSTER}> in its configuration, one <shard> each"
        )
    return list(found.values())


def _at(dsn: str, row: Mapping[str, Any]) -> str:
    parts, host = urlsplit(dsn), row["host_name"]
    user, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port else ""
    host = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{user}{at}{host}{port}").geturl()
