"""`python -m headoffice move`, `backup`, `restore`: what a person does to all journeys at once."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, get_args
from urllib.parse import urlsplit

import click

from headoffice.database import Database
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.tombstones import Tombstones
from headoffice.keys import KeyMissing, key_file
from headoffice.options import CONFIG, settings_in
from headoffice.settings import Settings, TableEngine
from headoffice.store import JourneyStore, StoreError, connect
from headoffice.upkeep.backup import Unfit, save
from headoffice.upkeep.backup import restore as bring_back
from headoffice.upkeep.moving import Comparison, Step, compare
from headoffice.upkeep.moving import move as move_all

#: Seconds in which old files have to be gone: the engine may take five minutes.
_PATIENCE: Final = 600.0
#: So many differences are told one by one.
_TOLD: Final = 20


@click.command(
    "move",
    epilog="Exit code 0: both sides count the same; 1: they differ, or a line says what is wrong. "
    "docs/journey_store.md tells the whole way from one machine to a cluster.",
)
@click.argument("dsn", envvar="PARCOURS_MOVE_TO")
@click.option("--check", is_flag=True, help="Only count both sides, and move nothing.")
@click.option(
    "--engine",
    type=click.Choice(get_args(TableEngine)),
    default=get_args(TableEngine)[0],
    show_default=True,
    help="Of the tables at DSN, as [store] engine will say.",
)
@CONFIG
def move(dsn: str, engine: str, config: Path, *, check: bool) -> None:
    """Bring all events from the store in the settings to the one at DSN, and count both sides.

    DSN is https://user:password@host:8443 for a cluster, or chdb:///absolute/path for an embedded
    store; PARCOURS_MOVE_TO may say it where others can read what is run. Week by week; broken off
    at any moment and started again, it goes on. `serve` may run meanwhile: what comes in during the
    move makes a difference, and moving once more takes it over, erasures too. Whom `erase` took out
    does not come along. Nothing is removed from where it was.
    """
    settings = settings_in(config)
    if _place(dsn) == _place(settings.dsn):
        raise click.ClickException("DSN is where the journeys are already; name another place")
    with _stores(settings, dsn, engine) as (source, target):
        if not check and _moved(_database(settings), source, target):
            _sweep(target)
        found = compare(source, target)
    _tell_difference(found)
    if found.differences:
        sys.exit(1)
    click.echo(f"both sides count {found.events:,} events, alike by day, store and type")


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@CONFIG
def backup(folder: Path, config: Path) -> None:
    """Save head office into FOLDER, which is new or empty: all journeys, and its own database.

    `serve` may run meanwhile. FOLDER is on this machine; carry it to another. Not in it: the key
    under which erased customers are known (erasure.key beside the database), which you keep
    elsewhere, and the settings. Whom you erase later is still in FOLDER: give it an end. For
    journeys in a cluster use ClickHouse's own BACKUP.
    """
    settings = settings_in(config)
    with _embedded(settings) as store:
        save(store, _database(settings), folder)
    click.echo(f"{folder}: journeys and database are saved")


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@CONFIG
def restore(folder: Path, config: Path) -> None:
    """Bring head office back from FOLDER, which `backup` made, into a state_dir that is new.

    Put erasure.key into state_dir first, and erase again whom you erased since: both are not in
    FOLDER. What hubs handed in after the backup is not there, and no hub sends it again.
    """
    settings = settings_in(config)
    with _embedded(settings) as store:
        events = bring_back(store, _database(settings), folder)
    click.echo(f"{settings.state_dir}: {events:,} events and the database are back")
    if not key_file(settings.state_dir).exists():
        click.echo(f"Warning: {key_file(settings.state_dir)} is missing; see --help", err=True)


def _moved(file: Path, source: JourneyStore, target: JourneyStore) -> bool:
    try:
        with closing(Database(file)) as database:
            return move_all(source, target, Tombstones(database), _tell)
    except sqlite3.DatabaseError as error:
        raise click.ClickException(
            f"{file}: {error}; it says who was erased, and nothing is moved without it: try again "
            "when no other program holds it, or bring it back from a backup"
        ) from error


def _sweep(target: JourneyStore) -> None:
    click.echo(
        "events that were there in older words are there once; waiting until the old files are "
        "gone from the disk, up to 5 minutes"
    )
    if not Journeys(target).sweep(_PATIENCE):
        raise click.ClickException(
            "everything is moved, but somebody still reads older files of the new store; the "
            "engine removes them by itself when they are done"
        )


def _tell(step: Step) -> None:
    word = f"{step.sent:,} of them sent" if step.sent else "all there already"
    click.echo(
        f"week of {step.week}, {step.number} of {step.weeks}: {step.events:,} events, {word}"
    )


def _tell_difference(found: Comparison) -> None:
    for it in found.differences[:_TOLD]:
        click.echo(
            f"{it.heap.day}  {it.heap.store}  {it.heap.type}: {it.source:,} here, "
            f"{it.target:,} there",
            err=True,
        )
    if (more := len(found.differences) - _TOLD) > 0:
        click.echo(f"and {more:,} more differences", err=True)
    if found.differences:
        click.echo(
            "Error: the two sides differ; what came in meanwhile is taken over by moving again",
            err=True,
        )


def _place(dsn: str) -> tuple[str | None, int | None, str]:
    parts = urlsplit(dsn)
    return parts.hostname, parts.port, parts.path.rstrip("/") if parts.scheme == "chdb" else ""


@contextmanager
def _stores(
    settings: Settings, dsn: str, engine: str
) -> Iterator[tuple[JourneyStore, JourneyStore]]:
    if urlsplit(dsn).scheme not in {"chdb", "http", "https"}:
        raise click.ClickException(
            f"{dsn!r} names no store; chdb:///var/lib/parcours/journeys or "
            "https://user:password@clickhouse-1:8443 would"
        )
    with (
        _own_errors(),
        closing(connect(settings.dsn, engine=settings.store.engine)) as source,
        closing(connect(dsn, engine=engine)) as target,
    ):
        yield source, target


@contextmanager
def _embedded(settings: Settings) -> Iterator[JourneyStore]:
    if urlsplit(settings.dsn).scheme != "chdb":
        raise click.ClickException(
            "the journeys are in a cluster, whose machines have disks of their own: save them by "
            "ClickHouse's BACKUP; head office's own database is "
            f"{_database(settings)}"
        )
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with _own_errors(), closing(connect(settings.dsn)) as store:
        yield store


@contextmanager
def _own_errors() -> Iterator[None]:
    try:
        yield
    except (StoreError, Unfit, KeyMissing, OSError) as error:
        raise click.ClickException(str(error)) from error


def _database(settings: Settings) -> Path:
    return settings.state_dir / "headoffice.sqlite"
