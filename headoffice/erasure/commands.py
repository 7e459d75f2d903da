"""`python -m headoffice export` and `erase`: what is kept of one customer, handed out or erased."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from contract.customers import ERASED
from contract.ids import new_id
from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.erasure.export import document
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.refusals import Refusals
from headoffice.erasure.tombstones import Tombstone, Tombstones
from headoffice.keys import KeyMissing
from headoffice.marks import SqliteMarks
from headoffice.options import CONFIG, settings_in
from headoffice.people import by_command
from headoffice.rolling import StoreDate
from headoffice.selling import ALL, sales_weeks
from headoffice.store import StoreError, connect

#: Seconds in which old parts and older readers have to be gone: the engine may take five minutes.
_PATIENCE: Final = 600.0
_AGAIN: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where something of a customer may lie."""

    database: Database
    journeys: Journeys
    refusals: Refusals
    tombstones: Tombstones
    sales: SqliteMarks


@click.command("export")
@click.argument("customer")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="The file; it is new.")
@CONFIG
def export(customer: str, to: Path | None, config: Path) -> None:
    """Write down everything that head office keeps of CUSTOMER, the CRM's opaque id.

    A JSON file, readable by you alone: every event of the visits that are linked to the customer,
    purchases, and refused events that name them; it says itself what each part is. By default it
    is called export-DATE.json. Delete it when it is handed over.
    """
    with _kept(config) as kept:
        found = document(customer, kept.journeys, kept.refusals, _now())
        if found is None:
            raise click.ClickException(_nothing(customer, kept.tombstones.of(customer)))
        by_command(kept.database, "exported a customer")
    file = to or Path(f"export-{_now():%Y-%m-%dT%H%M%SZ}.json")
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}; name another with --to") from error
    counts = ", ".join(f"{len(found[part])} {part}" for part in ("visits", "purchases", "refused"))
    click.echo(f"{file}: {counts}")


@click.command("erase")
@click.argument("customer")
@click.option("--status", is_flag=True, help="Say which stores' hubs have done it; change nothing.")
@click.option(
    "--anyway",
    is_flag=True,
    help="Also when nothing is kept here: a hub may hold what it has not sent yet.",
)
@CONFIG
def erase(customer: str, config: Path, *, status: bool, anyway: bool) -> None:
    """Take CUSTOMER, the CRM's opaque id, out of everything, here and at every store's hub.

    Visits and purchases stay in the figures and are nobody's. What is sent again later is kept
    without the customer too. Head office may run meanwhile. It cannot be undone: export first. The
    CRM itself is asked to forget elsewhere, and backups keep what they have until they are deleted:
    docs/privacy.md says what is erased where, and when.
    """
    if customer in {"", ERASED}:
        raise click.ClickException(f"{customer!r} is no customer; say the id that the CRM gave")
    with _kept(config) as kept:
        before = kept.tombstones.of(customer)
        if status:
            _tell(customer, before, kept)
            return
        if before is None and not (anyway or _is_known(customer, kept)):
            raise click.ClickException(_nothing(customer, None))
        _erase(customer, before, kept)


def _erase(customer: str, before: Tombstone | None, kept: _Kept) -> None:
    # First of all, so that nothing comes in behind us; a second run goes on from here.
    it = before or kept.tombstones.put(customer, _now(), new_id)
    by_command(kept.database, "erased a customer")
    # What was joined by who they were is joined anew without.
    days = {StoreDate(ALL, day) for day in kept.journeys.days(customer)}
    kept.sales.mark(sales_weeks(days, _now().date()))
    events, refused = kept.journeys.erase(customer), kept.refusals.erase(customer)
    if before is not None and before.done_at and not (events or refused):
        click.echo(f"erased already, on {before.done_at}; nothing of them has come since")
        return
    click.echo("waiting until the old files are gone from the disk; the first time up to 5 minutes")
    if not (kept.journeys.sweep(_PATIENCE) and _swept(kept.database)):
        raise click.ClickException(
            "nothing names them any more, but somebody still reads older files; run this again in "
            "a few minutes, and they are gone from the disk too"
        )
    kept.tombstones.done(it, _now())
    click.echo(f"erased: {events} events, {refused} refused ones")
    click.echo("--status says which stores' hubs have done it")


def _tell(customer: str, it: Tombstone | None, kept: _Kept) -> None:
    if it is None:
        raise click.ClickException(
            f"{customer} was not erased; `python -m headoffice erase {customer}` does it"
        )
    done = it.done_at or "not through yet: run it again without --status"
    click.echo(f"head office: {done}")
    answers = kept.journeys.answers(it.message)
    for store in SqliteAccounts(kept.database).stores():
        at = answers.get(store)
        said = f"{at:%Y-%m-%d %H:%M:%S}Z" if at else "its hub has not answered yet"
        click.echo(f"{store}: {said}")


def _is_known(customer: str, kept: _Kept) -> bool:
    return bool(kept.refusals.of(customer)) or kept.journeys.name(customer)


def _nothing(customer: str, it: Tombstone | None) -> str:
    if it is not None:
        return f"nothing is kept of {customer}: erased on {it.done_at or it.asked_at}"
    return (
        f"nothing is kept of {customer!r}, and nothing was changed; ids are told apart by every "
        "letter. If a hub may hold what it has not sent yet: erase --anyway"
    )


def _swept(database: Database) -> bool:
    until = time.monotonic() + _PATIENCE
    while not database.sweep():
        if time.monotonic() > until:
            return False
        time.sleep(_AGAIN)
    return True


@contextmanager
def _kept(config: Path) -> Iterator[_Kept]:
    settings = settings_in(config)
    try:
        store = connect(settings.dsn, engine=settings.store.engine)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    file = settings.state_dir / "headoffice.sqlite"
    try:
        with closing(store), closing(Database(file)) as database:
            marks = SqliteMarks(database, sales=True)
            yield _Kept(database, Journeys(store), Refusals(database), Tombstones(database), marks)
    except (StoreError, KeyMissing) as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.OperationalError as error:
        raise click.ClickException(
            f"{file}: {error}; run this again when no other program holds it and its disk has "
            "room: it goes on from where it was"
        ) from error


def _now() -> datetime:
    return datetime.now(UTC)
