"""Visits into a real hub database, the hub's own SQL over it, and what it foresees of the rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Literal
from uuid import UUID

from contract.advice import Advice, StyleAdvice
from contract.envelope import Event, fingerprint, touchpoint_source, write_event
from contract.events import GarmentArrived, PurchaseCompleted, PurchaseLine, type_of
from contract.tags import By
from hub import journal
from hub.advice import advise
from hub.desk import Desk
from hub.stock import Count, Feed
from hub.store import Database
from messaging.clock import ManualClock
from simulation.advice.visits import TASTE, Visit, visits
from simulation.advice.world import World, make_world

#: As many cards as a sheet has.
SHOWN = 6
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
#: Of all styles, so many lie in this store.
_HERE = 0.75
List = Literal["goes_with", "similar"]
#: From a style to those that are offered beside it, the best first.
Ranking = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One world: what was learned from, what is to be foreseen, and what the hub says."""

    world: World
    stocked: frozenset[str]
    learned: tuple[Visit, ...]
    held_out: tuple[Visit, ...]
    advice: Advice
    #: Seconds that finding it out took.
    took: float
    taste: float


@dataclass(frozen=True, slots=True)
class Recall:
    """Of all that was tried besides, the share that stood among the first six; *asked* pages."""

    share: float
    asked: int


def run_trial(
    seed: int,
    *,
    styles: int = 300,
    looks: int = 40,
    learned: int = 2000,
    held_out: int = 500,
    taste: float = TASTE,
    clock: Callable[[], float] = monotonic,
) -> Trial:
    """The same *seed*, the same trial. *taste* is how much shoppers follow theirs."""
    random = Random(seed)
    world = make_world(random, styles, looks)
    names = sorted(world.kinds)
    stocked = frozenset(random.sample(names, int(len(names) * _HERE)))
    seen = visits(random, world, stocked, learned, taste)
    rest = visits(random, world, stocked, held_out, taste)
    with TemporaryDirectory() as folder:
        db = Database(Path(folder) / "hub.db")
        try:
            fill(db, world, stocked, seen, random)
            began = clock()
            advice = advise(db, world.catalogue, NOON)
            took = clock() - began
        finally:
            db.close()
    return Trial(world, stocked, seen, rest, advice, took, taste)


def fill(
    db: Database, world: World, stocked: frozenset[str], seen: Iterable[Visit], random: Random
) -> None:
    """Put stock, visits and receipts into *db* as a day in a store would have."""
    ids = _ids(random)
    desk = Desk(db, "trial", ManualClock(NOON), ids)
    desk.put_catalogue(world.catalogue)
    first = {s.style: s.variants[0].gtin for s in world.catalogue.styles}
    asked = {s.style: s.variants[0].price for s in world.catalogue.styles}
    price = {style: found.amount for style, found in asked.items() if found}
    counts = {first[s]: Count(3, NOON - timedelta(hours=1)) for s in sorted(stocked)}
    desk.put_stock(Feed(counts, NOON - timedelta(hours=1), full=True))
    with desk.work() as work:
        for number, visit in enumerate(seen):
            at, name = NOON - timedelta(minutes=30 * number), ids()
            for style in visit.tried:
                _keep(work.tx, first[style], name, at, ids)
            if visit.bought:
                work.sell(_receipt(visit.bought, first, price, ids()), at)


def _keep(tx: object, gtin: str, visit: str, at: datetime, ids: Callable[[], str]) -> None:
    data = GarmentArrived(gtin=gtin, tag=f"https://id.example/01/{gtin}", by=By.NFC)
    event = Event(
        id=ids(), source=touchpoint_source("trial", "cabin-1"), type=type_of(data.name), time=at,
        outbox=ids(), sequence=1, storeid="trial", touchpointid="cabin-1", visitid=visit, data=data,
    )  # fmt: skip
    body = write_event(event)
    journal.keep(tx, event, body, fingerprint(body), at)  # type: ignore[arg-type]


def _receipt(
    styles: Sequence[str], gtins: Mapping[str, str], price: Mapping[str, Decimal], basket: str
) -> PurchaseCompleted:
    lines = tuple(
        PurchaseLine(gtin=gtins[s], quantity=1, unit_price=price[s], currency="EUR") for s in styles
    )
    return PurchaseCompleted(basket=basket, lines=lines)


def _ids(random: Random) -> Callable[[], str]:
    return lambda: str(UUID(int=random.getrandbits(128), version=4))


def by_advice(trial: Trial, which: List) -> Ranking:
    """What the hub says, of it what is here."""
    nothing = StyleAdvice()

    def ranked(style: str) -> Sequence[str]:
        said = getattr(trial.advice.styles.get(style, nothing), which)
        return [name for name, _ in said if name in trial.stocked]

    return ranked


def by_sales(trial: Trial, which: List) -> Ranking:
    """The best-sellers of the same visits, of it what is here: what any shop can show."""
    kinds, sold = trial.world.kinds, Counter(s for v in trial.learned for s in v.bought)
    best = sorted(trial.stocked, key=lambda s: (-sold[s], s))
    wanted = which == "similar"
    return lambda style: [s for s in best if s != style and (kinds[s] == kinds[style]) is wanted]


def recall(trial: Trial, which: List, ranking: Ranking) -> Recall:
    """Each style of a held-out visit is a page once: how much of the rest stood on it?"""
    kinds, shares = trial.world.kinds, list[float]()
    for visit in trial.held_out:
        for style in visit.tried:
            same = {s for s in visit.tried if s != style and kinds[s] == kinds[style]}
            sought = same if which == "similar" else set(visit.tried) - same - {style}
            if sought:
                shown = set(ranking(style)[:SHOWN])
                shares.append(len(sought & shown) / len(sought))
    return Recall(sum(shares) / len(shares) if shares else 0.0, len(shares))
