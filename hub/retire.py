"""`python -m hub retire …`: shuts out a person who has left, or a machine that is lost."""

from collections.abc import Sequence
from pathlib import Path

import click

from contract.settings import did_you_mean
from hub.access import Access, Associate, HolderKind
from hub.admission import at_broker, check_touchpoint, has_admin, name_option, open_access
from hub.cli import CONFIG, settings_from
from hub.settings import Settings


@click.group(
    "retire",
    help="Shut somebody or something out of this store, at once and for good. `enrol` lets them "
    "in again, with a new secret.",
)
def retirement() -> None:
    return


@retirement.command(help="A person who has left: NAME is their id, or the name they show.")
@click.argument("name")
@CONFIG
def associate(name: str, config: Path) -> None:
    with open_access(settings_from(config)) as access:
        if access.retired(name):
            click.echo(f"{access.name_of(name)} ({name}) was retired before; nothing changed.")
            return
        person = _person(access, name)
        access.retire_associate(person.associate)
    click.echo(
        f"{_called(person)} is retired: signed out everywhere, and what they had to bring goes "
        "back to everybody."
    )


@retirement.command(help="A staff phone or tablet that is lost or given away.")
@click.argument("name", callback=name_option)
@CONFIG
def device(name: str, config: Path) -> None:
    _revoke(settings_from(config), "device", name)
    click.echo(f"{name} is retired: whoever was signed in on it is signed out.")


@retirement.command(help="A till or a stock system that is no longer in use.")
@click.argument("name", callback=name_option)
@CONFIG
def feed(name: str, config: Path) -> None:
    _revoke(settings_from(config), "feed", name)
    click.echo(f"{name} is retired: its token opens nothing any more.")


@retirement.command(help="A screen that is lost, stolen or taken down.")
@click.argument("name", callback=name_option)
@CONFIG
def touchpoint(name: str, config: Path) -> None:
    settings = settings_from(config)
    check_touchpoint(settings, name)
    with open_access(settings) as access:
        # The broker first: when it cannot be told, the name stays known and can be tried again.
        told = _shut_out(settings, access, name)
        access.revoke("touchpoint", name)
    who = (
        "neither the hub nor the broker lets it in any more"
        if told
        else "this hub lets it in no more"
    )
    click.echo(f"{name} is retired: {who}.")


def _shut_out(settings: Settings, access: Access, name: str) -> bool:
    """End *name* at the broker, when that can be told, and clear what it left there.

    Raises ClickException, one line.
    """
    known = access.holders("touchpoint")
    if not has_admin(settings):
        _check_known("touchpoint", name, known)
        click.echo(
            "The broker was not told: [broker] admin_username and admin_secret_file are not set. "
            f"Remove {name} there by hand.",
            err=True,
        )
        return False
    with at_broker(settings, f"{name} is not retired") as admin:
        # An enrolment that failed half way is known to the broker alone.
        if name not in admin.admitted():
            _check_known("touchpoint", name, known)
        admin.revoke(name)
        if not admin.clear_state(name, store=settings.store):
            click.echo(
                f"The broker keeps the last state of {name}: its admin may not publish there.",
                err=True,
            )
    return True


def _revoke(settings: Settings, kind: HolderKind, name: str) -> None:
    with open_access(settings) as access:
        _check_known(kind, name, access.holders(kind))
        access.revoke(kind, name)


def _check_known(kind: HolderKind, name: str, known: Sequence[str]) -> None:
    if name not in known:
        listed = f"known: {', '.join(known)}" if known else "none is enrolled"
        raise click.ClickException(
            f"no {kind} is called {name!r}; {listed}{did_you_mean(name, known)}"
        )


def _person(access: Access, name: str) -> Associate:
    """The one person with this id or this name. Raises ClickException, one line."""
    known = access.associates()
    found = [person for person in known if name in (person.associate, person.name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(person.associate for person in found)
        raise click.ClickException(f"{len(found)} people are called {name!r}; say which: {ids}")
    listed = f"known: {', '.join(map(_called, known))}" if known else "nobody is enrolled"
    words = [word for person in known for word in (person.name, person.associate)]
    raise click.ClickException(
        f"nobody here is called {name!r}; {listed}{did_you_mean(name, words)}"
    )


def _called(person: Associate) -> str:
    return f"{person.name} ({person.associate})"
