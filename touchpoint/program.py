"""One window and the threads behind it: put together, run, and stopped in reverse."""

import os
import random
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol, TypeVar

import structlog

from contract.brand import Brand
from contract.events import TouchpointFailed
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
from touchpoint.starting import CannotStart, Start, product_version, refuse_unseen
from touchpoint.supervisor import command_of
from touchpoint.touches import Touch
from touchpoint.ui.display import video_driver
from touchpoint.ui.shell import set_clock, set_window
from touchpoint.uplink import Uplink
from touchpoint.watch import Watch

S = TypeVar("S")
_log = structlog.get_logger()


class Window(Protocol):
    """The app of a place, as its screens' engineer makes it."""

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def show(self, view: Any) -> None: ...
    def photo_came(self, file: str) -> None: ...
    def bind(self, **callbacks: Callable[..., Any]) -> None: ...


class MakeWindow(Protocol):
    """*actions* is told what touches mean, *failed* what broke and why, *on_shown* each gtin."""

    def __call__(
        self,
        brand: Brand,
        photos: Path,
        actions: Callable[[Touch], None],
        *,
        failed: Callable[[str, str], None],
        on_shown: Callable[[str], None],
        reduced_motion: bool,
    ) -> Window: ...


class MakeBus(Protocol):
    def __call__(
        self,
        client_id: str,
        username: str,
        password: str,
        host: str,
        port: int,
        ca: Path | None,
        *,
        will: Will,
    ) -> Bus: ...


Resume = Callable[[bytes | None, Moment], tuple[S, tuple[Draft, ...]]]


def run(
    start: Start[Any],
    make_window: MakeWindow,
    make_bus: MakeBus,
    place: Place[S],
    resume: Resume[S],
) -> None:
    """Open the window and return when it was closed or SIGTERM came. Raises CannotStart."""
    window = start.settings.window
    set_window(window.width, window.height, fullscreen=window.fullscreen)
    set_clock()
    program = _Program(start, make_window, make_bus, place, resume)
    program.window.bind(on_start=lambda _: program.begin())
    with program.running:
        program.window.run()


class _Program:
    def __init__(
        self,
        start: Start[Any],
        make_window: MakeWindow,
        make_bus: MakeBus,
        place: Place[Any],
        resume: Resume[Any],
    ) -> None:
        settings, clock = start.settings, start.clock
        self._settings, self._clock = settings, clock
        self.running = ExitStack()
        self._who = who = _identity(start)
        folder = settings.state_dir
        outbox = Outbox.open(
            folder / "outbox.db",
            clock,
            start.new_id,
            store=settings.store,
            touchpoint=settings.touchpoint,
        )
        self._health = Health(who.boot, who.version, folder, clock)
        bus = _bus(start, make_bus, who.will())
        sender = Sender(outbox, bus.publish, clock, random.random)
        self._bridge = Bridge(self._take)
        larder = Larder(folder)
        self._fetcher = Fetcher(
            larder,
            settings.hub.url,
            (settings.touchpoint, start.secret),
            settings.window.width,
            self._bridge.post,
            self._photo_came,
            settings.hub.ca,
        )
        self._uplink = Uplink(
            who, bus, outbox, sender, clock, self._health, self._bridge.post, self._fetcher.fetch
        )
        self.window = make_window(
            start.brand,
            larder.photos,
            self._touched,
            failed=self._failed,
            on_shown=self._shown,
            reduced_motion=settings.window.reduced_motion,
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
        """The window is there: start what feeds it; the stack stops it in reverse.

        Raises CannotStart.
        """
        refuse_unseen(video_driver(), os.environ)
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
        settings = self._settings
        return [
            Watch(
                name,
                command_of(reader.kind, settings.reader_options(name)),
                self._told,
                self._clock,
                settings.times.gone_after_seconds,
            )
            for name, reader in settings.readers.items()
        ]

    def _told(self, news: Input) -> None:
        if isinstance(news, ReaderHealth):
            self._health.reader(news)
        self._bridge.post(news)

    def _open_door(self) -> None:
        port = self._settings.remote.port
        if port is None:
            return
        try:
            remote = Remote(Glass(), self._scene, port)
        except OSError as error:
            raise CannotStart(
                f"remote.port: {port} cannot be had: {error.strerror}; choose a free one"
            ) from error
        remote.start()
        self.running.callback(remote.stop)
        _log.info("remote.open", url=f"http://127.0.0.1:{remote.port}/scene")

    def _scene(self) -> dict[str, Any]:
        known = self._health.readers()
        readers = {name: known.get(name, "starting") for name in self._settings.readers}
        return {**self.conductor.scene(), "readers": readers}

    def _beat(self) -> None:
        self._health.beat()
        self.conductor.tick()

    def _failed(self, what: str, why: str) -> None:
        data = TouchpointFailed(
            boot=self._who.boot, version=self._who.version, what=what, why=why[:500]
        )
        self._uplink.record([Draft(data, self._clock.monotonic())], {})


def _identity(start: Start[Any]) -> Identity:
    settings, boot = start.settings, start.new_id()
    names = (settings.store, settings.touchpoint, settings.place)
    return Identity(*names, boot, product_version(), start.clock.now())


def _bus(start: Start[Any], make_bus: MakeBus, will: Will) -> Bus:
    name, broker = start.settings.touchpoint, start.settings.broker
    return make_bus(name, name, start.secret, broker.host, broker.port, broker.ca, will=will)
