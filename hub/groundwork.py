"""What every door of the hub's database has: a transaction to work in, and the telling after it."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from contract.ids import NewId
from hub import nudges
from hub.commands import Rules
from hub.nudges import Nudges
from hub.present import Present
from hub.roster import Roster
from hub.store import Database
from hub.work import Changes, Work
from messaging.clock import Clock


def _nobody_to_tell(_changes: Changes) -> None:
    return


def _nobody_known() -> Roster:
    return Roster(known=False)


@dataclass(slots=True)
class Groundwork:
    """Every change is one transaction: state, events and what is owed; then it is told."""

    db: Database
    store: str
    clock: Clock
    new_id: NewId
    rules: Rules = field(default_factory=Rules)
    nudges: Nudges = field(default_factory=Nudges)
    #: Called after each commit; publishes the retained states.
    publish: Callable[[Changes], None] = _nobody_to_tell
    #: Who is here right now.
    roster: Callable[[], Roster] = _nobody_known
    present: Present = field(init=False)
    #: Another number whenever a figure or the catalogue changed: what was made of them is old then.
    turn: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.present = Present(self.db, self.clock)

    @contextlib.contextmanager
    def work(self, now: datetime | None = None) -> Iterator[Work]:
        """One transaction; `tell` its changes once the block is left."""
        moment = _milliseconds(now or self.clock.now())
        with self.db.transaction() as tx:
            roster = self.roster()
            yield Work(tx, self.store, moment, self.new_id, self.rules_with(roster), roster)

    def rules_with(self, roster: Roster) -> Rules:
        """The rules as they hold now: without a screen at the till that is on, there is no till."""
        return replace(self.rules, till=self.rules.till and bool(roster.screens))

    def tell(self, changes: Changes) -> None:
        """Publish what changed and nudge the pages; only ever after the commit."""
        self.turn += bool(changes.gtins or changes.catalogue)
        self.present.move(changes.events)
        self.publish(changes)
        about = {
            nudges.REQUESTS: changes.everybody,
            nudges.LATER: changes.requests,
            nudges.STOCK: changes.gtins,
            nudges.FLOOR: changes.events or changes.requests,
            nudges.CATALOGUE: changes.catalogue,
            nudges.REJECTED: changes.rejected,
            nudges.COUNTER: changes.reservations or changes.appointments,
        }
        known = (topic for topic, changed in about.items() if changed)
        self.nudges.publish(*sorted(changes.calls), *known)


def _milliseconds(moment: datetime) -> datetime:
    """As the database keeps it, so that what is decided equals what is read back."""
    return moment - timedelta(microseconds=moment.microsecond % 1000)
