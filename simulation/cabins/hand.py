"""Hangs garments on the simulated reader as planned, and kills the broker and one mirror once."""

import time
from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from simulation.cabins.stays import Stay
from simulation.glass import Glass
from simulation.processes import Runs

#: Seconds for which the broker is away.
AWAY = 3.0
#: Seconds until a zone has surely said that the last garment is gone, and a mirror that is back
#: what left meanwhile.
_GONE, _MISSED = 5.0, 20.0
#: Seconds within which a mirror has surely heard of a garment, and after which one that is not
#: heard yet is looked at again.
_HEARD, _AGAIN = 13.0, 1.0


class Hand:
    """Strikes *broker* and *mirror* so many seconds after the first call of `keep_open`."""

    def __init__(
        self,
        glasses: Mapping[str, Glass],
        planned: Sequence[Stay],
        broker: tuple[Runs, float],
        mirror: tuple[Runs, float],
    ) -> None:
        self._glasses, self._mirror = glasses, mirror[0]
        #: Of each tag when it was really hung, in milliseconds of UTC.
        self.hung_at: dict[str, float] = {}
        #: Who was struck, in that order.
        self.killed: list[str] = []
        self._began: float | None = None
        # A mirror takes seconds to start; garments are hung and taken meanwhile.
        self._helper = ThreadPoolExecutor(1, "mirror")
        self._back: Future[float] | None = None
        self._struck = 0.0
        todo: list[tuple[float, Callable[[], object]]] = [
            (broker[1], lambda: self._kill(broker[0])),
            (broker[1] + AWAY, broker[0].start),
            (mirror[1], self._restart),
            (max(stay.taken for stay in planned) + _GONE, lambda: None),
        ]
        for stay in planned:
            todo.append((stay.hung, lambda it=stay: self._hang(it)))  # type: ignore[misc]
            todo.append((stay.taken, lambda it=stay: self._take(it)))  # type: ignore[misc]
        self._todo = sorted(todo, key=lambda it: it[0])

    def keep_open(self) -> bool:
        """Do what is due; false when all is done. Raises ProgramFailed when a mirror stays away."""
        now = time.monotonic()
        self._began = now if self._began is None else self._began
        while self._todo and self._todo[0][0] <= now - self._began:
            self._todo.pop(0)[1]()
        return bool(self._todo) or not self._is_back()

    def _restart(self) -> None:
        self._struck = time.time()
        self._kill(self._mirror)
        self._back = self._helper.submit(self._start)

    def _kill(self, victim: Runs) -> None:
        if victim.alive():
            victim.kill()
            self.killed.append(victim.name)

    def _start(self) -> float:
        self._mirror.start()
        self._mirror.await_ready()
        return time.monotonic()

    def _is_back(self) -> bool:
        """For long enough to have missed what was taken meanwhile."""
        if self._back is None or not self._back.done():
            return False
        self._helper.shutdown()
        return time.monotonic() >= self._back.result() + _MISSED

    def _hang(self, stay: Stay) -> None:
        self.hung_at[stay.tag] = time.time() * 1000
        self._glasses[stay.touchpoint].put(stay.piece.code, stay.piece.by)

    def _take(self, stay: Stay) -> None:
        if not self._unheard(stay):
            self._glasses[stay.touchpoint].take(stay.piece.code)
            return
        due = time.monotonic() - (self._began or 0.0) + _AGAIN
        insort(self._todo, (due, lambda: self._take(stay)), key=lambda it: it[0])

    def _unheard(self, stay: Stay) -> bool:
        """Whether its mirror was away since it was hung, however long that takes to start here.

        One that hung for a while before may be taken meanwhile: that it left must be told later.
        """
        if stay.touchpoint != self._mirror.name or self._back is None:
            return False
        if self.hung_at[stay.tag] / 1000 < self._struck - _HEARD:
            return False
        return not self._back.done() or time.monotonic() < self._back.result() + _HEARD
