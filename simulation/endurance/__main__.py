"""Years of a shop on one simulated NFC reader, in minutes: `python -m simulation.endurance`."""

import logging
import sys

import click
import structlog

from simulation.endurance.report import LABEL, broken, table
from simulation.endurance.run import endure
from simulation.endurance.story import Plan

_STEP = 1000


@click.command()
@click.option("--taps", default=10_000, show_default=True, help="Garments held to the reader.")
@click.option("--cycles", default=200, show_default=True, help="Unplugged and plugged in again.")
@click.option("--nights", default=10, show_default=True, help="Nobody comes for 4 to 8 hours.")
@click.option("--left", default=4, show_default=True, help="A tag lies there for 1 to 2 hours.")
@click.option("--seed", default=7, show_default=True, help="The same seed, the same run.")
def main(taps: int, cycles: int, nights: int, left: int, seed: int) -> None:
    """Let an NFC reader endure what befalls it in years, and count what it reads.

    The product's own parts, from nfcpy's transport up to what arrives and leaves, share one clock
    that passes only while somebody waits: hours cost seconds, and no run differs from another of
    its seed. Below nfcpy is a simulated PN532, with assumed times. It is unplugged, it slows down
    and gets stuck as such chips are said to, its line is garbled, its answers stay away.

    By night, and while a tag lies there for hours, the reader's pauses between two looks are made
    longer (2.5 s and 0.4 s), or an hour would cost a minute; the chip ages by time, not by looks.

    Each tap of 300 ms and more that starts 2 s after it was plugged in, or after a fault, has to
    arrive once and leave once. The same tag is another tap when it was away for 1.6 s, and, if it
    went just before, 2 s after it was plugged in or 3 s after answers stayed away. The exit code is
    1 when a promise is broken.

    \b
    python -m simulation.endurance
    python -m simulation.endurance --taps 500 --cycles 50 --nights 1 --left 0 --seed 3
    """
    # What a reader's watch would log of each cable that is pulled is not what is looked for here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    faults = taps // 160
    plan = Plan(taps, cycles, nights, left, faults, faults, seed)
    try:
        plan.check()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{taps} taps, {cycles} cycles ({LABEL}) …")
    result = endure(plan, _told)
    click.echo(table(result))
    if failures := broken(plan, result):
        click.echo("Broken: " + "; ".join(failures), err=True)
        sys.exit(1)


def _told(number: int) -> None:
    if number and number % _STEP == 0:
        click.echo(f"  {number} taps …")


if __name__ == "__main__":
    main()
