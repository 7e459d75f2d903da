"""Starts head office, makes stores and people known, and shows what was refused."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import structlog
import uvicorn

from contract.brand import Brand
from contract.ids import new_id
from contract.tiers import Tiers
from headoffice.accounts import SqliteAccounts
from headoffice.answers import Ahead, Answers
from headoffice.audit import SqliteAudit
from headoffice.checkers import Checkers
from headoffice.database import Database
from headoffice.erasure.commands import erase, export
from headoffice.erasure.tombstones import Tombstones
from headoffice.ingest import Committed, Grouping, Writer
from headoffice.journeys import Phases
from headoffice.live import Tail
from headoffice.marks import SqliteMarks
from headoffice.messages import Messages
from headoffice.notes import SqliteNotes
from headoffice.oidc.opening import opened
from headoffice.options import CONFIG, loaded, settings_in
from headoffice.pace import settle
from headoffice.people import audit, enrol, sign_out
from headoffice.rejected import RejectedEvents
from headoffice.rolling import Maker, Roller
from headoffice.sales.command import sales
from headoffice.selling import SalesMaker, makers
from headoffice.settings import Settings
from headoffice.shelf import Shelf
from headoffice.stocking import catalogue
from headoffice.store import JourneyStore, StoreError, supervised
from headoffice.tiers import strangers, summary
from headoffice.upkeep.commands import backup, move, restore
from headoffice.upkeep.retention import Retention
from headoffice.web.ahead import ask_ahead
from headoffice.web.app import create_app
from headoffice.web.measures import Measures
from headoffice.web.parts import Parts

_STOP_SECONDS = 5
#: How long an answer about days that are over stands, and how often it is asked for ahead; seconds.
_KEEP, _AHEAD = timedelta(minutes=20), 600.0
#: Processes that check large batches: one a core, and never many.
_CHECKERS = min(4, os.cpu_count() or 1)


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


main.add_command(export)
main.add_command(erase)


@main.command(help="Serve the dashboard and take the hubs' batches, until told to stop.")
@CONFIG
@click.option("--brand", type=click.Path(path_type=Path), default="config/brand.toml")
@click.option("--journey", type=click.Path(path_type=Path), default="config/journey.toml")
@click.pass_obj
def serve(hooks: Hooks, config: Path, brand: Path, journey: Path) -> None:
    settings = settings_in(config)
    theme = loaded(brand, Brand)
    phases = loaded(journey, Phases)
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
        settle()
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
    provider = opened(settings.oidc, _now)
    store = _store(settings)
    database = _database(settings)
    tail, ingest = Tail(), settings.ingest
    rejected = RejectedEvents(database)
    grouping = Grouping(ingest.group_milliseconds / 1000, ingest.group_events, ingest.queue)

    days, rollers = makers(
        Maker(store, phases, settings.zone, settings.zones),
        SalesMaker(store, settings.zone), settings.place,
        SqliteMarks(database), SqliteMarks(database, sales=True), _now,
    )  # fmt: skip

    def committed(what: Committed) -> None:
        hooks.after_commit()
        if days.after():
            for roller in rollers:
                roller.nudge()
        tail.publish(what)

    writer = Writer(
        store, rejected, _now, grouping=grouping, erased=Tombstones(database),
        before_commit=days.before, after_commit=committed,
    )  # fmt: skip
    checkers = Checkers(_CHECKERS)
    retention = Retention(store, settings.store.keep_months, _now)
    parts = Parts(
        store=store,
        writer=writer,
        accounts=SqliteAccounts(database),
        rejected=rejected,
        messages=Messages(database),
        notes=SqliteNotes(database),
        audit=SqliteAudit(database),
        tail=tail,
        brand=brand,
        phases=phases,
        shelf=Shelf(database, store),
        now=_now,
        zone=settings.zone,
        query_seconds=settings.store.query_seconds,
        secure_cookie=settings.http.secure_cookie,
        measures=Measures(),
        zones=settings.zones,
        regions=settings.regions,
        answers=Answers(_now, _KEEP),
        checkers=checkers,
        oidc=provider,
    )
    ahead = Ahead(lambda ended: ask_ahead(parts, ended), pause=_AHEAD)
    try:
        with _running(writer, *rollers, retention, ahead):
            yield parts
    finally:
        checkers.close()
        store.close()
        database.close()


@contextmanager
def _running(*threads: Roller | Writer | Retention | Ahead) -> Iterator[None]:
    """All of *threads* at work; the first of them stops first."""
    for thread in reversed(threads):
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.stop()


@main.command(help="Show the events that were refused, newest first, and why.")
@CONFIG
@click.option("--store", default="", help="Only this store's.")
@click.option("--limit", default=50, show_default=True)
def rejected(config: Path, store: str, limit: int) -> None:
    found = RejectedEvents(_database(settings_in(config))).newest(limit, store)
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
    settings, found = settings_in(config), loaded(file, Tiers)
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


main.add_command(enrol)
main.add_command(audit)
main.add_command(sign_out)
main.add_command(sales)
main.add_command(catalogue)
main.add_command(move)
main.add_command(backup)
main.add_command(restore)


def _store(settings: Settings) -> JourneyStore:
    try:
        return supervised(settings.dsn, engine=settings.store.engine)
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _database(settings: Settings) -> Database:
    return Database(settings.state_dir / "headoffice.sqlite")


if __name__ == "__main__":
    main(prog_name="python -m headoffice")
