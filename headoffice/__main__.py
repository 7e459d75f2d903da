"""Starts head office, makes stores and people known, and shows what was refused."""

import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
import structlog
import uvicorn

from contract.brand import Brand
from contract.ids import new_id
from contract.settings import SettingsError, load
from contract.tiers import Tiers
from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.ingest import Committed, Grouping, Writer
from headoffice.journeys import Phases
from headoffice.live import Tail
from headoffice.messages import Messages
from headoffice.rejected import RejectedEvents
from headoffice.settings import Settings
from headoffice.store import StoreError, open_store
from headoffice.tiers import strangers, summary
from headoffice.web.app import create_app
from headoffice.web.measures import Measures
from headoffice.web.parts import Parts

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="config/headoffice.toml",
    show_default=True,
    help="What head office is told: where it keeps things and where it listens.",
)
_STOP_SECONDS = 5
M = TypeVar("M", Settings, Brand, Phases, Tiers)


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a trial may do at the moment at which a crash hurts most."""

    #: The engine has a batch, and its hub has not been told.
    after_commit: Callable[[], None] = lambda: None


def _now() -> datetime:
    return datetime.now(UTC)


@click.group(help="All stores together: takes their events, draws their figures.")
@click.pass_context
def main(context: click.Context) -> None:
    context.ensure_object(Hooks)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@main.command(help="Serve the dashboard and take the hubs' batches, until told to stop.")
@CONFIG
@click.option("--brand", type=click.Path(path_type=Path), default="config/brand.toml")
@click.option("--journey", type=click.Path(path_type=Path), default="config/journey.toml")
@click.pass_obj
def serve(hooks: Hooks, config: Path, brand: Path, journey: Path) -> None:
    settings = _settings(config)
    theme = _loaded(brand, Brand)
    phases = _loaded(journey, Phases)
    with _listening(settings) as listener, _parts(settings, theme, phases, hooks) as parts:
        server = _Server(
            uvicorn.Config(
                create_app(parts),
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_STOP_SECONDS,
            ),
            parts.tail,
        )
        # uvicorn raises the signal again when it is done; the default would end us before the store
        # is closed.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        log = structlog.get_logger()
        log.info("head office is up", url=f"http://{settings.http.host}:{settings.http.port}/")
        server.run(sockets=[listener])
    log.info("head office is down")


class _Server(uvicorn.Server):
    """Ends the live streams first: they would keep the server from stopping."""

    def __init__(self, config: uvicorn.Config, tail: Tail) -> None:
        super().__init__(config)
        self._tail = tail

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._tail.close()
        await super().shutdown(sockets)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The port, taken before the store is opened, so that a second start fails at once."""
    host, port = settings.http.host, settings.http.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(1024)
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else str(error)
            raise click.ClickException(
                f"{host}:{port} {why}; choose another with [http] port"
            ) from error
        yield listener


@contextmanager
def _parts(settings: Settings, brand: Brand, phases: Phases, hooks: Hooks) -> Iterator[Parts]:
    try:
        store = open_store(settings.dsn, engine=settings.store.engine)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    database = _database(settings)
    tail, ingest = Tail(), settings.ingest
    rejected = RejectedEvents(database)
    grouping = Grouping(ingest.group_milliseconds / 1000, ingest.group_events, ingest.queue)

    def committed(what: Committed) -> None:
        hooks.after_commit()
        tail.publish(what)

    writer = Writer(store, rejected, _now, grouping=grouping, after_commit=committed)
    writer.start()
    try:
        yield Parts(
            store=store,
            writer=writer,
            accounts=SqliteAccounts(database),
            rejected=rejected,
            messages=Messages(database),
            tail=tail,
            brand=brand,
            phases=phases,
            now=_now,
            zone=settings.zone,
            query_seconds=settings.store.query_seconds,
            secure_cookie=settings.http.secure_cookie,
            measures=Measures(),
        )
    finally:
        writer.stop()
        store.close()
        database.close()


@main.group(help="Make a store or a person known; what they need is printed once.")
def enrol() -> None: ...


@enrol.command("store", help="Print the bearer a store's hub sends; an earlier one ends.")
@click.argument("name")
@CONFIG
def enrol_store(name: str, config: Path) -> None:
    try:
        bearer = SqliteAccounts(_database(_settings(config))).enrol_store(name, _now())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(bearer)


@enrol.command("account", help="Print a person's password for the dashboard; an earlier one ends.")
@click.argument("name")
@CONFIG
def enrol_account(name: str, config: Path) -> None:
    click.echo(SqliteAccounts(_database(_settings(config))).enrol_account(name, _now()))


@main.command(help="Show the events that were refused, newest first, and why.")
@CONFIG
@click.option("--store", default="", help="Only this store's.")
@click.option("--limit", default=50, show_default=True)
def rejected(config: Path, store: str, limit: int) -> None:
    found = RejectedEvents(_database(_settings(config))).newest(limit, store)
    for it in found:
        times = f" ×{it.times}" if it.times > 1 else ""
        click.echo(
            f"{it.last_at}  {it.store}  {it.reason}{times}  {it.id or '(no id)'}  {it.detail}"
        )
    if not found:
        click.echo("nothing was refused")


@main.command(
    epilog="FILE is written like config/tiers.toml, which explains each line; docs/tiers.md has an "
    "example of a pilot. Try it first: python -m headoffice tiers FILE --check"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Say what FILE comes to, and send nothing.")
@CONFIG
def tiers(file: Path, config: Path, *, check: bool) -> None:
    """Send every store which features its screens have, by tier, store and day.

    FILE replaces, whole, what was sent before. A store takes it over as soon as it has a line, and
    keeps it without one; its screens change at once, those with dates on their day. A mistake is
    told with its key and sends nothing.
    """
    settings, found = _settings(config), _loaded(file, Tiers)
    database = _database(settings)
    known = SqliteAccounts(database).stores()
    for line in strangers(found, known):
        click.echo(f"{file}: {line}", err=True)
    for line in summary(found, known, _now(), settings.zone):
        click.echo(line)
    messages, data = Messages(database), found.model_dump(mode="json")
    if check:
        click.echo("nothing was sent")
    elif data == messages.newest("settings"):
        click.echo("this is what was sent last; nothing was sent")
    else:
        click.echo(f"sent as message {messages.put('settings', data, _now(), new_id)}")


def _database(settings: Settings) -> Database:
    return Database(settings.state_dir / "headoffice.sqlite")


def _settings(path: Path) -> Settings:
    return _loaded(path, Settings)


def _loaded(path: Path, model: type[M]) -> M:
    try:
        return load(path.read_text(encoding="utf-8"), str(path), model)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}; say where it is") from error
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main(prog_name="python -m headoffice")
