"""`python -m headoffice enrol` and `audit`: who may come in, and what was done by whom."""

import getpass
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from headoffice.accounts import SqliteAccounts
from headoffice.audit import Deed, SqliteAudit
from headoffice.database import Database
from headoffice.options import CONFIG, settings_in
from headoffice.settings import Settings
from headoffice.standing import ROLES, standing


@click.group(help="Make a store or a person known; what they need is printed once.")
def enrol() -> None: ...


@enrol.command("store", help="Print the bearer a store's hub sends; an earlier one ends.")
@click.argument("name")
@CONFIG
def enrol_store(name: str, config: Path) -> None:
    with _office(config) as (_, database):
        try:
            bearer = SqliteAccounts(database).enrol_store(name, _now())
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        by_command(database, "enrolled a store", name)
    click.echo(bearer)


@enrol.command("account")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="As before, or network for a new account.")
@click.option("--of", default="", help="The region or store that is read.")
@CONFIG
def enrol_account(name: str, role: str | None, of: str, config: Path) -> None:
    """Print a person's password for the pages; an earlier one ends, and what was begun with it.

    network reads all stores and writes notes; region does so for the stores of one region, as
    [regions] in the settings names them; store for one store. read-only writes nothing, and reads
    all stores, or those of one region or store.
    """
    if of and role is None:
        raise click.ClickException(f"--of {of} was found without --role; say which role it is")
    with _office(config) as (settings, database):
        accounts = SqliteAccounts(database)
        try:
            chosen = standing(role, of, accounts.stores(), settings.regions) if role else None
            password = accounts.enrol_account(name, _now(), chosen)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        by_command(database, "enrolled an account", name)
    click.echo(password)


@click.command("sign-out")
@click.argument("name")
@CONFIG
def sign_out(name: str, config: Path) -> None:
    """End every session of a person at head office, wherever they are signed in.

    NAME is as `audit` prints it. It locks nobody out: a password changes by `enrol account`, and
    who comes through the identity provider is shut out there.
    """
    with _office(config) as (_, database):
        if not SqliteAccounts(database).end_sessions(name):
            raise click.ClickException(f"no account is called {name!r}; `audit` prints names")
        by_command(database, "ended sessions", name)


@click.command()
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
@CONFIG
def audit(limit: int, config: Path) -> None:
    """Show who did what, newest first: who came in and was refused, notes, enrolments, and that a
    customer was exported or erased (never which one). It is kept for two years.
    """
    with _office(config) as (_, database):
        for entry in SqliteAudit(database).newest(limit):
            what = f": {entry.what}" if entry.what else ""
            click.echo(f"{entry.at:%Y-%m-%d %H:%M:%S}Z {entry.who} {entry.did}{what}")


def by_command(database: Database, did: Deed, what: str = "") -> None:
    """Keep in mind that whoever is signed in on this machine did it."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError):
        # A user without a name, as in a container.
        who = "somebody"
    SqliteAudit(database).note(f"{who} (command)", did, what, _now())


@contextmanager
def _office(config: Path) -> Iterator[tuple[Settings, Database]]:
    settings = settings_in(config)
    with closing(Database(settings.state_dir / "headoffice.sqlite")) as database:
        yield settings, database


def _now() -> datetime:
    return datetime.now(UTC)
