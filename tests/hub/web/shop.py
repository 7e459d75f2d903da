"""A small store for the hub's web tests: real desk and database, two styles, three people."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Thread

import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from PIL import Image, ImageDraw
from prometheus_client import CollectorRegistry

from contract.brand import Brand
from contract.ids import check_digit, new_id
from contract.parts import Money, Photo
from contract.requests import RequestKind
from contract.settings import load
from contract.styles import Catalogue, Style, StyleText, Variant
from hub.access import Access, Associate
from hub.appointments import Book
from hub.attendance import Attendance
from hub.commanding import Commanding
from hub.commands import Make, Rules
from hub.counter_rules import CounterRules
from hub.desk import Desk
from hub.leaving import Leaving
from hub.reservations import Place
from hub.screenshots import Screenshots
from hub.serving import give_up_on_silence
from hub.slots import Plan, slot_called
from hub.staffing import Staffing
from hub.stock import Count, Feed
from hub.store import Database
from hub.web.app import create_app
from messaging.clock import Clock, ManualClock
from messaging.memory import MemoryBroker, MemoryBus

ROOT = Path(__file__).resolve().parents[3]
PIN = "2580"
#: A stylist receives every afternoon.
PLAN = Plan(dict.fromkeys(range(7), ((time(14), time(17)),)), 60, 1, 3)
RULES = Rules(counter=CounterRules(plan=PLAN))
#: As cheap as argon2 gets; what it costs is not what these tests are about.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def gtin(number: int) -> str:
    body = f"{6141411000 + number:013d}"
    return body + check_digit(body)


#: The coat in two colours and three sizes, the scarf in one.
COAT = {
    (c, s): gtin(10 + 3 * i + j)
    for i, c in enumerate(("Ivory", "Ink"))
    for j, s in enumerate(("36", "38", "40"))
}
SCARF = gtin(50)

_NUMBERS = count(347)


@dataclass(frozen=True)
class Shop:
    desk: Desk
    access: Access
    attendance: Attendance
    app: FastAPI
    clock: Clock
    broker: MemoryBroker
    commanding: Commanding
    screenshots: Screenshots
    #: What a staff device, a touchpoint and a feed present.
    device: str
    touchpoint: str
    feed: str
    ines: Associate
    malo: Associate
    boss: Associate

    def beat(self) -> None:
        """What the hub does once a second: escalations, and what people left behind."""
        Leaving(self.access, self.desk).look()
        self.desk.tick(self.clock.now())

    def ask(
        self,
        place: str = "cabin-3",
        kind: RequestKind = RequestKind.SIZE,
        gtin: str | None = COAT["Ivory", "38"],
        wanted: str | None = COAT["Ivory", "40"],
        age: float = 0.0,
    ) -> str:
        request = new_id()
        self.desk.act(
            request, Make(kind=kind, place=place, gtin=gtin, wanted_gtin=wanted, age_seconds=age)
        )
        return request

    def reserve(self, gtin: str = COAT["Ivory", "40"], place: str = "floor") -> str:
        """A piece that is asked for; it is there."""
        name = new_id()
        code, available = f"CDF{next(_NUMBERS)}", self.desk.stock(gtin).available
        with self.desk.work() as work:
            placed = Place(name, gtin, 1, place, code, available)
            work.counter.reserve(name, placed)
        self.desk.tell(work.changes)
        return name

    def book(self, slot: str = "2026-11-21T14:00Z") -> str:
        """A session that is free."""
        name = new_id()
        with self.desk.work() as work:
            found = slot_called(PLAN, slot, work.now)
            booked = Book(name, slot, "floor", f"WXY{next(_NUMBERS)}", found, room=True)
            work.counter.appoint(name, booked)
        self.desk.tell(work.changes)
        return name


def shop(
    folder: Path,
    clock: Clock | None = None,
    *,
    language: str = "en",
    ca: Path | None = None,
    house: Path = ROOT / "config/brand.toml",
) -> Shop:
    clock = clock or ManualClock()
    db = Database(folder / "hub.sqlite")
    desk = Desk(db, "lyon", clock, new_id, RULES)
    access, attendance = Access(db, clock, QUICK), Attendance(clock)
    desk.roster = Staffing(db, access, attendance, {}).roster
    broker = MemoryBroker(clock)
    bus = MemoryBus(broker, "hub")
    bus.start(lambda _: None, lambda _: None)
    commanding = Commanding(desk, bus.publish)
    desk.publish = commanding.heard
    screenshots = Screenshots(folder / "screenshots", clock)
    media = folder / "media"
    media.mkdir()
    desk.put_catalogue(catalogue(media))
    desk.put_stock(counts(clock.now()))
    registry = CollectorRegistry()
    settings: Mapping[str, object] = {"version": "1", "patience_seconds": 120}
    app = create_app(
        desk,
        access,
        desk.nudges,
        media,
        brand(house),
        clock,
        commanding,
        screenshots,
        language=language,
        settings=lambda: settings,
        registry=registry,
        attendance=attendance,
        ca=ca,
        version="1.0",
    )
    return Shop(
        desk=desk,
        access=access,
        attendance=attendance,
        app=app,
        clock=clock,
        broker=broker,
        commanding=commanding,
        screenshots=screenshots,
        device=f"tablet-1.{access.enrol('device', 'tablet-1')}",
        touchpoint=access.enrol("touchpoint", "cabin-3"),
        feed=f"till.{access.enrol('feed', 'till')}",
        ines=access.enrol_associate("Inès", PIN, associate="ines"),
        malo=access.enrol_associate("Malo", PIN, associate="malo"),
        boss=access.enrol_associate("Adèle", PIN, manager=True, associate="adele"),
    )


def brand(path: Path = ROOT / "config/brand.toml") -> Brand:
    return load(path.read_text(), str(path), Brand)


def catalogue(media: Path) -> Catalogue:
    coat = tuple(
        Variant(
            gtin=code, colour=colour, size=size, price=Money(amount=Decimal(890), currency="EUR")
        )
        for (colour, size), code in COAT.items()
    )
    scarf = Variant(
        gtin=SCARF,
        colour="Sand",
        size="One size",
        price=Money(amount=Decimal(120), currency="EUR"),
    )
    return Catalogue(
        version="v1",
        languages=("en",),
        styles=(
            _style("wool-coat", "Wool coat", coat, (_photo(media, "Ivory"), _photo(media, "Ink"))),
            _style("long-scarf", "Long scarf", (scarf,), ()),
        ),
    )


def _style(
    name: str, title: str, variants: tuple[Variant, ...], photos: tuple[Photo, ...]
) -> Style:
    texts = {"en": StyleText(title=title)}
    return Style(style=name, brand="Maison", texts=texts, variants=variants, photos=photos)


def _photo(media: Path, colour: str) -> Photo:
    name = f"coat-{colour.lower()}-480.png"
    image = Image.new("RGB", (480, 600), "#EEEAE0")
    shape = [(150, 90), (330, 90), (380, 540), (100, 540)]
    ImageDraw.Draw(image).polygon(shape, fill="#FFFCF4" if colour == "Ivory" else "#22242A")
    image.save(media / name)
    return Photo(name=name, colour=colour, sizes={480: name}, width=480, height=600)


def counts(now: datetime) -> Feed:
    pieces = {
        COAT["Ivory", "36"]: 0,
        COAT["Ivory", "38"]: 1,
        COAT["Ivory", "40"]: 2,
        COAT["Ink", "38"]: 3,
        COAT["Ink", "40"]: 1,
    }
    rows = {code: Count(number, now, "Rail 4") for code, number in pieces.items()}
    return Feed(rows, now, full=False)


@dataclass(frozen=True)
class Served:
    shop: Shop
    url: str


@contextmanager
def served(shop: Shop, *, silence: float = 20.0) -> Iterator[Served]:
    """The shop's hub on a free loopback port, for browsers and for clients of a real socket.

    A client that takes nothing for *silence* seconds is given up.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    give_up_on_silence(listener, silence)
    config = uvicorn.Config(shop.app, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Served(shop, f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        shop.desk.nudges.close()
        server.should_exit = True
        thread.join(60)
        listener.close()
        shop.desk.db.close()


#: A moment for tests that only need one.
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
