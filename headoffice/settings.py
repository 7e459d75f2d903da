"""What config/headoffice.toml may say."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from contract.model import Strict
from contract.zones import Zone


class Http(Strict):
    host: str = "127.0.0.1"
    port: int = Field(default=8090, ge=1, le=65535)
    #: Set behind TLS: the session cookie then travels over HTTPS only.
    secure_cookie: bool = False


class Store(Strict):
    """Where journeys are kept.

    *dsn* is `chdb:///absolute/path` for the embedded engine or `https://user:password@host:8443/db`
    for a cluster; empty means embedded, in `journeys` below the state directory.
    """

    dsn: str = ""
    #: `Replicated` on a cluster with Keeper: only the engine clause changes.
    engine: Literal["ReplacingMergeTree", "ReplicatedReplacingMergeTree"] = "ReplacingMergeTree"
    #: Seconds a question of the dashboard may take before it is refused.
    query_seconds: float = Field(default=10.0, gt=0)


class Ingest(Strict):
    """Batches of several hubs share one commit."""

    group_milliseconds: int = Field(default=50, ge=0, le=1000)
    group_events: int = Field(default=10_000, ge=1)
    #: Batches that may wait for the writer; more are answered 429.
    queue: int = Field(default=64, ge=1)


class Settings(Strict):
    state_dir: Path
    #: Where a day begins and ends for the figures.
    timezone: Zone = "Europe/Paris"
    http: Http = Http()
    store: Store = Store()
    ingest: Ingest = Ingest()

    @property
    def dsn(self) -> str:
        return self.store.dsn or f"chdb://{(self.state_dir / 'journeys').absolute()}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
