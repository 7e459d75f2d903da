"""A kiosk with a real window, visit and outbox; what it reads and hears comes from the caller."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from contract.brand import Brand
from contract.gs1 import write_link
from contract.ids import NewId
from contract.model import Instant
from contract.sold import Sold
from contract.states import StockState
from contract.styles import Catalogue
from contract.tags import By, TagRead, identify
from kiosk.app import KioskApp
from kiosk.place import KioskPlace
from kiosk.state import Kiosk, Rules
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from simulation.fingers.glass import FingerGlass
from simulation.rack import TAG_DOMAIN
from touchpoint import inputs
from touchpoint.conductor import Conductor
from touchpoint.shelf import Shelf
from touchpoint.touches import Touch
from touchpoint.words import load_words

LANGUAGES = ("en", "fr", "it", "de", "es")


class FingerKiosk:
    """*folder* takes its outbox; *rng* says how much of each garment there is."""

    def __init__(
        self,
        brand: Brand,
        catalogue: Catalogue,
        photos: Path,
        folder: Path,
        new_id: NewId,
        rng: random.Random,
    ) -> None:
        self.clock, self._rng = ManualClock(), rng
        self.failed: list[str] = []
        #: How many events of each name there were.
        self.told: Counter[str] = Counter()
        # As the uplink's: the screen's thread runs no SQL.
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._writes: list[Future[Any]] = []
        self.outbox = Outbox.open(
            folder / "outbox.db", self.clock, new_id, store="lyon", touchpoint="kiosk-1"
        )
        app = KioskApp(
            brand,
            photos,
            self._touched,
            failed=lambda what, why: self.failed.append(f"{what}: {why}"),
            on_shown=self._shown,
        )
        self.glass = FingerGlass(app, self.clock)
        place = KioskPlace(
            Rules(LANGUAGES), load_words(LANGUAGES), int(self.glass.window.width), new_id
        )
        self.conductor: Conductor[Kiosk] = Conductor(
            place, Kiosk(), self.clock, self._record, self._count, app.show
        )
        self.conductor.begin(())
        self.hear(
            inputs.CatalogueKnown(Shelf(catalogue)),
            inputs.SoldKnown(Sold(version="0", key=b"", marks=frozenset())),
            inputs.HubKnown(online=True),
        )

    @property
    def state(self) -> Kiosk:
        return self.conductor.state

    def hear(self, *news: inputs.Input) -> None:
        self.conductor.take(news)
        self.glass.frames(2)

    def tap(self, gtin: str, serial: str = "1001") -> None:
        """Lay a garment's tag on the reader and take it away."""
        garment = identify(TagRead(By.NFC, write_link(gtin, serial, TAG_DOMAIN)))
        at = self.clock.monotonic()
        self.hear(inputs.Arrived(garment, at))
        self.hear(inputs.Left(garment.tag, 0.5, at + 0.5))

    def wait(self, seconds: float) -> None:
        """Time passes; the kiosk ticks once a second, as its program does."""
        for _ in range(max(1, round(seconds))):
            self.clock.advance(1.0)
            self.conductor.tick()
        self.glass.frames(2)

    def close(self) -> None:
        self.written()
        self._writer.shutdown()
        self.glass.app.on_stop()

    def written(self) -> None:
        """Wait until all is in the outbox; raises what went wrong there."""
        for write in self._writes:
            write.result()
        self._writes.clear()

    # The window is made before its conductor.
    def _touched(self, touch: Touch) -> None:
        self.conductor.touched(touch)

    def _shown(self, gtin: str) -> None:
        self.conductor.shown(gtin)

    def _record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.told.update(draft.data.name for draft in drafts)
        self._writes.append(self._writer.submit(self.outbox.record, drafts, state))

    def _count(self, gtins: frozenset[str]) -> None:
        """The hub answers what is followed, a frame later."""
        from kivy.clock import Clock  # noqa: PLC0415

        def answer(_: Any) -> None:
            told = [inputs.StockKnown(self._stock(gtin)) for gtin in sorted(gtins)]
            if told:
                self.conductor.take(told)

        Clock.schedule_once(answer, 0)

    def _stock(self, gtin: str) -> StockState:
        as_of: Instant = self.clock.now()
        return StockState(
            gtin=gtin, available=self._rng.choice((0, 1, 2, 8)), as_of=as_of, confidence="counted"
        )
