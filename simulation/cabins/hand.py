"""Hangs garments on the simulated reader as planned, and kills the broker once."""

import time
from collections.abc import Callable, Mapping, Sequence

from simulation.cabins.stays import Stay
from simulation.glass import Glass
from simulation.processes import Runs

#: Seconds for which the broker is away.
AWAY = 3.0


class Hand:
    """*kill_at* in seconds after the first call of `keep_open`."""

    def __init__(
        self,
        glasses: Mapping[str, Glass],
        broker: Runs,
        planned: Sequence[Stay],
        kill_at: float,
    ) -> None:
        self._glasses = glasses
        #: Of each tag when it was really hung, in milliseconds of UTC.
        self.hung_at: dict[str, float] = {}
        self._began: float | None = None
        todo: list[tuple[float, Callable[[], object]]] = [
            (kill_at, broker.kill),
            (kill_at + AWAY, broker.start),
        ]
        for stay in planned:
            todo.append((stay.hung, lambda it=stay: self._hang(it)))  # type: ignore[misc]
            todo.append((stay.taken, lambda it=stay: self._take(it)))  # type: ignore[misc]
        self._todo = sorted(todo, key=lambda it: it[0])

    def keep_open(self) -> bool:
        """Do what is due; false when all is done."""
        now = time.monotonic()
        self._began = now if self._began is None else self._began
        while self._todo and self._todo[0][0] <= now - self._began:
            self._todo.pop(0)[1]()
        return bool(self._todo)

    def _hang(self, stay: Stay) -> None:
        self.hung_at[stay.tag] = time.time() * 1000
        self._glasses[stay.touchpoint].put(stay.piece.code, stay.piece.by)

    def _take(self, stay: Stay) -> None:
        self._glasses[stay.touchpoint].take(stay.piece.code)
