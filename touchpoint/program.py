"""One window and the threads behind it: put together, run, and stopped in reverse."""

import gc
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import structlog

from contract.brand import Brand
from contract.events import TouchpointFailed
from contract.topics import CLAIM
from messaging.collector import settle
from messaging.draft import Draft
from messaging.port import Outgoing
from touchpoint.acts import Acts, acts_of
from touchpoint.asking import Asker
from touchpoint.backbone import Backbone, Device, Ears, MakeBus
from touchpoint.bridge import Bridge, every_second, soon
from touchpoint.cards import Cards
from touchpoint.conductor import KEPT, Conductor, Knowing, Place
from touchpoint.inputs import Input, ReaderHealth
from touchpoint.moment import Moment
from touchpoint.obeying import OBEYED, Obedience
from touchpoint.remote import Glass, Remote
from touchpoint.sounds import standing
from touchpoint.speaking import Engine, Speaker
from touchpoint.starting import CannotStart, Reload, Start, refuse_unseen
from touchpoint.supervisor import command_of
from touchpoint.touches import Touch
from touchpoint.ui.display import video_driver
from touchpoint.ui.shell import set_clock, set_window
from touchpoint.watch import Watch
from touchpoint.zone import ZonePlace, ZoneWatch, claim_of

S = TypeVar("S", bound=Knowing)
_log = structlog.get_logger()
#: Seconds for which a frame waits for what calls somebody.
_LET_OUT = 0.03


class Window(Protocol):
    """The app of a place, as its screens' engineer makes it."""

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def show(self, view: Any) -> None: ...
    def photo_came(self, file: str) -> None: ...
    def identify(self, name: str, line: str) -> None: ...
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


Resume = Callable[[bytes | None, Moment], tuple[S, tuple[Draft, ...]]]


def run(
    start: Start[Any],
    make_window: MakeWindow,
    make_bus: MakeBus,
    place: Place[S],
    resume: Resume[S],
    zone: ZonePlace | None = None,
    cards: Cards | None = None,
    *,
    engine: Engine | None = None,
    plays: bool = False,
    follow: Callable[[S], None] = lambda _: None,
) -> None:
    """Open the window and return when it was closed or SIGTERM came. Raises CannotStart, and
    Reload when the hub wants it to be started again.

    In a *zone* it also hears the reader that its room shares with others. Codes that are *cards* it
    asks the hub about, when its place wants to know. A window that *plays* films has them fetched.
    It reads aloud with *engine*. *follow* hears each state, on the screen's thread.
    """
    window = start.settings.window
    set_window(window.width, window.height, fullscreen=window.fullscreen)
    set_clock()
    # A window is 300,000 objects that stay. To look through them again and again while they are
    # made takes longer than their making, and afterwards a frame would wait for it now and then.
    gc.disable()
    program = _Program(start, make_window, make_bus, place, resume, zone, cards, plays=plays)
    if engine:
        program.speak(engine)
    program.conductor.follow = follow
    program.window.bind(on_start=lambda _: program.begin())
    program.window.bind(on_start=lambda _: settle())
    with program.running:
        program.window.run()
    if program.acts and program.acts.again:
        raise Reload


