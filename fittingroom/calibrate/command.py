"""`python -m fittingroom calibrate`: settings read, the reader heard, the result kept and told."""

import sys
from pathlib import Path

import click

from contract.ids import new_id
from fittingroom.calibrate.ear import BusEar
from fittingroom.calibrate.wizard import NothingHeard, Wizard
from fittingroom.settings import Settings
from messaging.clock import SystemClock
from touchpoint.backbone import MakeBus
from touchpoint.identity import Identity
from touchpoint.sounds import keep_sound
from touchpoint.starting import (
    CannotStart,
    check_authority,
    claim,
    product_version,
    read_secret,
    read_settings,
)
from touchpoint.zone import ZonePlace

_HELP = """Learn how this room sounds to the reader that it shares with others.

Takes two minutes and one garment of the store, held at six spots of the room. Stop the mirror
first; it uses what was learned when it starts again, the zone's other mirrors at once.
"""


def calibrate_command(make_bus: MakeBus) -> click.Command:
    @click.command("calibrate", help=_HELP)
    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        default=Path("config/fittingroom.toml"),
        show_default=True,
        help="This mirror's settings, with its [zone].",
    )
    @click.option("--tag", help="The EPC of the garment that is held; found out when left out.")
    @click.option(
        "--seconds",
        default=4.0,
        show_default=True,
        type=click.FloatRange(1, 60),
        help="For which each spot is listened to.",
    )
    def calibrate(config: Path, tag: str | None, seconds: float) -> None:
        try:
            settings, place = _settings(config)
            _run(settings, place, make_bus, tag.upper() if tag else None, seconds)
        except (CannotStart, NothingHeard) as error:
            click.echo(f"calibrate: {error}", err=True)
            sys.exit(1)

    return calibrate


def _settings(config: Path) -> tuple[Settings, ZonePlace]:
    settings = read_settings(config, Settings)
    zone = settings.zone
    if zone is None:
        raise CannotStart(
            f"{config}: [zone] is not set, so this room has a reader of its own and needs no "
            "calibration; a reader that several rooms share is named there"
        )
    check_authority(config, "broker.ca", settings.broker.ca)
    claim(settings.state_dir)
    return settings, ZonePlace(settings.touchpoint, zone.reader, zone.rooms)


def _run(
    settings: Settings, place: ZonePlace, make_bus: MakeBus, tag: str | None, seconds: float
) -> None:
    clock, name, broker = SystemClock(), settings.touchpoint, settings.broker
    who = Identity(settings.store, name, settings.place, new_id(), product_version(), clock.now())
    secret = read_secret(settings)
    bus = make_bus(name, name, secret, broker.host, broker.port, broker.ca, will=who.will())
    ear = BusEar(bus, settings.store, place.reader)
    try:
        ear.open()
        sound = Wizard(place, ear, click.echo, _wait, seconds).run(clock.now, tag)
        keep_sound(settings.state_dir, sound)
        told = ear.tell(name, sound)
    finally:
        ear.close()
    click.echo(
        "Kept here and told to the other mirrors."
        if told
        else "Kept here; the other mirrors hear of it when this one starts."
    )


def _wait(text: str) -> None:
    click.prompt(text, default="", show_default=False, prompt_suffix=" ")
