"""What letting somebody in and shutting somebody out share: who is known here, and the broker."""

import contextlib
from collections.abc import Iterator

import click

from contract.ids import checked_name, new_id
from hub.access import Access
from hub.broker import BrokerAdmin, BrokerRefused, BrokerSilent
from hub.cli import database_of, pepper_from
from hub.dynsec import ADMIN_ROLE
from hub.settings import Settings
from messaging.clock import SystemClock
from messaging.mqtt import MqttBus


def name_option(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """A click callback: the name itself when it may stand on the wire, else BadParameter."""
    if value is None:
        return None
    try:
        return checked_name(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def check_touchpoint(settings: Settings, name: str) -> None:
    """Refuse the accounts that the broker and this hub live by. Raises ClickException."""
    line = settings.broker
    if name == line.username:
        raise click.ClickException(
            f"{name} is this hub's own name at the broker ([broker] username); "
            "a touchpoint has another"
        )
    if name in (line.admin_username, ADMIN_ROLE):
        raise click.ClickException(
            f"{name} is the name of the broker's admin ([broker] admin_username); "
            "a touchpoint has another"
        )


@contextlib.contextmanager
def open_access(settings: Settings) -> Iterator[Access]:
    db = database_of(settings)
    try:
        yield Access(db, SystemClock(), pepper=pepper_from(settings))
    finally:
        db.close()


def has_admin(settings: Settings) -> bool:
    """Whether these settings let the hub's commands speak as the broker's admin."""
    line = settings.broker
    return line.admin_username is not None and line.admin_secret_file is not None


@contextlib.contextmanager
def at_broker(settings: Settings, undone: str) -> Iterator[BrokerAdmin]:
    """The broker's admin. Raises ClickException, one line that begins with what is *undone*."""
    line = settings.broker
    if line.admin_username is None or line.admin_secret_file is None:
        raise click.ClickException(
            f"{undone}: [broker] admin_username and admin_secret_file must be set"
        )
    try:
        password = line.admin_secret_file.read_text(encoding="utf-8").strip()
        bus = MqttBus(
            f"admin-{new_id()}",
            line.admin_username,
            password,
            line.host,
            line.port,
            line.ca,
            clean=True,
            session_expiry=0,
        )
        with BrokerAdmin(bus, new_id, username=line.admin_username) as admin:
            yield admin
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{undone}: {error}") from error
    except (BrokerSilent, BrokerRefused) as error:
        raise click.ClickException(f"{undone}, broker {line.host}:{line.port}: {error}") from error
