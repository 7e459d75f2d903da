"""Everything that is measured of head office, each beside its yardstick."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from simulation.bench.figure import Figure
from simulation.bench.office.batches import Load, load, streamed, today, told
from simulation.bench.office.crowd import PEOPLE, read_by_many
from simulation.bench.office.drain import backlog, drained
from simulation.bench.office.filling import Network, filled, filled_nodes
from simulation.bench.office.hubs import Paced, hand_in
from simulation.bench.office.pages import Page, Took, opened, pages, timed
from simulation.bench.office.raw import raw_rate
from simulation.bench.office.serving import Served, served
from simulation.history.making import ZONE
from simulation.history.progress import Progress
from simulation.processes import ProgramFailed

#: Few hubs with batches as large as the contract has them, and many with small ones.
_HUBS: Final = (4, 32)
_BATCH: Final = (5000, 100)
#: Of all events that are handed in for the first figures, the share that comes in small batches.
_SMALL_SHARE: Final = 0.25
#: Times that a page is opened, and seconds for which people read.
_ROUNDS: Final = 20
_READING: Final = 60.0
#: While people read: events of one batch, seconds between two of them, and events in all.
_FLOW: Final = 500
_PAUSE: Final = 0.5
_FLOW_EVENTS: Final = round(1.2 * _READING * _FLOW / _PAUSE)
#: Events of one batch of a hub that was away, as hubs send them, and of the engine's yardstick.
_DRAIN_BATCH: Final = 500
_RAW: Final = 200_000
_AWAY: Final = "bench-away"
_FLOWING: Final = "bench-flow"
_SEED: Final = 11
_ALONE: Final = "the engine alone, the same rows, 10,000 in one insert"


Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    #: In the network whose pages are opened.
    events: int = 10_000_000
    #: Handed in by HTTP.
    ingest: int = 200_000
    #: Owed by a hub that was away.
    backlog: int = 1_000_000


def coming_in(folder: Path, size: Size, say: Say) -> list[Figure]:
    """Batches over HTTP, and a hub that was away. Raises ProgramFailed, StoreError."""
    return [*ingest_figures(folder, size.ingest, say), *drain_figures(folder, size.backlog, say)]


def asked(folder: Path, size: Size, say: Say) -> list[Figure]:
    """The filling of a network, and its pages. Raises ProgramFailed, StoreError."""
    network = filled(folder, size.events, say)
    return [network.figure, *page_figures(network, "embedded", say)]


def asked_of_nodes(folder: Path, size: Size, say: Say) -> list[Figure]:
    """The same pages of three nodes. Raises ProgramFailed, StoreError."""
    with filled_nodes(folder, size.events, say) as network:
        return [network.figure, *page_figures(network, "three nodes", say)]


def ingest_figures(folder: Path, events: int, say: Say) -> list[Figure]:
    """Batches over HTTP beside the engine's own insert of the same rows."""
    say(f"  {events:,} events from hubs that hand in at once …")
    now, few = datetime.now(ZONE), round(events * _SMALL_SHARE)
    large, small = (
        [load(name, told(name, share // hubs, now, _SEED), batch) for name in _names(kind, hubs)]
        for kind, share, hubs, batch in zip(
            ("large", "small"), (events - few, few), _HUBS, _BATCH, strict=True
        )
    )
    with _emptied(folder / "raw") as empty:
        raw = round(raw_rate(empty, [(it.store, it.documents) for it in large]))
    warm = [load(name, told(name, _BATCH[0], now, _SEED), _BATCH[0]) for name in _names("warm", 4)]
    stores = [it.store for it in (*large, *small, *warm)]
    with _emptied(folder / "ingest") as empty, served(empty, stores) as office:
        # The processes that check batches start with the first of these.
        hand_in(office, warm)
        office.await_rest()
        rates = [_handed_in(office, loads, say) for loads in (large, small)]
    names = (
        f"head office keeps events, {hubs} hubs, {batch} in a batch, 5 % sent twice (goal 0.5 ×)"
        for hubs, batch in zip(_HUBS, _BATCH, strict=True)
    )
    return [
        Figure(name, rate, "events/s", _ALONE, raw) for name, rate in zip(names, rates, strict=True)
    ]


def _names(kind: str, count: int) -> list[str]:
    return [f"bench-{kind}-{number}" for number in range(count)]


def _handed_in(office: Served, loads: Sequence[Load], say: Say) -> int:
    """Events a second, those that came twice counted twice. Raises ProgramFailed."""
    seconds, found = hand_in(office, loads)
    once = sum(len(it.documents) for it in loads)
    if found["stored"] != once:
        raise ProgramFailed(f"{once} events were handed in, {found['stored']} were stored")
    say(f"    {found.total():,} in {seconds:.1f} s")
    return round(found.total() / seconds)


def drain_figures(folder: Path, events: int, say: Say) -> list[Figure]:
    """A hub's backlog on its way to head office."""
    say(f"  A hub that owes {events:,} events …")
    progress, now = Progress(say), datetime.now(ZONE)
    with _emptied(folder / "drain") as empty:
        raw = round(raw_rate(empty, [(_AWAY, told(_AWAY, min(events, _RAW), now, _SEED))]))
        days = streamed(_AWAY, events, now, _SEED)
        path = backlog(empty, days, lambda done: progress("owed", done, events))
        with served(empty, [_AWAY]) as office:
            office.await_rest()
            seconds = drained(path, office, _AWAY, _DRAIN_BATCH)
    say(f"    drained in {seconds:.0f} s")
    name = f"a hub's backlog of {events:,} events drains, {_DRAIN_BATCH} in a batch"
    return [Figure(name, round(events / seconds), "events/s", _ALONE, raw)]


def page_figures(network: Network, where: str, say: Say) -> list[Figure]:
    """Each page by itself, and with people who read while batches come in."""
    say(f"  Pages of {network.events:,} events, {where} …")
    now = datetime.now(ZONE)
    # Never sent before, or what comes in would be repeats.
    flow = load(_FLOWING, told(_FLOWING, _FLOW_EVENTS, now, int(now.timestamp())), _FLOW)
    days = [load(store, today(store, now, _SEED), _FLOW) for store in network.stores]
    with served(network.folder, [flow.store, *network.stores], **network.settings) as office:
        hand_in(office, days)
        office.await_rest()
        wanted = pages(network.stores, network.pilots, network.since, now.date())
        alone = opened(office.session(), office.url, wanted, _ROUNDS)
        health = _health(office)
        with Paced(office, flow, _PAUSE) as hub:
            together = read_by_many(office, wanted, _READING)
    say(f"    {hub.found['stored']:,} events came in while people read")
    million = f"{network.events / 1e6:.3g} M events, {where}"
    kept = round(hub.found["stored"] / _READING)
    busy = f"{million}, {PEOPLE} people reading, {kept} events/s coming in"
    return [*_rows(alone, million, health), *_rows(together, busy, health)]


def _rows(found: dict[Page, Took], where: str, health: float) -> Iterator[Figure]:
    yardstick = "one GET of head office's /health"
    for page, took in found.items():
        name = f"{page.name}, {where}, p95 of {took.opened} (goal {page.goal}, p50 {took.p50:.0f})"
        yield Figure(name, took.p95, "ms", yardstick, health)


def _health(office: Served) -> float:
    session = office.session()
    times = sorted(timed(session, f"{office.url}/health") for _ in range(40))
    return round(times[len(times) // 2], 2)


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """*folder*, empty, with room for a head office; gone at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "state").mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