class _Program:
    def __init__(
        self,
        start: Start[Any],
        make_window: MakeWindow,
        make_bus: MakeBus,
        place: Place[Any],
        resume: Resume[Any],
        zone: ZonePlace | None,
        cards: Cards | None,
        *,
        plays: bool,
    ) -> None:
        self._start, self._settings, self._clock = start, start.settings, start.clock
        self._place = place
        self._speaker: Speaker | None = None
        self.acts: Acts | None = None
        self.running = ExitStack()
        self._bridge = Bridge(self._take)
        self._zone = ZoneWatch(zone, self._told, start.clock) if zone else None
        self._cards = cards
        self._watching: Sequence[Watch | ZoneWatch] = ()
        self._asker = _asker(start, self._bridge.post)
        self._backbone = Backbone(
            _device(start, zone),
            make_bus,
            Ears(
                self._bridge.post,
                self._photo_came,
                self._zone.hear if self._zone else _nothing,
                lambda command: soon(lambda: self._obedience.obey(command)),
            ),
            start.settings.window.width,
            standing(start.settings, zone.reader if zone else None),
            start.settings.fallback,
            plays=plays,
        )
        self.window = make_window(
            start.brand,
            self._backbone.larder.photos,
            self._touched,
            failed=self._failed,
            on_shown=lambda gtin: self.conductor.shown(gtin),  # noqa: PLW0108 - it comes after the window
            reduced_motion=start.settings.window.reduced_motion,
        )
        now = Moment(start.clock.now(), start.clock.monotonic())
        state, self._owed = resume(self._backbone.outbox.state(KEPT), now)
        self._obeyed = self._backbone.outbox.state(OBEYED)
        self.conductor: Conductor[Any] = Conductor(
            place,
            state,
            start.clock,
            self._record,
            self._backbone.uplink.watch_stock,
            self._show,
            self._asker.ask,
            self._read_again,
        )

    def speak(self, engine: Engine) -> None:
        """Read aloud with *engine* what a shopper wishes to hear."""
        self._speaker = Speaker(engine)

    def begin(self) -> None:
        """The window is there: start what feeds it; the stack stops it in reverse.

        Raises CannotStart.
        """
        refuse_unseen(video_driver(), os.environ)
        stack = self.running
        self._glass = Glass()
        self.acts = acts_of(self._start, self.window, self.conductor, self._glass)
        record = self._backbone.uplink.record
        self._obedience = Obedience(self.acts.by_verb(), record, self._clock, self._obeyed)
        signal.signal(signal.SIGTERM, lambda *_: soon(self.window.stop))
        signal.signal(signal.SIGINT, lambda *_: soon(self.window.stop))
        self._backbone.begin(stack)
        if self._speaker:
            self._speaker.start()
            stack.callback(self._speaker.stop)
        self._asker.start()
        stack.callback(self._asker.stop)
        self.conductor.begin(self._owed)
        self._watching = self._watches()
        for watch in self._watching:
            watch.start()
            stack.callback(watch.stop)
        self._open_door()
        every_second(self._beat)
        who = self._backbone.who
        _log.info("touchpoint.ready", touchpoint=who.touchpoint, boot=who.boot)

    def _show(self, view: Any) -> None:
        self.window.show(view)
        if self._speaker:
            self._speaker.follow(self._place.spoken(view))

    def _take(self, inputs: Sequence[Input]) -> None:
        self.conductor.take(inputs)

    def _record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        left = self._backbone.uplink.record(drafts, state)
        # Somebody is called: drawing what the touch changed would hold up the thread that says so.
        if any(draft.urgent for draft in drafts):
            left.wait(_LET_OUT)
        who = self._backbone.who
        claims = [claim_of(draft.data, who.zone) for draft in drafts] if who.zone else []
        topic = CLAIM.name(store=who.store, touchpoint=who.touchpoint)
        for claim in filter(None, claims):
            self._backbone.bus.publish(Outgoing(topic, claim.model_dump_json().encode()))

    def _touched(self, touch: Touch) -> None:
        self.conductor.touched(touch)

    def _photo_came(self, file: str) -> None:
        soon(lambda: self.window.photo_came(file))

    def _watches(self) -> Sequence[Watch | ZoneWatch]:
        settings = self._settings
        own = [
            Watch(
                name,
                command_of(reader.kind, settings.reader_options(name)),
                self._told,
                self._clock,
                settings.times.gone_after_seconds,
                unread=partial(self._backbone.health.unread, name),
                cards=self._cards,
            )
            for name, reader in settings.readers.items()
        ]
        return [*own, self._zone] if self._zone else own

    def _told(self, news: Input) -> None:
        if isinstance(news, ReaderHealth):
            self._backbone.health.reader(news)
        self._bridge.post(news)

    def _read_again(self) -> None:
        """Nobody took notice of what came meanwhile."""
        for watch in self._watching:
            watch.tell_again()

    def _open_door(self) -> None:
        port = self._settings.remote.port
        if port is None:
            return
        try:
            remote = Remote(self._glass, self._scene, port)
        except OSError as error:
            why = f"{port} cannot be had: {error.strerror}; choose a free one"
            raise CannotStart(f"remote.port: {why}") from error
        remote.start()
        self.running.callback(remote.stop)
        _log.info("remote.open", url=f"http://127.0.0.1:{remote.port}/scene")

    def _scene(self) -> dict[str, Any]:
        known, zone = self._backbone.health.readers(), self._backbone.who.zone
        shared = (zone,) if zone else ()
        names = (*self._settings.readers, *shared)
        readers = {name: known.get(name, "starting") for name in names}
        return {**self.conductor.scene(), "readers": readers}

    def _beat(self) -> None:
        if self.conductor.usable:
            self._backbone.health.beat()
        self._backbone.tier.beat()
        self.conductor.tick()

    def _failed(self, what: str, why: str) -> None:
        who = self._backbone.who
        data = TouchpointFailed(boot=who.boot, version=who.version, what=what, why=why[:500])
        self._backbone.uplink.record([Draft(data, self._clock.monotonic())], {})


def _device(start: Start[Any], zone: ZonePlace | None) -> Device:
    own = start.settings, start.secret, start.clock, start.new_id
    return Device(*own, zone.reader if zone else None)


def _asker(start: Start[Any], tell: Callable[[Input], None]) -> Asker:
    hub = start.settings.hub
    return Asker(hub.url, (start.settings.touchpoint, start.secret), hub.ca, tell)


def _nothing(_: object) -> None:
    return
