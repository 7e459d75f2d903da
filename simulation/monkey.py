"""Trouble on purpose: kills at seeded random moments, some of them at the worst moment there is."""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from simulation.processes import Runs

_log = structlog.get_logger()
#: How long an armed program may live on before it is killed anyway.
_STRIKE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill *at* seconds after opening; *armed* means between a commit and its answer."""

    at: float
    victim: str
    #: The worst moment, by the name of its arm; empty for any moment.
    arm: str
    #: Seconds the victim stays dead.
    pause: float
    #: Whether the worst moment came in time; else it died at the end of the wait.
    struck: bool = False


def plan_kills(
    rng: random.Random, count: int, seconds: float, fates: Sequence[tuple[str, str]]
) -> list[Kill]:
    """*count* kills in order of time, dealt over *fates*: who dies, and by which arm."""
    kills = [
        Kill(rng.uniform(2.0, seconds - 2.0), *fates[i % len(fates)], rng.uniform(0.1, 1.0))
        for i in range(count)
    ]
    return sorted(kills, key=lambda kill: kill.at)


class Monkey(threading.Thread):
    """Carries out *kills* of one program, so that several may be down at once.

    *done* holds those that were, in order.
    """

    def __init__(self, program: Runs, kills: list[Kill], arms: Path, opened: float) -> None:
        super().__init__(name=f"monkey-{program.name}", daemon=True)
        self.done: list[Kill] = []
        self._program = program
        self._kills = kills
        self._arms = arms
        self._opened = opened

    def run(self) -> None:
        for kill in self._kills:
            time.sleep(max(0.0, self._opened + kill.at - time.monotonic()))
            self._carry_out(kill)

    def _carry_out(self, kill: Kill) -> None:
        program = self._program
        if kill.arm:
            arm = self._arms / kill.arm
            arm.touch()
            struck = program.await_death(_STRIKE_SECONDS)
            arm.unlink(missing_ok=True)
            kill = replace(kill, struck=struck)
        program.kill()
        time.sleep(kill.pause)
        program.start()
        program.await_ready()
        self.done.append(kill)
        _log.info("killed and started again", program=kill.victim, arm=kill.arm)
