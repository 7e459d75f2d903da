"""`python -m simulation bench`: all parts, or those that are named."""

import click

from headoffice.store import StoreError
from simulation.bench.office.run import Size
from simulation.bench.parts import PARTS
from simulation.bench.run import bench as measure
from simulation.broker import BrokerError
from simulation.processes import ProgramFailed
from simulation.usual import default_plan


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(list(PARTS)), help="A part; more than once for more."
)
@click.option("--events", default=10_000_000, show_default=True, type=click.IntRange(min=50_000),
              help="Of the network whose pages are opened.")  # fmt: skip
@click.option("--ingest", default=200_000, show_default=True, type=click.IntRange(min=20_000),
              help="Events handed in over HTTP.")  # fmt: skip
@click.option("--backlog", default=1_000_000, show_default=True, type=click.IntRange(min=1_000),
              help="Events that a hub owes.")  # fmt: skip
def bench(only: tuple[str, ...], events: int, ingest: int, backlog: int) -> None:
    """Measure a store, its readers and head office, each figure beside a yardstick of the same run.

    Writes docs/benchmarks.md and build/bench.json; what --only leaves out stays there as it is. The
    network is kept in build/bench-office for the day, and filled by itself before it is measured.
    """
    size = Size(events, ingest, backlog)
    try:
        measure(default_plan(headless=True), click.echo, only or tuple(PARTS), size)
    except (ProgramFailed, BrokerError, StoreError) as error:
        raise click.ClickException(str(error)) from error
