"""Who looks after each visit: back at rest, and nothing of it left."""

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kiosk.card import Asked, Linked, Sent, Told
from kiosk.carrying import Code, CodeView, WaitingView, WishRow, WishView
from kiosk.consent import ConsentView, LinkLine
from kiosk.pages import FilmView, ListView
from kiosk.state import Kiosk, Screening, Visit
from kiosk.stops import Form, Waiting, Wishes
from kiosk.taken import Taken, Wish
from kiosk.walk import Browsing, Leafing, Searching
from simulation.fingers.kiosk import FingerKiosk
from simulation.fingers.leftovers import in_files, in_memory, in_widgets, objects_of
from simulation.fingers.reach import grouped, missed
from simulation.fingers.traces import Trace
from touchpoint.cards import CardAsk
from touchpoint.inputs import CardRead, CustomerKnown
from touchpoint.sheet import Choice
from touchpoint.views import AccessSheet, GarmentSheet, StillHereView

#: Every so many visits all memory is searched as well: it takes as long as thirty touches.
THOROUGH = 10
#: Frames in which the window forgets a page each, and dresses the hidden ones anew.
_FORGETTING = 48
#: What only a visit has, be it a page of it.
_OF_A_VISIT = (
    Visit, Taken, Wish, Choice, Screening, Asked, Sent, Linked, Told, CardAsk, CardRead,
    CustomerKnown, Wishes, Form, Waiting, Browsing, Leafing, Searching, GarmentSheet, WishView,
    WishRow, CodeView, Code, WaitingView, ConsentView, LinkLine, FilmView, ListView, AccessSheet,
    StillHereView,
)  # fmt: skip


@dataclass
class Report:
    """*left* names what of a visit was found after it; *missed* what no finger got to."""

    touches: int = 0
    visits: int = 0
    memory_searches: int = 0
    failed: list[str] = field(default_factory=list)
    not_at_rest: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    #: How many texts of each kind were searched for.
    searched_for: dict[str, int] = field(default_factory=dict)
    deeds: dict[str, int] = field(default_factory=dict)
    reached: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing went wrong, however much was reached."""
        return not (self.failed or self.not_at_rest or self.left)

    @property
    def clean(self) -> bool:
        return self.sound and not self.missed

    def told(self) -> dict[str, Any]:
        return asdict(self)


class Inspector:
    """*folder* has all files of the kiosk. Every *thorough*th visit all memory is searched."""

    def __init__(self, kiosk: FingerKiosk, folder: Path, thorough: int = THOROUGH) -> None:
        self.report = Report()
        self._kiosk, self._folder, self._thorough = kiosk, folder, thorough
        self._searched: Counter[str] = Counter()
        #: What the last visit that was over knew of its shopper.
        self._traces: tuple[Trace, ...] = ()

    def look(self, *, last: bool = False) -> None:
        """After visits that are over by now, if there are any; the *last* one thoroughly, once
        more where it has been looked after.
        """
        kiosk = self._kiosk
        over = [visit for visit in kiosk.traces if visit != _open(kiosk.state)]
        if not (over or last):
            return
        report = self.report
        report.visits += len(over)
        kiosk.glass.settle()
        kiosk.glass.frames(_FORGETTING)
        kiosk.settled()
        # Another visit may have begun meanwhile, or even have ended.
        if over:
            new = {trace: None for visit in over for trace in kiosk.traces.pop(visit)}
            self._traces = tuple(new)
            self._searched.update(kind for kind, _ in new)
        due = report.visits // self._thorough > (report.visits - len(over)) // self._thorough
        found = self._found(self._traces, thoroughly=due or last)
        report.left += [f"visit {report.visits}: {one}" for one in found]
        if kiosk.state.visit is None:
            report.not_at_rest += [f"visit {report.visits}: {one}" for one in self._unrest()]

    def _found(self, traces: Collection[Trace], *, thoroughly: bool) -> list[str]:
        found = in_widgets(traces, self._kiosk.glass.every_widget())
        found += in_files(traces, self._folder)
        if thoroughly:
            self.report.memory_searches += 1
            found += in_memory(traces)
            if self._kiosk.state.visit is None:
                found += [f"a {name} in memory" for name in objects_of(_OF_A_VISIT)]
        return found

    def _unrest(self) -> list[str]:
        """The kiosk must know no more than one at which nobody ever was, and look like it."""
        kiosk = self._kiosk
        state, now = kiosk.state, kiosk.conductor.now()
        fresh = Kiosk(
            lying=state.lying,
            known=state.known,
            unknown_until=state.unknown_until,
            unknown_by=state.unknown_by,
            near_since=state.near_since,
            near_until=state.near_until,
            index=state.index,
            pairs=state.pairs,
        )
        found = list(kiosk.glass.unrest())
        if state != fresh:
            found.append("it knows more than one at which nobody was")
        if kiosk.view != kiosk.place.view(fresh, now):
            found.append("it shows more than one at which nobody was")
        if kiosk.state.index and kiosk.state.index.language != kiosk.place.rules.languages[0]:
            found.append(f"it searches in {kiosk.state.index.language}")
        return found

    def conclude(self, touches: int, deeds: Counter[str]) -> Report:
        """The report of it all."""
        report, kiosk = self.report, self._kiosk
        reached = kiosk.reached.copy()
        reached.update({f"event {name}": count for name, count in kiosk.told.items()})
        reached.update({f"trace {kind}": count for kind, count in self._searched.items()})
        report.touches, report.deeds = touches, dict(deeds)
        report.failed, report.missed = kiosk.failed, missed(reached)
        report.searched_for, report.reached = dict(self._searched), grouped(reached)
        return report


def _open(kiosk: Kiosk) -> str | None:
    return kiosk.visit.visit if kiosk.visit else None
