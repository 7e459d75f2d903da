"""A head office that answers over the loopback, for tests that speak HTTP."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import requests
import uvicorn
from argon2 import PasswordHasher

from contract.brand import Brand
from contract.envelope import BATCH_CONTENT_TYPE
from contract.settings import load
from headoffice.accounts import SqliteAccounts
from headoffice.answers import Answers
from headoffice.audit import SqliteAudit
from headoffice.database import Database
from headoffice.erasure.tombstones import Tombstones
from headoffice.ingest import Grouping, Writer
from headoffice.journeys import Phases
from headoffice.live import Tail
from headoffice.messages import Messages
from headoffice.notes import SqliteNotes
from headoffice.rejected import RejectedEvents
from headoffice.shelf import Shelf
from headoffice.store import STATEMENTS, ClickHouseStore, open_store
from headoffice.web.app import create_app
from headoffice.web.measures import Measures
from headoffice.web.parts import Parts

#: Every table of the journey store.
TABLES = {name[7:] for name in STATEMENTS if re.fullmatch(r"create_\w+_local", name)}
ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 15, 20, tzinfo=UTC)
GTIN = "00614141100019"


def event(n: int, name: str = "product.viewed", store: str = "lyon", **more: Any) -> dict[str, Any]:
    """The *n*th event of a store's cabin-3; *more* replaces attributes, `data` is merged."""
    data = {"gtin": GTIN, "from": "tag"} if name == "product.viewed" else {}
    return {
        "specversion": "1.0",
        "id": str(UUID(int=(1 << 76) + n)),
        "source": f"/stores/{store}/touchpoints/cabin-3",
        "type": f"parcours.{name}.v1",
        "time": "2026-11-21T10:15:02.120Z",
        "outbox": str(UUID(int=7)),
        "sequence": f"{n:012d}",
        "storeid": store,
        "touchpointid": "cabin-3",
        "visitid": str(UUID(int=9)),
        **more,
        "data": data | more.get("data", {}),
    }


@dataclass(frozen=True)
class Office:
    """A running head office, one store's bearer and one person's password."""

    url: str
    parts: Parts
    bearer: str
    password: str
    app: Any = None

    def post(self, *events: Any, bearer: str = "", **options: Any) -> requests.Response:
        headers = {"Content-Type": BATCH_CONTENT_TYPE, **options.pop("headers", {})}
        headers["Authorization"] = f"Bearer {bearer or self.bearer}"
        body = options.pop("data", None) or json.dumps(events).encode()
        return requests.post(f"{self.url}/v1/events", body, headers=headers, timeout=60, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.url + path, timeout=60, allow_redirects=False, **options)

    def person(self) -> requests.Session:
        session = requests.Session()
        form = {"name": "claire", "password": self.password}
        session.post(f"{self.url}/sign-in", form, timeout=60).raise_for_status()
        return session


@contextmanager
def engine(folder: Path) -> Iterator[ClickHouseStore]:
    """The embedded engine: a module's tests share one, for what it starts never quite stops."""
    with closing(open_store(f"chdb://{folder}/journeys")) as store:
        yield store


def emptied(store: ClickHouseStore) -> ClickHouseStore:
    for table in sorted(TABLES):
        store.each_shard(f"TRUNCATE TABLE {table}")
    return store


@contextmanager
def served(store: ClickHouseStore, folder: Path, *, now: datetime | None = NOW) -> Iterator[Office]:
    """Head office over *store* and *folder*; at *now* for ever, or by the real clock."""
    database = Database(folder / "headoffice.sqlite")
    tail, rejected = Tail(), RejectedEvents(database)

    def clock() -> datetime:
        return now or datetime.now(UTC)

    writer = Writer(
        store,
        rejected,
        clock,
        grouping=Grouping(seconds=0.001),
        erased=Tombstones(database),
        after_commit=tail.publish,
    )
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    parts = Parts(
        store=store,
        writer=writer,
        accounts=SqliteAccounts(database, cheap),
        rejected=rejected,
        messages=Messages(database),
        notes=SqliteNotes(database),
        audit=SqliteAudit(database),
        tail=tail,
        brand=_config("brand.toml", Brand),
        phases=_config("journey.toml", Phases),
        shelf=Shelf(database, store),
        now=clock,
        zone=ZoneInfo("Europe/Paris"),
        query_seconds=10,
        secure_cookie=False,
        measures=Measures(),
        answers=Answers(clock, timedelta(0)),
    )
    writer.start()
    bearer = parts.accounts.enrol_store("lyon", clock())
    password = parts.accounts.enrol_account("claire", clock())
    try:
        app = create_app(parts)
        with _running(app, tail) as url:
            yield Office(url, parts, bearer, password, app)
    finally:
        writer.stop()
        database.close()


@contextmanager
def _running(app: Any, tail: Tail) -> Iterator[str]:
    up = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            up.set()

    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=2
    )
    server = Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert up.wait(50)
        host, port = server.servers[0].sockets[0].getsockname()
        yield f"http://{host}:{port}"
    finally:
        tail.close()
        server.should_exit = True
        thread.join()


def _config(name: str, model: Any) -> Any:
    return load((ROOT / "config" / name).read_text(), name, model)


def problem(answer: requests.Response) -> tuple[int, str]:
    """Status and detail of an answer that must be a problem document."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["detail"]
