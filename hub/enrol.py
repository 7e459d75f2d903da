"""`python -m hub enrol …`: makes a person or a machine known, and prints once what it needs."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import click

from contract.ids import checked_name
from hub.access import Access


class NotAdmittedError(Exception):
    """The broker could not be told of a touchpoint; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What enrolling works with; *url* is where browsers find this hub."""

    access: Access
    url: str
    #: Touchpoint, place and secret made known to the broker. Raises NotAdmittedError.
    admit: Callable[[str, str, str], None]


#: Opens the hub that a settings file describes, for as long as a command needs it.
Opener = Callable[[Path], AbstractContextManager[Enrolment]]

_CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=Path("config/hub.toml"),
    show_default=True,
    help="The hub's settings.",
)


def enrol_group(opener: Opener) -> click.Group:
    """The `enrol` commands; `hub.__main__` says how a hub is opened."""
    group = click.Group(
        "enrol",
        help="Make a person or a machine known to this store. What it needs is printed once: "
        "the hub keeps a hash only. Enrolling a name again revokes what it had.",
    )
    for command in (_touchpoint, _associate, _device, _feed):
        group.add_command(command(opener))
    return group


def _touchpoint(opener: Opener) -> click.Command:
    @click.command("touchpoint")
    @click.argument("name", callback=_name)
    @click.option("--place", callback=_name, help="Where it stands; its own name unless given.")
    @_CONFIG
    def touchpoint(name: str, place: str | None, config: Path) -> None:
        """A screen: NAME is its name on the wire, as in cabin-3."""
        with opener(config) as hub:
            secret = hub.access.enrol("touchpoint", name)
            try:
                hub.admit(name, place or name, secret)
            except NotAdmittedError as error:
                hub.access.revoke("touchpoint", name)
                raise click.ClickException(f"{name} is not enrolled: {error}") from error
        click.echo(f"{name} is enrolled. Keep this in its secret file (mode 0600):\n{secret}")

    return touchpoint


def _associate(opener: Opener) -> click.Command:
    @click.command("associate")
    @click.argument("name")
    @click.option(
        "--id", "associate", help="The opaque id in events; chosen by chance unless given."
    )
    @click.option("--pin", help="4 to 8 digits; chosen by chance unless given.")
    @click.option("--manager", is_flag=True, help="May also see what was set aside.")
    @_CONFIG
    def associate(
        name: str, associate: str | None, pin: str | None, *, manager: bool, config: Path
    ) -> None:
        """A person: NAME is what shoppers and colleagues read, as in Inès."""
        chosen = pin or _random_pin()
        with opener(config) as hub:
            try:
                person = hub.access.enrol_associate(
                    name, chosen, manager=manager, associate=associate
                )
            except ValueError as error:
                raise click.ClickException(str(error)) from error
        click.echo(f"{person.name} is enrolled.\nid {person.associate}\nPIN {chosen}")

    return associate


def _device(opener: Opener) -> click.Command:
    @click.command("device")
    @click.argument("name", callback=_name)
    @_CONFIG
    def device(name: str, config: Path) -> None:
        """A staff phone or tablet: NAME is what the store calls it, as in tablet-1."""
        with opener(config) as hub:
            secret = hub.access.enrol("device", name)
            link = f"{hub.url}/device?secret={name}.{secret}"
        click.echo(f"{name} is enrolled. Open this link once in its browser:\n{link}")

    return device


def _feed(opener: Opener) -> click.Command:
    @click.command("feed")
    @click.argument("name", callback=_name)
    @_CONFIG
    def feed(name: str, config: Path) -> None:
        """A till or a stock system: NAME is what the store calls it, as in till."""
        with opener(config) as hub:
            secret = hub.access.enrol("feed", name)
        click.echo(f"{name} is enrolled. It presents this as its bearer token:\n{name}.{secret}")

    return feed


def _name(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return checked_name(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _random_pin() -> str:
    return f"{secrets.randbelow(900_000) + 100_000}"
