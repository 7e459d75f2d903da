"""A kiosk with a real window, visit and outbox; what it reads and hears comes from the caller."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from contract.brand import Brand
from contract.ids import NewId
from contract.sold import Sold
from contract.styles import Catalogue
from contract.tags import TagRead
from kiosk.app import KioskApp
from kiosk.place import KioskPlace
from kiosk.state import Kiosk, Rules
from kiosk.takeaway import Network, Offers
from kiosk.view import KioskView
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from simulation.fingers.glass import FingerGlass
from simulation.fingers.reach import mark_of, marks_of
from simulation.fingers.store import Answers, advice_for, slots_from
from simulation.fingers.traces import Trace, traces_of
from touchpoint import inputs
from touchpoint.cards import CardAsk, Cards
from touchpoint.conductor import Conductor
from touchpoint.films.folder import FilmFolder
from touchpoint.readers.lines import write_alive, write_read
from touchpoint.shelf import Shelf
from touchpoint.speaking import Engine, Speaker
from touchpoint.touches import Touch
from touchpoint.watch import Watch
from touchpoint.words import load_words

LANGUAGES = ("en", "fr", "it", "de", "es")
_BRAND = "https://maison.example"
#: A kiosk that has everything.
RULES = Rules(
    LANGUAGES,
    consent="1",
    speaks=True,
    offers=Offers(
        f"{_BRAND}/wishes?gtins={{gtins}}",
        forms={
            "notice": f"{_BRAND}/back?gtin={{gtin}}&token={{token}}",
            "gift": f"{_BRAND}/gift?gtin={{gtin}}",
            "collectors": f"{_BRAND}/alert?gtin={{gtin}}&token={{token}}",
        },
        collectors=("Handbags",),
        network=Network("Maison Guests", "made to be worn"),
        styling_url=f"{_BRAND}/styling?token={{token}}",
    ),
)
_CARDS = Cards(re.compile(r"MAISON-\d{8}"))
#: Reads what it is given, and says nothing.
_MUTE = Engine("sh", "sh", ("-c", "cat"))
#: Seconds after which the kiosk waits for no answer any more.
_PATIENCE = 15


class FingerKiosk:
    """*folder* takes its outbox; *rng* says how much of each garment there is, and who is who."""

    def __init__(
        self,
        brand: Brand,
        catalogue: Catalogue,
        photos: Path,
        folder: Path,
        new_id: NewId,
        rng: random.Random,
        rules: Rules = RULES,
    ) -> None:
        self.clock, self.answers, self.shelf = ManualClock(), Answers(rng), Shelf(catalogue)
        self.failed: list[str] = []
        #: How many events of each name there were, and how often every other mark was made.
        self.told: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        #: What each visit that nobody has looked after yet knew of its shopper.
        self.traces: dict[str, dict[Trace, None]] = {}
        # As the uplink's: the screen's thread runs no SQL.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._writes: list[Future[Any]] = []
        #: Answers that are still on their way.
        self._coming = 0
        self.outbox = Outbox.open(
            folder / "outbox.db", self.clock, new_id, store="lyon", touchpoint="kiosk-1"
        )
        app = KioskApp(
            brand,
            photos,
            self._touched,
            films=FilmFolder,
            failed=lambda what, why: self.failed.append(f"{what}: {why}"),
            on_shown=self._shown,
        )
        self.glass = FingerGlass(app, self.clock)
        self.place = KioskPlace(rules, load_words(LANGUAGES), int(self.glass.window.width), new_id)
        self._speaker = Speaker(_MUTE)
        self._speaker.start()
        self._watch = Watch("reader", [], self._heard, self.clock, cards=_CARDS)
        self.conductor: Conductor[Kiosk] = Conductor(
            self.place, Kiosk(), self.clock, self._record, self._count, self._show, self._ask
        )
        self.conductor.begin(())
        self.hear(
            inputs.CatalogueKnown(self.shelf),
            inputs.SoldKnown(Sold(version="0", key=b"", marks=frozenset())),
            inputs.AdviceKnown(advice_for(catalogue, rng)),
            inputs.HubKnown(online=True),
            inputs.SlotsKnown(slots_from(self.clock.now())),
        )

    @property
    def state(self) -> Kiosk:
        return self.conductor.state

    @property
    def view(self) -> KioskView:
        view: KioskView = self.place.view(self.state, self.conductor.now())
        return view

    def hear(self, *news: inputs.Input) -> None:
        for one in news:
            self.reached[f"input {type(one).__name__}"] += 1
        self.conductor.take(news)
        self.glass.frames()

    def read(self, read: TagRead) -> None:
        """Lay a tag on the reader and take it away, or hold up a code."""
        self.reached[f"read {read.by.value}"] += 1
        self._line(write_read(read, self.clock.monotonic()))
        if not read.momentary:
            self.clock.advance(1.5)
            self._line(write_alive(self.clock.monotonic()))
        self.glass.frames()

    def wait(self, seconds: float) -> None:
        """Time passes; the kiosk ticks once a second, as its program does."""
        for _ in range(max(1, round(seconds))):
            self.glass.frames(1, 1.0)
            self.conductor.tick()
        self.glass.frames()

    def settled(self) -> None:
        """Wait until all is written, answered and said; raises what went wrong."""
        while self._coming:
            self.wait(1)
        for write in self._writes:
            write.result()
        self._writes.clear()
        self._speaker.idle(10)

    def close(self) -> None:
        self.settled()
        self._writer.shutdown()
        self._speaker.stop()
        self.glass.close()
        self.outbox.close()

    def _line(self, line: str) -> None:
        self._watch.take([line.encode()])

    def _heard(self, news: inputs.Input) -> None:
        self.reached[f"input {type(news).__name__}"] += 1
        self.conductor.take((news,))

    # The window is made before its conductor.
    def _touched(self, touch: Touch) -> None:
        self.reached[mark_of(touch)] += 1
        self.conductor.touched(touch)

    def _shown(self, gtin: str) -> None:
        self.conductor.shown(gtin)

    def _show(self, view: KioskView) -> None:
        self.reached.update(marks_of(view))
        if visit := self.state.visit:
            self.traces.setdefault(visit.visit, {}).update(dict.fromkeys(traces_of(self.state)))
        self.glass.app.show(view)
        self._speaker.follow(self.place.spoken(view))

    def _record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.told.update(draft.data.name for draft in drafts)
        ends = [draft.data.model_dump() for draft in drafts if draft.data.name == "visit.ended"]
        self.reached.update(f"end {end['why']}" for end in ends)
        self._writes.append(self._writer.submit(self.outbox.record, drafts, state))
        for draft in drafts:
            if (said := self.answers.kept(draft)) is not None:
                self._coming += 1
                self._later(partial(self._kept, said), 0.1)

    def _kept(self, said: inputs.Input) -> None:
        self._coming -= 1
        self._heard(said)

    def _count(self, gtins: frozenset[str]) -> None:
        """The hub answers what is followed, a frame later."""
        now = self.clock.now()
        told = [inputs.StockKnown(self.answers.stock(gtin, now)) for gtin in sorted(gtins)]
        if told:
            self._later(partial(self.conductor.take, told), 0)

    def _ask(self, ask: CardAsk) -> None:
        """As over the network: soon, or when nobody waits for it any more."""
        answer, seconds = self.answers.customer(ask)
        said = "away" if answer.away else "known" if answer.customer else "unknown"
        self.reached[f"answer {'late' if seconds > _PATIENCE else said}"] += 1
        self._coming += 1
        self._later(partial(self._answered, answer), seconds)

    def _answered(self, answer: inputs.CustomerKnown) -> None:
        self._coming -= 1
        self._heard(answer)

    def _later(self, call: Callable[[], None], seconds: float) -> None:
        from kivy.clock import Clock  # noqa: PLC0415

        Clock.schedule_once(lambda _: call(), seconds)
