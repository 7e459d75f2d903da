"""The thread that finds out what goes with what, whenever that may have changed."""

import math
import threading
from typing import Final

import structlog

from hub.advice import advise, grounds
from hub.desk import Desk

#: Seconds between two looks at what advice rests on.
LOOK: Final = 5.0
#: Seconds between two answers from the same catalogue: each visit is news, and none is urgent.
EVERY: Final = 300.0
_PATIENCE: Final = 3.0

_log = structlog.get_logger()


class Adviser:
    """Its work takes seconds, so that no page and no event waits for it; `step` is one look."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._catalogue: str | None = None
        self._grounds: tuple[object, ...] | None = None
        self._at = -math.inf
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub adviser", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Nobody waits for an answer that is still being found."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def step(self) -> None:
        """Find out anew where the catalogue changed, or anything else not so lately."""
        desk, now = self._desk, self._desk.clock.monotonic()
        catalogue = desk.catalogue()
        if catalogue is None:
            return
        with desk.db.read() as rx:
            found = grounds(rx)
        # Before the first count of the stock there is nothing to advise, and that is soon mended.
        nothing = desk.advice is not None and not desk.advice.styles
        late = found != self._grounds and (nothing or now - self._at >= EVERY)
        if catalogue.version == self._catalogue and not late:
            return
        # Once per change, though it may fail: in five minutes is soon enough.
        self._catalogue, self._grounds, self._at = catalogue.version, found, now
        advice = advise(desk.db, catalogue, desk.clock.now())
        desk.advise(advice)
        seconds = round(desk.clock.monotonic() - now, 1)
        _log.info("advice.known", version=advice.version, styles=len(advice.styles), took=seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.step()
            except Exception:  # noqa: BLE001 - a store without new advice is still a store
                _log.exception("advice.failed")
            self._stopping.wait(LOOK)
