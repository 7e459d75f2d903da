"""Makes a network's months in a folder: a head office that only has to be served."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import tomli_w

from contract.settings import load
from headoffice.database import Database
from headoffice.journeys import Phases
from headoffice.sales.asking import Stretch, joined
from headoffice.settings import Settings
from headoffice.store import STATEMENTS, JourneyStore, open_store
from simulation.history.fill import Filled, fill, make_known, make_visits
from simulation.history.judging import Verdict, judge
from simulation.history.network import Shop, network
from simulation.plan import ACCOUNT
from simulation.usual import ROOT

ZONE: Final = ZoneInfo("Europe/Paris")
#: Days whose sales are judged: the last ones, whose buyers' visits are all known.
JUDGED: Final = 14

#: What is going on, how much of it is done, and of how much.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A network of so many stores, of which some pilot something, over so many days."""

    stores: int = 40
    days: int = 90
    seed: int = 7
    pilots: int = 8
    #: What piloting adds to the probability that a visit ends in a purchase.
    uplift: float = 0.04


@dataclass(frozen=True, slots=True)
class Made:
    """Where it is, who may sign in to it, and what is in it."""

    config: Path
    account: str
    password: str
    shops: tuple[Shop, ...]
    first: date
    filled: Filled
    verdict: Verdict


def make(folder: Path, wanted: Wanted, told: Told, **more: Any) -> Made:
    """Empty *folder* and make it, with *more* settings; *told* hears how far it is.

    Raises StoreError.
    """
    first = datetime.now(ZONE).date() - timedelta(days=wanted.days)
    shops = network(
        wanted.stores,
        wanted.seed,
        pilot_from=first + timedelta(days=wanted.days // 2),
        pilots=wanted.pilots,
        uplift=wanted.uplift,
    )
    shutil.rmtree(folder, ignore_errors=True)
    state = folder / "state"
    state.mkdir(parents=True)
    config = settings(folder, **more)
    where = load(config.read_text(encoding="utf-8"), str(config), Settings)
    with (
        closing(open_store(where.dsn)) as store,
        closing(Database(state / "headoffice.sqlite")) as database,
    ):
        filled = fill(
            store, shops, first, wanted.days, ZONE, seed=wanted.seed,
            told=lambda done, of: told("days of stores", done, of),
        )  # fmt: skip
        make_visits(store, database, phases(), shops, first, wanted.days, ZONE, where.place, told)
        told("sales judged", 0, 1)
        verdict = _verdict(store, filled, first + timedelta(days=wanted.days))
        told("sales judged", 1, 1)
    password = make_known(state, shops, ACCOUNT)
    return Made(config, ACCOUNT, password, shops, first, filled, verdict)


def settings(folder: Path, **more: Any) -> Path:
    """The settings of the head office in *folder*, with *more* of them."""
    path = folder / "headoffice.toml"
    said = {
        "state_dir": str(folder / "state"),
        "timezone": str(ZONE),
        "http": {"secure_cookie": False},
        **more,
    }
    path.write_text(tomli_w.dumps(said), encoding="utf-8")
    return path


def phases() -> Phases:
    return load((ROOT / "config/journey.toml").read_text(), "journey.toml", Phases)


def _verdict(store: JourneyStore, filled: Filled, end: date) -> Verdict:
    until = datetime(end.year, end.month, end.day, tzinfo=ZONE).astimezone(UTC)
    stretch = Stretch(until - timedelta(days=JUDGED), until)

    def ask(name: str, params: Any) -> Any:
        return store.query(STATEMENTS[name].sql, params, timeout=120)

    found = joined(ask, stretch)
    sold = [it for it in found.sales if stretch.has(it.unit.moment)]
    return judge(sold, filled.truths)
