"""`python -m simulation pilots`: how often the pilots' interval is right, over made-up networks."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Final, get_args

import click

from headoffice.pilots import Against, StoreDay, compare
from simulation.history.lives import visits_and_buyers
from simulation.history.network import network

#: The pilots' first day: a Monday, so that weekdays are as many before it as since.
SINCE: Final = date(2026, 11, 2)
#: Of a hundred networks: intervals that hold the truth, and successes where there is none.
COVERED, CALLED = (90, 99.5), 7
#: From so many networks on, chance alone does not decide whether the goal is met.
_ENOUGH: Final = 200


@dataclass(frozen=True, slots=True)
class World:
    """What the networks have in common; *days* before the pilot and as many since."""

    uplift: float
    stores: int = 40
    pilots: int = 8
    days: int = 28


@dataclass(frozen=True, slots=True)
class Found:
    """What the comparison says of one network whose truth is known."""

    covered: bool
    called: bool


def judged(number: int, world: World) -> dict[Against, Found]:
    """The *number*th network of *world*, lived and compared in each way."""
    shops = network(
        world.stores, number, pilot_from=SINCE, uplift=world.uplift, pilots=world.pilots
    )
    rng = Random(f"lives {number} {world.uplift}")
    lived = [
        StoreDay(shop.name, day, *visits_and_buyers(shop, day, rng))
        for shop in shops
        for place in range(-world.days, world.days)
        for day in (SINCE + timedelta(days=place),)
    ]
    chosen = [shop.name for shop in shops if shop.pilot_from]
    return {against: _compared(lived, chosen, world, number, against) for against in AGAINST}


AGAINST: Final[tuple[Against, ...]] = get_args(Against)


def _compared(
    lived: Iterable[StoreDay], chosen: list[str], world: World, number: int, against: Against
) -> Found:
    found = compare(lived, chosen, SINCE, Random(number), against=against)
    if found.low is None or found.high is None:
        raise ValueError(f"{found.verdict} was found; four stores on each side are right")
    return Found(found.low <= world.uplift <= found.high, found.verdict == "raised")


def tally(found: Iterable[Found]) -> tuple[int, int]:
    """How many intervals hold the truth, and how many call a success."""
    every = list(found)
    return sum(it.covered for it in every), sum(it.called for it in every)


@click.command()
@click.option("--networks", default=200, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--stores", default=40, show_default=True, type=click.IntRange(8, 2000))
@click.option("--pilots", "piloting", default=8, show_default=True, type=click.IntRange(4, 1000))
@click.option("--days", default=28, show_default=True, type=click.IntRange(7, 42))
@click.option("--uplift", default=0.04, show_default=True, help="What it adds to a visit's buying.")
def pilots(networks: int, stores: int, piloting: int, days: int, uplift: float) -> None:
    """Live through many networks and hold what the pilots page would say against the truth.

    The stores and people of `history`: each visit that comes, tries and buys or does not, and no
    event told of it. Once with the uplift, once with none. With 200 networks or more it fails when
    fewer than 90 or more than 99.5 of a hundred intervals hold the truth, or more than 7 of a
    hundred pilots without effect are called a success.
    """
    if stores - piloting < piloting:
        raise click.ClickException(
            f"{piloting} pilots among {stores} stores were found; at most half of them is right"
        )
    missed = [
        line
        for truth in (uplift, 0.0)
        for line in _told(networks, World(truth, stores, piloting, days))
    ]
    if missed and networks >= _ENOUGH:
        raise click.ClickException("; ".join(missed))


def _told(networks: int, world: World) -> Iterator[str]:
    """Prints what is found of *world*; what misses the goal is given back."""
    found = []
    label = f"  Uplift {100 * world.uplift:.1f} points "
    with click.progressbar(length=networks, label=label) as bar:
        for one in _all(networks, partial(judged, world=world)):
            found.append(one)
            bar.update(1)
    for against in AGAINST:
        covered, called = tally(one[against] for one in found)
        click.echo(
            f"  against {against:<8} the 95 % interval holds the truth in {covered} of {networks}, "
            f"a success is called in {called}"
        )
        if not COVERED[0] <= 100 * covered / networks <= COVERED[1]:
            yield f"{covered} of {networks} intervals hold an uplift of {world.uplift} ({against})"
        if not world.uplift and 100 * called / networks > CALLED:
            yield f"{called} of {networks} pilots without effect were called a success ({against})"


def _all(
    networks: int, judge: Callable[[int], dict[Against, Found]]
) -> Iterator[dict[Against, Found]]:
    with multiprocessing.get_context("spawn").Pool() as pool:
        yield from pool.imap_unordered(judge, range(networks), chunksize=4)
