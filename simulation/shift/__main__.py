"""`python -m simulation.shift`: thirty phones, 200 requests a minute, and how long a card takes."""

import json
from dataclasses import replace
from pathlib import Path

import click

from simulation.broker import BrokerError
from simulation.processes import ProgramFailed
from simulation.shift.run import PHONES, WARM, shift
from simulation.usual import BUILD, default_plan


@click.command()
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(min=5))
@click.option("--phones", default=PHONES, show_default=True, type=click.IntRange(1, 60))
@click.option(
    "--warm",
    default=WARM,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Seconds before anything is counted, until the phones have the pictures.",
)
@click.option("--report", type=click.Path(path_type=Path), help="Write what was measured as JSON.")
def main(seconds: float, phones: int, warm: float, report: Path | None) -> None:
    """Open the staff app on many phones, ask more than any store does, and measure each card.

    From the touch on a real mirror, and from a touchpoint's publish, to the painted card on the
    phone of whom it calls, and in each list that shows it; with the cores used meanwhile: all
    of them share this machine.
    """
    plan = replace(default_plan(headless=True), folder=BUILD / "shift")
    try:
        found = json.dumps(shift(plan, seconds, click.echo, phones, warm), indent=1)
    except (ProgramFailed, BrokerError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(found)
    if report:
        report.write_text(found + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(prog_name="python -m simulation.shift")
