"""A JourneyStore whose engine runs in another process of this machine, behind a Unix socket.

One call and one answer at a time on each line, pickled. The socket lets in its owner alone (mode
0600), who may read and write the data beside it anyway: a key would guard nothing more.
"""

import queue
from collections.abc import Mapping
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from headoffice.store.address import reachable
from headoffice.store.port import Rows, StoreError, TooSlow

_INSERT_SECONDS = 120.0


class RemoteStore:
    """Raises StoreError while no engine answers, and for what was under way when one ended.

    An engine that is *grace* seconds late with its answer to a question hangs, and is TooSlow.
    """

    def __init__(self, address: Path, *, grace: float = 20.0) -> None:
        self._address, self._grace = address, grace
        self._idle: queue.LifoQueue[Connection[Any, Any]] = queue.LifoQueue()

    def reach(self) -> None:
        """Make sure that an engine answers. Raises StoreError."""
        self._idle.put(self._line())

    def insert(self, ndjson: bytes, token: str, table: str = "events") -> None:
        self._call(_INSERT_SECONDS, "insert", ndjson, token, table)

    def query(
        self,
        sql: str,
        params: Mapping[str, Any],
        *,
        timeout: float,
        allow_partial: bool = False,
    ) -> Rows:
        options = {"timeout": timeout, "allow_partial": allow_partial}
        rows: Rows = self._call(timeout + self._grace, "query", sql, dict(params), **options)
        return rows

    def each_shard(self, sql: str) -> None:
        # A change of all that is kept may take hours.
        self._call(None, "each_shard", sql)

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def _call(self, patience: float | None, name: str, *words: Any, **options: Any) -> Any:
        line = self._line()
        try:
            line.send((name, words, options))
            answered = line.poll(patience)
            answer = line.recv() if answered else TooSlow("the journey store's engine hangs")
        except (OSError, EOFError) as error:
            line.close()
            raise StoreError("the journey store's engine ended before it answered") from error
        if answered:
            self._idle.put(line)
        else:
            line.close()
        if isinstance(answer, StoreError):
            raise answer
        return answer

    def _line(self) -> "Connection[Any, Any]":
        while not self._idle.empty():
            try:
                line = self._idle.get_nowait()
            except queue.Empty:
                break
            # Nothing was asked: what there is to read is the end of an engine that is gone.
            if not line.poll(0):
                return line
            line.close()
        try:
            with reachable(self._address) as address:
                return Client(address, "AF_UNIX")
        except OSError as error:
            raise StoreError(f"no journey store answers at {self._address}: {error}") from error
