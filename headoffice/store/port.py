"""The only thing head office knows of the engine that keeps journeys."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

#: One mapping of column to value per row; times are aware, in UTC.
Rows = Sequence[Mapping[str, Any]]


class StoreError(Exception):
    """The engine refused or could not be reached; the sentence is fit for a log."""


class TooSlow(StoreError):
    """A question took longer than it may."""


class StoreInUse(StoreError):
    """Another process has the data directory open."""


class JourneyStore(Protocol):
    """Events in, answers out. Safe to call from several threads."""

    def insert(self, ndjson: bytes, token: str, table: str = "events") -> None:
        """Keep rows of *table*, one JSON object a line.

        Returns only when they are durable. A *token* that was used before saves the work of a
        repeat and is never needed for correctness. Raises StoreError; then it is unknown which
        rows were kept, and the same ids must be looked up before another try.
        """

    def query(
        self,
        sql: str,
        params: Mapping[str, Any],
        *,
        timeout: float,
        allow_partial: bool = False,
    ) -> Rows:
        """The rows of one SELECT, with `{name:Type}` filled from *params*.

        *timeout* in seconds, after which TooSlow is raised. With *allow_partial* a shard that is
        down is left out; without it StoreError is raised.
        """

    def each_shard(self, sql: str) -> None:
        """Run one statement on every shard: definitions, erasure, merges."""

    def close(self) -> None: ...
