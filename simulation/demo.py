"""One run of a whole store: fitted out, opened, lived in, closed, drained and counted."""

import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from contract.envelope import hub_source
from contract.styles import Catalogue
from messaging.journal import Entry, read_journal
from simulation import evidence, outfit
from simulation.broker import Broker
from simulation.closing import close_empty
from simulation.company import glasses, programs
from simulation.crowd import Crowd, fetch_catalogue
from simulation.glass import GlassAway
from simulation.ground import Ground
from simulation.joining import write_joining
from simulation.monkey import Monkey, plan_kills
from simulation.plan import STORE, Plan
from simulation.processes import ProgramFailed
from simulation.tally import Evidence, report
from simulation.trouble import OutboxTrouble, Reimaged, Restored

#: Seconds within which everything must have arrived after closing time.
DRAIN_PATIENCE = 90.0
#: Seconds without a word after which a store has most likely said its last: a garment taken off a
#: reader is gone a second later.
LAST_WORDS = 1.5
#: Characters of a local socket's path (unix(7)).
_LONGEST_SOCKET = 107
#: Trouble that is late on a slow machine is waited for: the run then lasts longer.
TROUBLE_PATIENCE = 120.0
#: Whom a kill strikes, and by which arm: the worst moment between a commit and its answer.
FATES = (
    ("hub", "hub"),
    ("headoffice", "headoffice"),
    ("cabin-1", ""),
    ("broker", ""),
    ("hub", "hub.answer"),
    ("broker", ""),
    ("cabin-2", ""),
    ("headoffice", ""),
    ("hub", ""),
    ("broker", ""),
)

Told = Callable[[str], None]


