"""What the trials found, as a table and as docs/advice.md."""

import platform
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time

import click

from simulation.advice.trial import (
    SHOWN,
    List,
    Ranking,
    Trial,
    by_advice,
    by_sales,
    recall,
    run_trial,
)
from simulation.advice.visits import visits

ROOT = Path(__file__).resolve().parents[2]
_LISTS: tuple[tuple[List, str], ...] = (("goes_with", "goes with"), ("similar", "similar"))
#: Visits from which is learned, and so many to know a world by heart.
_LEARNED, _BY_HEART = (0, 200, 2000), 20_000
_NOTE = """# How well the advice foresees

Written by `python -m simulation advice` on {date}, on {machine}.

Simulated shoppers with tastes try garments of a made-up assortment: 300 styles of 12 kinds, three
quarters of them in stock. From some visits the hub learns, through its own database and its own
SQL; of 500 others each garment tried is taken for an opened page. The figure is recall@{shown}: of
what else that shopper tried, the share that stood among the first six that are in stock. Shares are
means over the seeds {seeds}; on other seeds the weights were chosen.

The yardstick is the best-sellers of the same visits, in stock, of the same or of other kinds. The
ceiling is what would be foreseen by who had seen {by_heart:,} other visits of the same world.

{table}
One answer for {styles:,} styles took {seconds:.1f} s of one core, in a thread of its own.

## What this proves, and what it does not

It proves that the SQL finds what there is to be found: that tastes leave traces in what is tried
together, and that colour, fabric and a stylist's looks say something before the first visit. These
shoppers were given tastes, and garments a hidden spirit that follows collections, so that there is
something to find; how strong it is in a real store nobody knows. It does not prove that anybody
buys more. It says nothing of how a reason reads on the glass. A stylist's choice and complementary
kinds come first because the house wants it so, though a few more would be foreseen without.
"""


def table(trials: Sequence[Trial], ceilings: Sequence[Callable[[List], Ranking]] = ()) -> str:
    """A row for each list: advice, best-sellers, ceiling; means over *trials*."""
    rows = [
        "| visits | list | advice | best-sellers | better in | ceiling |",
        "|---|---|---|---|---|---|",
    ]
    for which, name in _LISTS:
        advised = [recall(t, which, by_advice(t, which)).share for t in trials]
        sold = [recall(t, which, by_sales(t, which)).share for t in trials]
        known = [recall(t, which, c(which)).share for t, c in zip(trials, ceilings, strict=False)]
        better = sum(a > s for a, s in zip(advised, sold, strict=True))
        most = f"{mean(known):.1%}" if known else "–"
        rows.append(
            f"| {len(trials[0].learned)} | {name} | {mean(advised):.1%} | {mean(sold):.1%} "
            f"| {better} of {len(trials)} | {most} |"
        )
    return "\n".join(rows) + "\n"


def by_heart(trial: Trial, seed: int) -> Callable[[List], Ranking]:
    """What who knows this world has seen most often with a style."""
    kinds, seen = trial.world.kinds, defaultdict[str, Counter[str]](Counter)
    for visit in visits(Random(-seed), trial.world, trial.stocked, _BY_HEART):
        for style in visit.tried:
            seen[style].update(other for other in visit.tried if other != style)

    def ranking(which: List) -> Ranking:
        wanted = which == "similar"
        return lambda style: [
            s for s, _ in seen[style].most_common() if (kinds[s] == kinds[style]) is wanted
        ]

    return ranking


@click.command()
@click.option("--seeds", default=5, show_default=True, help="So many worlds, from seed 1 on.")
@click.option("--styles", default=5000, show_default=True, help="Of the answer that is timed.")
def advice(seeds: int, styles: int) -> None:
    """Measure how well the hub's advice foresees what simulated shoppers try; docs/advice.md."""
    rows = list[str]()
    for learned in _LEARNED:
        trials = [run_trial(seed, learned=learned) for seed in range(1, seeds + 1)]
        known = (
            [by_heart(t, n) for n, t in enumerate(trials, 1)] if learned == max(_LEARNED) else []
        )
        head, found = rows[:2], table(trials, known).splitlines()
        rows += found[2:] if head else found
    click.echo("\n".join(rows))
    said = _NOTE.format(
        date=datetime.now(UTC).date().isoformat(),
        machine=f"{platform.machine()}, CPython {platform.python_version()}, {platform.system()}",
        shown=SHOWN,
        seeds=f"1 to {seeds}",
        by_heart=_BY_HEART,
        table="\n".join(rows) + "\n",
        styles=styles,
        seconds=_seconds(styles),
    )
    (ROOT / "docs/advice.md").write_text(said, encoding="utf-8")


def _seconds(styles: int) -> float:
    """Of one core, for one answer about so many."""
    return run_trial(0, styles=styles, looks=200, learned=1000, held_out=0, clock=process_time).took
