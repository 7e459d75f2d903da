"""`python -m hub person …`: what is known of a person, so that the right one is called."""

from pathlib import Path
from typing import get_args

import click

from contract.ids import checked_name
from hub.access import Access
from hub.attendance import Attendance
from hub.cli import CONFIG, database_of, settings_from
from hub.settings import Language
from hub.staffing import Staffing
from messaging.clock import SystemClock


@click.command(
    "person",
    help="Say which languages a person (by the id that enrolling printed) speaks and in which "
    "zones they work: who fits best is called first. What is left out is no longer known.",
)
@click.argument("associate")
@click.option(
    "--speaks", multiple=True, type=click.Choice(get_args(Language)), help="Once for each language."
)
@click.option("--zone", "zones", multiple=True, help="A name under [zones]; once for each.")
@CONFIG
def person(associate: str, speaks: tuple[str, ...], zones: tuple[str, ...], config: Path) -> None:
    settings = settings_from(config)
    unknown = [zone for zone in zones if zone not in settings.zones]
    if unknown:
        there = ", ".join(sorted(settings.zones)) or "none"
        raise click.ClickException(f"no zone is called {unknown[0]!r}; [zones] has: {there}")
    db, clock = database_of(settings), SystemClock()
    try:
        access = Access(db, clock)
        name = access.name_of(_checked(associate))
        if name is None:
            raise click.ClickException(f"nobody here has the id {associate!r}")
        Staffing(db, access, Attendance(clock), settings.zones).put(associate, speaks, zones)
    finally:
        db.close()
    spoken, worked = ", ".join(speaks) or "not known", ", ".join(zones) or "all"
    click.echo(f"{name}: languages {spoken}; zones {worked}.")


def _checked(associate: str) -> str:
    try:
        return checked_name(associate)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
