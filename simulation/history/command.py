"""`python -m simulation history`: months of a network of stores for head office, in minutes."""

import time
from pathlib import Path

import click

from headoffice.store import StoreError
from simulation.history.judging import Verdict
from simulation.history.making import JUDGED, Wanted, make
from simulation.history.progress import Progress
from simulation.usual import BUILD


@click.command()
@click.option("--stores", default=40, show_default=True, type=click.IntRange(1, 2000))
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 1100))
@click.option("--seed", default=7, show_default=True, help="The same seed, the same network.")
@click.option("--pilots", default=8, show_default=True, help="Stores that pilot something.")
@click.option("--uplift", default=0.04, show_default=True, help="What it adds to a visit's buying.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=BUILD / "history",
    help="Head office's state and settings come here; emptied first.",
)
def history(stores: int, days: int, seed: int, pilots: int, uplift: float, folder: Path) -> None:
    """Make up months of a network and put them into a head office of its own.

    People at kiosks and in cabins, requests, sales at the till, buyers of the same styles who never
    saw a screen, and stores that pilot something from the middle on. How well the sales join finds
    who bought is printed against the truth. Then: `python -m headoffice serve --config
    FOLDER/headoffice.toml`, and sign in with the name and password that are printed.
    """
    if pilots > stores:
        raise click.ClickException(f"{pilots} pilots were asked for among {stores} stores")
    began = time.monotonic()
    wanted = Wanted(stores, days, seed, pilots, uplift)
    try:
        made = make(folder.absolute(), wanted, Progress(click.echo))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"  {made.filled.events:,} events, {made.filled.visits:,} visits")
    _say(made.verdict)
    click.echo(
        f"  {time.monotonic() - began:.0f} s. "
        f"Now: python -m headoffice serve --config {made.config}"
    )
    click.echo(f"  Name {made.account}, password {made.password}")


def _say(verdict: Verdict) -> None:
    click.echo(
        f"\n  Sales of the last {JUDGED} days: {verdict.units:,} units, {verdict.of_visits:,} of "
        f"visits and {verdict.strangers:,} of people who saw no screen\n"
    )
    click.echo(f"  {'rule':<12} {'joined':>8} {'right':>8} {'precision':>10}")
    for rule, it in (*verdict.by_rule.items(), ("all", verdict.joined)):
        click.echo(f"  {rule!s:<12} {it.joined:>8,} {it.right:>8,} {_share(it.precision):>10}")
    click.echo(f"  recall: {_share(verdict.recall)} of the units that visits led to\n")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
