"""What a simulated store consists of: its people, screens, ports and times; pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from simulation.associate import Person

STORE, STORE_NAME = "lyon", "Lyon, rue de la République"
#: The brand's other stores as people call them, the nearest first.
OTHER_STORES = {
    "paris-marais": "Paris Marais",
    "milano": "Milano Brera",
    "bordeaux": "Bordeaux Sainte-Catherine",
    "nantes": "Nantes Crébillon",
}
TIMEZONE = "Europe/Paris"
#: Of its scanner's keys, as those that are sold there are set.
LAYOUT = "fr"
#: The touchpoint that is the reader which several fitting rooms share, where they do.
ZONE = "zone-1"
#: The name a program of somebody else may join with.
SPARE = "spare-1"
DEVICE = "phone-1"
#: The device that the printed link makes of a browser.
BROWSER = "browser-1"
ACCOUNT = "head-office"

STAFF = (
    Person("camille", "Camille", "4711"),
    Person("jules", "Jules", "2580"),
    Person("ines", "Inès", "1379"),
)
#: Also sees what was set aside and what ended unanswered; nobody plays her.
MANAGER = Person("agnes", "Agnès", "8642", manager=True)


@dataclass(frozen=True, slots=True)
class Screen:
    """One touchpoint of the store; *width* and *height* are its window's pixels."""

    touchpoint: str
    kind: Literal["kiosk", "fittingroom"]
    place: str
    title: str
    width: int
    height: int
    reader: str
    #: Of the reader it shares with others; a screen without one has a reader of its own.
    antenna: int | None = None
    #: Nothing moves on it by itself: `window.reduced_motion`.
    still: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a run uses instead of a real store's, so that a minute shows every outcome."""

    patience_seconds: float = 120
    escalate_after_seconds: float = 60
    expire_after_seconds: float = 900


#: A minute must be enough for every way in which a request can end.
QUICK = Times(patience_seconds=20, escalate_after_seconds=4, expire_after_seconds=9)


@dataclass(frozen=True, slots=True)
class Ports:
    broker: int
    hub: int
    headoffice: int
    demo: int
    screens: dict[str, int] = field(default_factory=dict)
    #: Of each RAIN RFID reader, by the mirror's name or the zone's.
    readers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong on purpose during a run."""

    kills: int = 0
    #: Head office starts only after the store has closed.
    headoffice_late: bool = False
    #: A mirror loses its outbox in the middle.
    reimage: bool = False
    #: A mirror is put back to an old copy of its outbox.
    restore: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. *seconds* None: until somebody stops it."""

    folder: Path
    #: Holds what every run may use again: drawn pictures and their renditions.
    cache: Path
    ports: Ports
    seconds: float | None = None
    headless: bool = False
    seed: int = 7
    times: Times = QUICK
    trouble: Trouble = field(default_factory=Trouble)
    screens: tuple[Screen, ...] = ()

    def state(self, name: str) -> Path:
        """Where the program *name* keeps what must survive it."""
        return self.folder / "state" / name

    def settings(self, name: str) -> Path:
        return self.folder / "settings" / f"{name}.toml"

    def secret(self, name: str) -> Path:
        return self.folder / "secrets" / name

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def outbox(self, touchpoint: str) -> Path:
        return self.state(touchpoint) / "outbox.db"

    @property
    def zone(self) -> dict[str, int]:
        """The mirrors that share a reader, each with its antenna."""
        return {s.touchpoint: s.antenna for s in self.screens if s.antenna is not None}

    @property
    def touchpoints(self) -> list[str]:
        """Everything that has an outbox."""
        return [s.touchpoint for s in self.screens] + ([ZONE] if self.zone else [])

    def orders(self, screen: Screen) -> Path:
        """Where garments are laid on the reader of *screen*."""
        return self.reader_orders(screen.touchpoint if screen.antenna is None else ZONE)

    def reader_orders(self, name: str) -> Path:
        return self.folder / "readers" / f"{name}.sock"

    def serial_line(self, touchpoint: str) -> Path:
        """Where the NFC reader of *touchpoint* is plugged in."""
        return self.folder / "readers" / f"{touchpoint}.tty"

    def scanner(self, touchpoint: str) -> Path:
        """Where codes are held before the scanner of *touchpoint*."""
        return self.folder / "readers" / f"{touchpoint}-codes.sock"

    def keys(self, touchpoint: str) -> Path:
        """Where the scanner of *touchpoint* is plugged in."""
        return self.folder / "readers" / f"{touchpoint}.keys"

    @property
    def hub_database(self) -> Path:
        return self.state("hub") / "hub.db"

    @property
    def dsn(self) -> str:
        return f"chdb://{(self.state('headoffice') / 'journeys').absolute()}"

    @property
    def joining(self) -> Path:
        return self.folder.parent / "demo.json"

    @property
    def hub_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.hub}"

    @property
    def headoffice_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.headoffice}"


def with_doors(ports: Ports, shown: Iterable[Screen], port: Callable[[], int]) -> Ports:
    """*ports* with a door for each screen and one for each reader; *port* gives a free one."""
    shown = tuple(shown)
    rooms = [screen for screen in shown if screen.kind == "fittingroom"]
    readers = {ZONE if s.antenna is not None else s.touchpoint for s in rooms}
    return replace(
        ports,
        screens={screen.touchpoint: port() for screen in shown},
        readers={name: port() for name in sorted(readers)},
    )


def screens(scale: float) -> tuple[Screen, ...]:
    """A kiosk and two mirrors, *scale* times as large as in a store."""
    tall = (round(1080 * scale), round(1920 * scale))
    return (
        Screen("kiosk-1", "kiosk", "floor", "The kiosk", *tall, "nfc"),
        Screen("cabin-1", "fittingroom", "cabin-1", "Fitting room 1", *tall, "uhf"),
        Screen("cabin-2", "fittingroom", "cabin-2", "Fitting room 2", *tall, "uhf"),
    )


def sharing_a_reader(count: int, scale: float) -> tuple[Screen, ...]:
    """So many mirrors that share one reader."""
    size = (round(1080 * scale), round(1920 * scale))
    return tuple(
        Screen(f"cabin-{n}", "fittingroom", f"cabin-{n}", f"Fitting room {n}", *size, "uhf", n)
        for n in range(1, count + 1)
    )


def at_rest(plan: Plan) -> Plan:
    """*plan* with screens on which nothing moves by itself.

    A screen draws with a chip of its own in a store, and here with the cores of everybody.
    """
    return replace(plan, screens=tuple(replace(screen, still=True) for screen in plan.screens))
