"""`python -m hub rejected`: what arrived and did not fit, and what never came."""

from pathlib import Path

import click

from contract.ids import new_id
from hub.cli import CONFIG, database_of, settings_from
from hub.desk import Desk
from messaging.clock import SystemClock


@click.command("rejected", help="What arrived and did not fit, newest first, with its reason.")
@CONFIG
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@click.option("--bodies", is_flag=True, help="With the first 500 bytes of each.")
def set_aside(config: Path, limit: int, *, bodies: bool) -> None:
    settings = settings_from(config)
    desk = Desk(database_of(settings), settings.store, SystemClock(), new_id)
    found = desk.rejected(limit)
    for row in found:
        where = row.topic or row.source
        click.echo(f"{row.noticed:%Y-%m-%d %H:%M:%S}Z  {row.direction:8}  {row.reason}  {where}")
        click.echo(f"    {row.id or 'no id'}: {row.detail}")
        if bodies:
            click.echo(f"    {row.body[:500].decode(errors='replace')}")
    for gap in (gaps := desk.gaps()):
        lost = f"{gap.first} to {gap.last} of outbox {gap.outbox}"
        click.echo(f"{gap.noticed:%Y-%m-%d %H:%M:%S}Z  never came  {lost}  {gap.source}")
    if not (found or gaps):
        click.echo("Nothing was rejected, and nothing is missing.")