class Run:
    """A store that is opened and closed once; *told* hears what is going on."""

    def __init__(self, plan: Plan, told: Told) -> None:
        self.plan = plan
        self._told = told
        self.pictures = plan.cache / "sample-pictures"
        _check_length(plan)
        self._ground = Ground(plan.folder)
        self._ground.take()
        self.broker = Broker(plan.folder / "broker", plan.ports.broker)
        self.glasses = glasses(plan)
        self.programs = programs(plan, self.broker, self.glasses)
        self._monkeys: list[Monkey] = []
        self._tap_to_frame: list[float] = []
        self._troubles: list[OutboxTrouble] = []

    def fit_out(self, *, counted: bool = False) -> None:
        """Everything that happens before a store opens for the first time.

        *counted*: what head office is given twice must be there twice at the end.
        """
        with self._step("Drawing the sample garments (once)"):
            outfit.draw_pictures(self.pictures)
        with self._step("Broker"):
            self.programs["broker"].start()
        with self._step("Settings, secrets, screens and people"):
            outfit.write_settings(self.plan, self.broker)
            self.credentials = outfit.enrol_everybody(self.plan)
        if counted:
            with self._step("A journey store that keeps every double to be counted"):
                outfit.keep_every_row(self.plan)
        with self._step("Catalogue and stock"):
            said = outfit.import_catalogue(self.plan, self.pictures)
        self._told(f"    {said}")

    def open(self) -> Catalogue:
        """Start every program and wait until each answers; the catalogue as the hub serves it."""
        (self.plan.folder / "arms").mkdir(parents=True, exist_ok=True)
        late = {"headoffice"} if self.plan.trouble.headoffice_late else set()
        names = [n for n in self.programs if n != "broker" and n not in late]
        with self._step("Starting " + ", ".join(names)):
            self._start(names)
        write_joining(self.plan, self.broker, self.credentials)
        return fetch_catalogue(self.plan, self.credentials)

    def live(
        self, catalogue: Catalogue, keep_open: Callable[[], bool], *, calm: bool = False
    ) -> Crowd:
        """Let people in, unless it is *calm*, until *keep_open* says no or the time is up."""
        crowd = Crowd(self.plan, self.credentials, self.glasses, catalogue)
        if not calm:
            crowd.come_in()
        opened = time.monotonic()
        self._start_trouble(opened)
        end = opened + self.plan.seconds if self.plan.seconds else None
        while keep_open() and (end is None or time.monotonic() < end):
            for program in self.programs.values():
                program.tend()
            time.sleep(0.2)
        return crowd

    def leave(self, crowd: Crowd) -> None:
        """Close at once, without waiting for anything or counting it."""
        crowd.shoppers_leave()
        crowd.go_home()
        self.stop()

    def close(self, crowd: Crowd) -> dict[str, Any]:
        """Closing time: visits end, everything arrives, all stop, and the run is counted."""
        for trouble in (*self._troubles, *self._monkeys):
            trouble.join(TROUBLE_PATIENCE)
        with self._step("Closing time: the last shoppers leave"):
            crowd.shoppers_leave()
        if self.plan.trouble.headoffice_late:
            self._start(["headoffice"])
        with self._step("Waiting until everything has arrived"):
            arrived = self._drain()
        self._collect_samples()
        crowd.go_home()
        if arrived:
            close_empty(self._stop_programs, self._held, self._hand_over)
        self.stop()
        return self._count(crowd)

    def stop(self) -> None:
        """Stop everything this run started, last first, and nothing else."""
        self._stop_programs()
        # It names ports and secrets that are no longer.
        self.plan.joining.unlink(missing_ok=True)
        self._ground.release()

    def _stop_programs(self) -> None:
        for program in reversed(self.programs.values()):
            program.stop()

    def _start(self, names: Sequence[str]) -> None:
        for name in names:
            self.programs[name].start()
        for name in names:
            self.programs[name].await_ready()

    def _hand_over(self, waiting: int) -> bool:
        with self._step(f"Opening once more for {waiting} events made while it closed"):
            try:
                self._start(["broker"])
                self._start([name for name in self.programs if name != "broker"])
            except ProgramFailed as error:
                # What was lived through is counted all the same, and what is missing is named.
                self._told(f"    {error}")
                return False
            return self._drain()

    def _start_trouble(self, opened: float) -> None:
        trouble, seconds = self.plan.trouble, self.plan.seconds or 60.0
        kills = plan_kills(random.Random(self.plan.seed), trouble.kills, seconds, FATES)
        for victim in sorted({kill.victim for kill in kills}):
            own = [kill for kill in kills if kill.victim == victim]
            monkey = Monkey(self.programs[victim], own, self.plan.folder / "arms", opened)
            self._monkeys.append(monkey)
            monkey.start()
        chosen: list[tuple[bool, type[OutboxTrouble], str]] = [
            (trouble.reimage, Reimaged, "cabin-2"),
            (trouble.restore, Restored, "cabin-1"),
        ]
        for wanted, kind, name in chosen:
            if wanted:
                path = self.plan.outbox(name)
                thread = kind(self.programs[name], path, opened + seconds / 4, opened + seconds / 2)
                self._troubles.append(thread)
                thread.start()

    def _drain(self) -> bool:
        """Whether everything said so far arrived within the patience for it."""
        end = time.monotonic() + DRAIN_PATIENCE
        quiet = 0.0
        while time.monotonic() < end:
            if self._held() or not self._all_final():
                quiet = 0.0
            elif quiet >= LAST_WORDS:
                return True
            time.sleep(0.3)
            quiet += 0.3
        self._told("    not everything arrived in time; the report says what is missing")
        return False

    def _held(self) -> int:
        """Events that have not left the screen, or the hub, on which they were made."""
        rows = [row for name in self.plan.touchpoints for row in self._journal(name)]
        return sum(row.state == "waiting" for row in rows) + evidence.hub_owes(
            self.plan.hub_database
        )

    def _all_final(self) -> bool:
        rows = evidence.hub_rows(self.plan.hub_database)
        asked = {r.data["request"] for r in rows if r.name == "request.made"}
        ends = {"request.done", "request.unavailable", "request.expired", "request.cancelled"}
        return asked <= {r.data["request"] for r in rows if r.name in ends}

    def _collect_samples(self) -> None:
        for glass in self.glasses.values():
            with contextlib.suppress(GlassAway):
                self._tap_to_frame += glass.scene().get("tap_to_frame_ms", [])

    def _journal(self, touchpoint: str) -> list[Entry]:
        return read_journal(self.plan.outbox(touchpoint))

    def _count(self, crowd: Crowd) -> dict[str, Any]:
        held = [row for name in self.plan.touchpoints for row in self._journal(name)]
        held += [row for trouble in self._troubles for row in trouble.settled_before]
        found = Evidence(
            journals=[evidence.row_of(entry.body) for entry in held],
            hub=evidence.hub_rows(self.plan.hub_database),
            office=evidence.office_rows(self.plan.dsn),
            rejected=evidence.hub_rejected(self.plan.hub_database),
            tap_to_frame_ms=self._tap_to_frame,
            painted_ms=crowd.painted,
            cards=crowd.cards,
            settings=asdict(self.plan.times),
        )
        done = [kill for monkey in self._monkeys for kill in monkey.done]
        kills = [asdict(kill) for kill in sorted(done, key=lambda kill: kill.at)]
        return {**report(found, hub_source(STORE)), "kills": kills}

    @contextlib.contextmanager
    def _step(self, text: str) -> Any:
        started = time.monotonic()
        self._told(f"  {text} …")
        yield
        self._told(f"    {time.monotonic() - started:.1f} s")


def _check_length(plan: Plan) -> None:
    """Raises ProgramFailed when a socket would have no room for its name."""
    names = [plan.orders(s) for s in plan.screens]
    names += [plan.scanner(s.touchpoint) for s in plan.screens]
    longest = max(map(str, names), key=len, default="")
    if len(longest) > _LONGEST_SOCKET:
        raise ProgramFailed(
            f"{plan.folder} is too long a name: {longest} has {len(longest)} characters, and a "
            f"socket's name at most {_LONGEST_SOCKET}; --folder names a shorter one"
        )
