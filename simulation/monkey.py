"""Trouble on purpose: kills at seeded random moments, some of them at the worst moment there is."""

import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import structlog

from simulation.processes import Runs

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill *at* seconds after opening; *armed* means between a commit and its answer."""

    at: float
    victim: str
    armed: bool
    #: Seconds the victim stays dead.
    pause: float


def plan_kills(
    rng: random.Random, count: int, seconds: float, victims: list[str], armable: list[str]
) -> list[Kill]:
    """*count* kills in order of time, each victim in turn, armable ones now and then armed."""
    fates = [(name, False) for name in victims] + [(name, True) for name in armable]
    kills = [
        Kill(rng.uniform(2.0, seconds - 2.0), *fates[i % len(fates)], rng.uniform(0.1, 1.0))
        for i in range(count)
    ]
    return sorted(kills, key=lambda kill: kill.at)


class Monkey(threading.Thread):
    """Carries out *kills*; *done* holds those that were, in order."""

    def __init__(
        self, kills: list[Kill], programs: dict[str, Runs], arms: Path, opened: float
    ) -> None:
        super().__init__(name="monkey", daemon=True)
        self.done: list[Kill] = []
        self._kills = kills
        self._programs = programs
        self._arms = arms
        self._opened = opened

    def run(self) -> None:
        for kill in self._kills:
            time.sleep(max(0.0, self._opened + kill.at - time.monotonic()))
            self._carry_out(kill)

    def _carry_out(self, kill: Kill) -> None:
        program = self._programs[kill.victim]
        if kill.armed:
            arm = self._arms / kill.victim
            arm.touch()
            armed = program.await_death(5.0)
            arm.unlink(missing_ok=True)
            _log.debug("struck between commit and answer", program=kill.victim, armed=armed)
        program.kill()
        time.sleep(kill.pause)
        program.start()
        program.await_ready()
        self.done.append(kill)
        _log.info("killed and started again", program=kill.victim, armed=kill.armed)
