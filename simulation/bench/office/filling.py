"""A network's months to open pages of: made once, kept for the day, or made anew on three nodes."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from headoffice.store import open_store
from simulation.bench.figure import Figure
from simulation.bench.office.batches import A_DAY
from simulation.bench.office.copying import copied, name_of
from simulation.history.making import ZONE, Made, Wanted, make
from simulation.history.progress import Progress
from simulation.nodes import HOSTS, Nodes

#: Days of the network, and the most stores that are made up; more events are copies of theirs.
_DAYS: Final = 90
_MOST: Final = 16
_PILOTS: Final = 8
#: Events a second of the goal: 40 stores, 90 days, in three minutes.
_GOAL: Final = A_DAY * 40 * 90 // 180


@dataclass(frozen=True, slots=True)
class Network:
    """A head office's folder, how many events are in it, and what its pages are asked for."""

    folder: Path
    events: int
    #: The stores, of which some pilot something *since* a day.
    stores: tuple[str, ...]
    pilots: tuple[str, ...]
    since: date
    #: So many of the events were made up, with visits and sales, in so many seconds.
    made_up: int
    seconds: float
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def figure(self) -> Figure:
        name = f"`history` makes up {self.made_up:,} events, visits and sales"
        rate = round(self.made_up / self.seconds)
        return Figure(name, rate, "events/s", "goal: 40 stores, 90 days, 3 minutes", _GOAL)


def filled(folder: Path, events: int, say: Callable[[str], None]) -> Network:
    """A network of about *events* below *folder*: today's, as it was made before, or a new one."""
    here = folder / f"network-{events}"
    known = here / "network.json"
    if known.exists():
        said = json.loads(known.read_text(encoding="utf-8"))
        if said["made"] == _today():
            say(f"  The network of {said['events']:,} events that was made today …")
            return _network(here, said, {})
    said = _fill(here, events, say, f"chdb://{here.absolute() / 'state/journeys'}", {})
    known.write_text(json.dumps(said), encoding="utf-8")
    return _network(here, said, {})


@contextmanager
def filled_nodes(folder: Path, events: int, say: Callable[[str], None]) -> Iterator[Network]:
    """The same on three nodes, which end with the block. Raises ProgramFailed."""
    with TemporaryDirectory(dir=folder, prefix="nodes-") as name, closing(Nodes(Path(name))) as it:
        it.start(*HOSTS)
        store = {"store": {"dsn": it.dsn}}
        here = Path(name) / "office"
        yield _network(here, _fill(here, events, say, it.dsn, store), store)


def _fill(
    here: Path, events: int, say: Callable[[str], None], dsn: str, more: Mapping[str, Any]
) -> dict[str, Any]:
    stores = max(2 * _PILOTS, min(_MOST, round(events / A_DAY / _DAYS)))
    days = max(14, min(_DAYS, round(events / A_DAY / stores)))
    say(f"  {stores} stores over {days} days …")
    progress, began = Progress(say), time.monotonic()
    made = make(here, Wanted(stores, days, pilots=_PILOTS), progress, **more)
    seconds = time.monotonic() - began
    copies = max(0, round(events / made.filled.events) - 1)
    if copies:
        with closing(open_store(dsn)) as store:
            copied(store, copies, lambda done, of: progress("copies", done, of))
    return _said(made, copies, seconds)


def _said(made: Made, copies: int, seconds: float) -> dict[str, Any]:
    piloting = [shop for shop in made.shops if shop.pilot_from]
    networks = range(copies + 1)
    return {
        "made": _today(),
        "events": made.filled.events * len(networks),
        "made_up": made.filled.events,
        "stores": [name_of(shop.name, copy) for copy in networks for shop in made.shops],
        "pilots": [shop.name for shop in piloting],
        "since": str(piloting[0].pilot_from),
        "seconds": seconds,
    }


def _network(folder: Path, said: Mapping[str, Any], settings: Mapping[str, Any]) -> Network:
    return Network(
        folder,
        said["events"],
        tuple(said["stores"]),
        tuple(said["pilots"]),
        date.fromisoformat(said["since"]),
        said["made_up"],
        said["seconds"],
        settings,
    )


def _today() -> str:
    return datetime.now(ZONE).date().isoformat()
