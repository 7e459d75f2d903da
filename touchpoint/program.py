"""One window and the threads behind it: put together, run, and stopped in reverse."""

import random
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import structlog

from contract.events import TouchpointFailed
from contract.ids import NewId
from messaging.clock import Clock
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.port import Bus, Will
from messaging.sender import Sender
from touchpoint.bridge import Bridge, every_second, soon
from touchpoint.conductor import KEPT, Conductor, Place
from touchpoint.fetcher import Fetcher
from touchpoint.health import Health
from touchpoint.identity import Identity
from touchpoint.inputs import Input, ReaderHealth
from touchpoint.larder import Larder
from touchpoint.moment import Moment
from touchpoint.remote import Glass, Remote
from touchpoint.settings import TouchpointSettings
from touchpoint.starting import CannotStart, product_version
from touchpoint.touches import Touch
from touchpoint.uplink import Uplink
from touchpoint.watch import Watch, command_of

S = TypeVar("S")
_log = structlog.get_logger()


class Window(Protocol):
    """The app of a place, as its screens' engineer makes it."""

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def show(self, view: Any) -> None: ...
    def photo_came(self, file: str) -> None: ...
    def bind(self, **callbacks: Callable[..., Any]) -> None: ...


#: Photo folder, what touches do, what a failed screen tells, what a shown garment tells → the app.
MakeWindow = Callable[
    [Path, Callable[[Touch], None], Callable[[str, str], None], Callable[[str], None]], Window
]


@dataclass(frozen=True, slots=True)
class Parts:
    """What only the program's start may choose."""

    settings: TouchpointSettings
    gone_after: float
    secret: str
    clock: Clock
    new_id: NewId
    make_bus: Callable[[Will], Bus]
    make_window: MakeWindow


def run(
    parts: Parts,
    place: Place[S],
    resume: Callable[[bytes | None, Moment], tuple[S, tuple[Draft, ...]]],
) -> None:
    """Open the window and return when it was closed or SIGTERM came. Raises CannotStart."""
    program = _Program(parts, place, resume)
    program.window.bind(on_start=lambda _: program.begin())
    with program.running:
        program.window.run()


class _Program:
    def __init__(
        self,
        parts: Parts,
        place: Place[Any],
        resume: Callable[[bytes | None, Moment], tuple[Any, tuple[Draft, ...]]],
    ) -> None:
        settings, clock = parts.settings, parts.clock
        self._parts = parts
        self.running = ExitStack()
        who = Identity(
            settings.store,
            settings.touchpoint,
            settings.place,
            parts.new_id(),
            product_version(),
            clock.now(),
        )
        self._who, folder = who, settings.state_dir
        outbox = Outbox.open(
            folder / "outbox.db",
            clock,
            parts.new_id,
            store=settings.store,
            touchpoint=settings.touchpoint,
        )
        self._health = Health(who.boot, who.version, folder, clock)
        bus = parts.make_bus(who.will())
        sender = Sender(outbox, bus.publish, clock, random.random)
        self._bridge = Bridge(self._take)
        larder = Larder(folder)
        self._fetcher = Fetcher(
            larder,
            settings.hub.url,
            (settings.touchpoint, parts.secret),
            settings.window.width,
            self._bridge.post,
            self._photo_came,
        )
        self._uplink = Uplink(
            who, bus, outbox, sender, clock, self._health, self._bridge.post, self._fetcher.fetch
        )
        self.window = parts.make_window(
            larder.photos,
            self._touched,
            self._failed,
            self._shown,
        )
        now = Moment(clock.now(), clock.monotonic())
        state, self._owed = resume(outbox.state(KEPT), now)
        self.conductor: Conductor[Any] = Conductor(
            place,
            state,
            clock,
            self._uplink.record,
            self._uplink.watch_stock,
            self.window.show,
        )

    def begin(self) -> None:
        """The window is there: start what feeds it; the stack stops it in reverse."""
        stack = self.running
        signal.signal(signal.SIGTERM, lambda *_: soon(self.window.stop))
        signal.signal(signal.SIGINT, lambda *_: soon(self.window.stop))
        self._uplink.start()
        stack.callback(self._uplink.stop)
        self._fetcher.start()
        stack.callback(self._fetcher.stop)
        self.conductor.begin(self._owed)
        for watch in self._watches():
            watch.start()
            stack.callback(watch.stop)
        self._open_door()
        every_second(self._beat)
        _log.info("touchpoint.ready", touchpoint=self._who.touchpoint, boot=self._who.boot)

    def _take(self, inputs: Sequence[Input]) -> None:
        self.conductor.take(inputs)

    def _touched(self, touch: Touch) -> None:
        self.conductor.touched(touch)

    def _photo_came(self, file: str) -> None:
        soon(lambda: self.window.photo_came(file))

    def _shown(self, gtin: str) -> None:
        self.conductor.shown(gtin)

    def _watches(self) -> Sequence[Watch]:
        settings = self._parts.settings
        return [
            Watch(
                name,
                command_of(reader.kind, settings.reader_options(name)),
                self._told,
                self._parts.clock,
                self._parts.gone_after,
            )
            for name, reader in settings.readers.items()
        ]

    def _told(self, news: Input) -> None:
        if isinstance(news, ReaderHealth):
            self._health.reader(news)
        self._bridge.post(news)

    def _open_door(self) -> None:
        port = self._parts.settings.remote.port
        if port is None:
            return
        try:
            remote = Remote(Glass(), self.conductor.scene, port)
        except OSError as error:
            raise CannotStart(
                f"remote.port: {port} cannot be had: {error.strerror}; choose a free one"
            ) from error
        remote.start()
        self.running.callback(remote.stop)
        _log.info("remote.open", url=f"http://127.0.0.1:{remote.port}/scene")

    def _beat(self) -> None:
        self._health.beat()
        self.conductor.tick()

    def _failed(self, what: str, why: str) -> None:
        data = TouchpointFailed(
            boot=self._who.boot, version=self._who.version, what=what, why=why[:500]
        )
        self._uplink.record([Draft(data, self._parts.clock.monotonic())], {})
