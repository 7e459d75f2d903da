"""On the screen's thread: inputs step the visit, its drafts are recorded, its view is shown."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from messaging.clock import Clock
from messaging.draft import Draft
from touchpoint.aloud import Told
from touchpoint.cards import CardAsk
from touchpoint.inputs import Arrived, Input, Tick, Touched
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.touches import Touch


class Knowing(Protocol):
    """What a state of every place has."""

    @property
    def known(self) -> Known: ...


S = TypeVar("S", bound=Knowing)

#: The key of the visit in the outbox's state.
KEPT = "visit"
#: A visit that goes on without an event is kept this often, so that a restart can resume it.
_KEEP_EVERY = 20.0
_SAMPLES = 2000

#: What it returns is for who waits.
Record = Callable[[Sequence[Draft], Mapping[str, bytes]], object]


class Place(Protocol[S]):
    """What a place is made of: its pure visit and its pure view."""

    def step(self, state: S, happened: Input, now: Moment) -> tuple[S, tuple[Draft, ...]]: ...
    def view(self, state: S, now: Moment) -> Any: ...
    def keep(self, state: S, now: Moment) -> bytes: ...
    def garments(self, state: S) -> frozenset[str]: ...
    def scene(self, state: S, view: Any) -> dict[str, Any]: ...
    def visiting(self, state: S) -> bool: ...
    def spoken(self, view: Any) -> Told | None: ...
    def question(self, state: S) -> CardAsk | None: ...
    def heedless(self, state: S) -> bool: ...
    def landmark(self, state: S) -> object: ...


@dataclass
class Conductor(Generic[S]):
    """*record* and *watch_stock* hand over to the writer's thread, as *ask* does to its own, and
    wait for what calls somebody, for a moment at most; each question is asked once. A place that
    was *heedless* of its readers has what is there *read_again*. *follow* hears each state. A
    *landmark* is what a restart must not undo, though no event tells of it: a visit that passes
    one is kept at once.
    """

    place: Place[S]
    state: S
    clock: Clock
    record: Record
    watch_stock: Callable[[frozenset[str]], None]
    show: Callable[[Any], None]
    ask: Callable[[CardAsk], None] = lambda _: None
    read_again: Callable[[], None] = lambda: None
    follow: Callable[[S], None] = lambda _: None
    _view: Any = None
    _asked: str = ""
    _heedless: bool = False
    _landmark: object = None
    _kept_at: float = 0.0
    _watched: frozenset[str] = frozenset()
    #: gtin → when the reader's line came that brought it, until it is on the glass.
    _arriving: dict[str, float] = field(default_factory=dict)
    _samples: deque[float] = field(default_factory=lambda: deque(maxlen=_SAMPLES))

    def begin(self, drafts: Sequence[Draft]) -> None:
        """Record what the last run still owes, and show the first view."""
        self._conclude(self.now(), list(drafts))

    def now(self) -> Moment:
        return Moment(self.clock.now(), self.clock.monotonic())

    def touched(self, touch: Touch) -> None:
        self.take((Touched(touch),))

    def tick(self) -> None:
        self.take((Tick(),))

    def take(self, inputs: Sequence[Input]) -> None:
        """Step through *inputs*, then record and show once."""
        now = self.now()
        drafts: list[Draft] = []
        for happened in inputs:
            self.state, owed = self.place.step(self.state, happened, now)
            drafts += owed
            if isinstance(happened, Arrived):
                self._arriving = {happened.garment.gtin: happened.at}
        self._conclude(now, drafts)

    def shown(self, gtin: str) -> None:
        """The glass shows the page of *gtin* from this flip on."""
        began = self._arriving.pop(gtin, None)
        if began is not None:
            self._samples.append((self.clock.monotonic() - began) * 1000)

    def scene(self) -> dict[str, Any]:
        """What the glass shows, for tests and the demo page; times in milliseconds."""
        samples = [round(sample, 3) for sample in self._samples]
        return {**self.place.scene(self.state, self._view), "tap_to_frame_ms": samples}

    @property
    def resting(self) -> bool:
        """Nobody is there, as far as a screen can tell."""
        scene = self.place.scene(self.state, self._view)
        away = not self.place.visiting(self.state) and not scene.get("welcoming")
        return away and scene["screen"] == "rest"

    @property
    def usable(self) -> bool:
        """Whether a shopper would find anything: without a catalogue no garment has a page."""
        return bool(self.state.known.shelf.styles)

    def keep(self) -> None:
        """Keep the visit as it stands now, so that a restart finds it."""
        if self.place.visiting(self.state):
            self.record((), {KEPT: self.place.keep(self.state, self.now())})

    def _conclude(self, now: Moment, drafts: list[Draft]) -> None:
        late = self.place.visiting(self.state) and now.seconds - self._kept_at >= _KEEP_EVERY
        passed, self._landmark = self._landmark, self.place.landmark(self.state)
        if drafts or late or passed != self._landmark:
            self.record(drafts, {KEPT: self.place.keep(self.state, now)})
            self._kept_at = now.seconds
        watched = self.place.garments(self.state)
        if watched != self._watched:
            self._watched = watched
            self.watch_stock(watched)
        question = self.place.question(self.state)
        before, self._asked = self._asked, question.ask if question else ""
        if question and question.ask != before:
            self.ask(question)
        self._heed()
        view = self.place.view(self.state, now)
        # A garment that the glass does not show now was not waited for by anybody.
        sheet = view.sheet.gtin if view.sheet else None
        self._arriving = {g: at for g, at in self._arriving.items() if g == sheet}
        if view != self._view:
            self._view = view
            self.show(view)

    def _heed(self) -> None:
        self.follow(self.state)
        before, self._heedless = self._heedless, self.place.heedless(self.state)
        if before and not self._heedless:
            self.read_again()
