"""`python -m hub enrol …`: makes a person or a machine known, and prints once what it needs."""

import os
import secrets
from itertools import zip_longest
from pathlib import Path

import click
import segno

from contract.http import LOOPBACK
from hub.access import new_secret
from hub.admission import at_broker, check_touchpoint, has_admin, name_option, open_access
from hub.authority import BadAuthority, fingerprint, read_certificate
from hub.cli import CONFIG, settings_from
from hub.settings import Settings

#: What a hub may listen on and nobody else can call it by.
_NO_ADDRESS = (*LOOPBACK, "0.0.0.0", "::")  # noqa: S104
#: Whether the upper and the lower square are dark → what is printed.
_HALVES = {
    (False, False): "█",
    (False, True): "▀",
    (True, False): "▄",
    (True, True): " ",
}


@click.group(
    "enrol",
    help="Make a person or a machine known to this store. What it needs is printed once: the hub "
    "keeps a hash only. Enrolling a name again revokes what it had before.",
)
def enrolment() -> None:
    return


@enrolment.command(help="This hub itself, at the broker: the first step in a new store.")
@CONFIG
def hub(config: Path) -> None:
    settings = settings_from(config)
    file = settings.broker.secret_file
    if file is None:
        raise click.ClickException("[broker] secret_file must be set: it will hold the secret")
    secret = new_secret()
    with at_broker(settings, "the hub is not enrolled") as admin:
        admin.set_up(settings.store, settings.broker.username, secret)
    _keep(file, secret)
    click.echo(f"The broker knows the hub. Its secret is in {file}.")


@enrolment.command(help="A screen: NAME is its name on the wire, as in cabin-3.")
@click.argument("name", callback=name_option)
@click.option("--place", callback=name_option, help="Where it stands; its own name unless given.")
@CONFIG
def touchpoint(name: str, place: str | None, config: Path) -> None:
    settings = settings_from(config)
    check_touchpoint(settings, name)
    secret = new_secret()
    with open_access(settings) as access:
        # The broker first: when it cannot be told, what the screen has now stays good.
        _admit(settings, name, place or name, secret)
        access.enrol("touchpoint", name, secret)
        access.put_place(name, place or name)
    click.echo(f"{name} is enrolled. Keep this in its secret file, readable by it alone:\n{secret}")


@enrolment.command(help="A person: NAME is what shoppers and colleagues read, as in Inès.")
@click.argument("name")
@click.option("--id", "associate_id", help="The opaque id in events; left to chance unless given.")
@click.option("--pin", help="4 to 8 digits; left to chance unless given.")
@click.option(
    "--manager", is_flag=True, help="May also see what was set aside, and tell screens what to do."
)
@CONFIG
def associate(
    name: str, associate_id: str | None, pin: str | None, *, manager: bool, config: Path
) -> None:
    chosen = pin or f"{secrets.randbelow(900_000) + 100_000}"
    with open_access(settings_from(config)) as access:
        try:
            person = access.enrol_associate(name, chosen, manager=manager, associate=associate_id)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{person.name} is enrolled.\nid {person.associate}\nPIN {chosen}")


@enrolment.command(help="A staff phone or tablet: NAME is what the store calls it, as in tablet-1.")
@click.argument("name", callback=name_option)
@CONFIG
def device(name: str, config: Path) -> None:
    settings = settings_from(config)
    with open_access(settings) as access:
        secret = access.enrol("device", name)
    link = f"{settings.http.origin}/device?secret={name}.{secret}"
    _tell_of_trust(settings)
    click.echo(_drawn(link))
    click.echo(f"{name} is enrolled. Open this link in its browser, today:\n{link}")
    _warn_of_home(settings)


@enrolment.command(help="A till or a stock system: NAME is what the store calls it, as in till.")
@click.argument("name", callback=name_option)
@CONFIG
def feed(name: str, config: Path) -> None:
    with open_access(settings_from(config)) as access:
        secret = access.enrol("feed", name)
    click.echo(f"{name} is enrolled. It presents this as its bearer token:\n{name}.{secret}")


def _tell_of_trust(settings: Settings) -> None:
    """Say where a phone gets the store's own authority, and how a person knows that it is that."""
    ca = settings.http.ca
    if ca is None:
        return
    try:
        mark = fingerprint(read_certificate(ca.read_bytes()))
    except (OSError, BadAuthority) as error:
        click.echo(f"[http] ca {ca} cannot be read: {error}", err=True)
        return
    click.echo(
        f"First have it trust this store: open {settings.http.origin}/trust on it, go on in spite "
        f"of the warning, and compare. SHA-256:\n{mark}\n"
    )


def _drawn(link: str) -> str:
    """*link* as a code that a phone reads off this terminal, two rows of it to a line of text."""
    rows = [[*row] for row in segno.make_qr(link, error="m").matrix_iter(border=2)]
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0]))
    # A light square is printed: most terminals are dark, and a code is dark on light.
    return "\n".join(
        "".join(_HALVES[bool(top), bool(low)] for top, low in zip(*pair, strict=True))
        for pair in pairs
    )


def _warn_of_home(settings: Settings) -> None:
    """Say what to set when only this machine, or none, can open the link."""
    http = settings.http
    if http.public_url is None and http.host in _NO_ADDRESS:
        click.echo(
            f"No phone can open it: {http.host} is no address of this hub in the store. Set "
            f'[http] public_url, as in "{http.scheme}://hub.local:{http.port}", and enrol again.',
            err=True,
        )


def _admit(settings: Settings, name: str, place: str, secret: str) -> None:
    """Make a touchpoint known to the broker. Raises ClickException, one line."""
    if not has_admin(settings):
        click.echo(
            "The broker was not told: [broker] admin_username and admin_secret_file are not set. "
            f"Give {name} this password there by hand.",
            err=True,
        )
        return
    with at_broker(settings, f"{name} is not enrolled") as admin:
        admin.admit(name, place, secret, store=settings.store)


def _keep(file: Path, secret: str) -> None:
    """Write *secret* where only this user reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as kept:
        kept.write(secret + "\n")
