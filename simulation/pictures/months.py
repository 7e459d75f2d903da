"""The months before the photographed day: a network of stores, told to head office at rest."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from contract.ids import new_id
from contract.settings import load
from contract.tiers import DatedSwitch, Store, Tiers
from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.journeys import Phases
from headoffice.marks import SqliteMarks
from headoffice.messages import Messages
from headoffice.notes import SqliteNotes
from headoffice.rolling import StoreDate
from headoffice.selling import ALL, monday
from headoffice.settings import Settings
from headoffice.store import open_store
from simulation.history.fill import fill, make_visits
from simulation.history.network import Shop, network
from simulation.plan import ACCOUNT, STORE
from simulation.usual import ROOT

#: Stores, and days of theirs: before today, and the same weekdays a year ago.
_STORES: Final = 10
DAYS, _YEAR, _THEN = 38, timedelta(weeks=52), 8
_SEED: Final = 7
_SUNDAY: Final = 6
_PILOTS, _UPLIFT = 4, 0.06
#: The others are flagships.
_TIERS: Final = {"standard": ("madrid", "lille", "antwerpen"), "essential": ("bruxelles",)}
#: What happened, by days ago; of one store, or of all of them.
_NOTES: Final = (
    (2, "", "Black Friday"),
    (5, "paris-marais", "Marathon"),
    (17, "milano", "Fashion Week"),
    (26, "", "Rive Gauche"),
)


@dataclass(frozen=True, slots=True)
class Months:
    """What was told. *bearers* let a store hand in; the studio's own store has its own."""

    shops: tuple[Shop, ...]
    bearers: Mapping[str, str]
    pilots: tuple[str, ...]
    since: date
    #: The latest day on which they were open: on Sundays they are shut.
    last_open: date


def tell_months(settings: Path, today: date, now: datetime) -> Months:
    """Put them into the head office of *settings*, which is not running. Raises StoreError."""
    own = load(settings.read_text(encoding="utf-8"), str(settings), Settings)
    since = today - timedelta(days=DAYS // 2)
    shops = network(_STORES, _SEED, pilot_from=since, pilots=_PILOTS, uplift=_UPLIFT)
    pilots = tuple(it.name for it in shops if it.pilot_from)
    phases = load((ROOT / "config/journey.toml").read_text(), "journey.toml", Phases)
    database = Database(own.state_dir / "headoffice.sqlite")
    with closing(open_store(own.dsn)) as store, closing(database):
        first, then = today - timedelta(days=DAYS), today - _YEAR - timedelta(days=_THEN)
        for begin, days in ((then, _THEN), (first, DAYS)):
            fill(store, shops, begin, days, own.zone, seed=_SEED, told=lambda *_: None)
            _mark(database, shops, begin, days)
        make_visits(
            store, database, phases, shops, first, DAYS, own.zone, own.place, told=lambda *_: None
        )
        _write(database, today, own.zone)
        Messages(database).put("settings", _tiers(pilots, since), now, new_id)
        bearers = _known(database, shops, now)
    yesterday = today - timedelta(days=1)
    last_open = yesterday - timedelta(days=yesterday.weekday() == _SUNDAY)
    return Months(shops, bearers, pilots, since, last_open)


def _mark(database: Database, shops: tuple[Shop, ...], first: date, count: int) -> None:
    """A head office that ran before holds that all its days are made: these are new to it."""
    days = [first + timedelta(days=number) for number in range(count)]
    SqliteMarks(database).mark([StoreDate(shop.name, day) for shop in shops for day in days])
    SqliteMarks(database, sales=True).mark({StoreDate(ALL, monday(day)) for day in days})


def _tiers(pilots: tuple[str, ...], since: date) -> dict[str, Any]:
    """The shipped tiers, some stores of the smaller ones, and the pilot."""
    shipped = load((ROOT / "config/tiers.toml").read_text(), "tiers.toml", Tiers)
    tiers = {name: Store(tier=tier) for tier, names in _TIERS.items() for name in names}
    switch = DatedSwitch(feature="styling", on=True, since=since, stores=pilots)
    return shipped.model_copy(update={"stores": tiers, "switches": (switch,)}).model_dump(
        mode="json"
    )


def _write(database: Database, today: date, zone: ZoneInfo) -> None:
    notes = SqliteNotes(database)
    for ago, store, words in _NOTES:
        day = today - timedelta(days=ago)
        at = datetime(day.year, day.month, day.day, 18, 40, tzinfo=zone).astimezone(UTC)
        notes.put(day, store, words, ACCOUNT, at)


def _known(database: Database, shops: tuple[Shop, ...], now: datetime) -> dict[str, str]:
    """The studio's own store is known already, and enrolling it again would end its bearer."""
    accounts = SqliteAccounts(database)
    return {it.name: accounts.enrol_store(it.name, now) for it in shops if it.name != STORE}
