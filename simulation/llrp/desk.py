"""The reader's side of a conversation: ROSpec lifecycle, keep-alives and reports; pure."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from simulation.llrp.spec import Spec, read_spec
from simulation.llrp.words import answer, capabilities, unsupported
from touchpoint.readers.llrp.frames import Message, Type
from touchpoint.readers.llrp.parameters import P, find, read_parameters
from touchpoint.readers.llrp.reports import TagReport, write_report

#: What the reader says when it is told to refuse.
REFUSAL = "no antenna is connected to port 1"
#: Sightings in one report, and kept without one, whatever the client allows.
_LONGEST, _KEPT = 500, 10_000


@dataclass(slots=True)
class Desk:
    """One client's; *now* is monotonic seconds."""

    antennas: int
    refuses: bool = False
    closing: bool = False
    keepalive: float | None = None
    spec: Spec | None = None
    state: Literal["disabled", "inactive", "active"] = "disabled"
    _next_keepalive: float = 0.0
    _kept: list[TagReport] = field(default_factory=list)
    _report_due: float | None = None
    _number: int = 0x4000_0000

    def hear(self, message: Message, now: float) -> list[Message]:
        """The answers to *message*."""
        works: dict[int, Callable[[Message, float], Message]] = {
            Type.GET_READER_CAPABILITIES: self._capabilities,
            Type.SET_READER_CONFIG: self._configure,
            Type.ADD_ROSPEC: self._add,
            Type.ENABLE_ROSPEC: self._enable,
            Type.START_ROSPEC: self._start,
            Type.STOP_ROSPEC: self._stop,
            Type.DELETE_ROSPEC: self._delete,
            Type.CLOSE_CONNECTION: self._close,
        }
        if message.kind in {Type.KEEPALIVE_ACK, Type.ENABLE_EVENTS_AND_REPORTS}:
            return []
        if message.kind in {Type.GET_READER_CONFIG, Type.DELETE_ACCESSSPEC}:
            return [answer(message)]
        work = works.get(message.kind)
        if work is None:
            return [unsupported(message)]
        try:
            return [work(message, now)]
        except ValueError as error:
            return [answer(message, 100, str(error))]

    def see(self, sightings: list[TagReport], now: float) -> list[Message]:
        """The keep-alive and the reports that are due, with *sightings* since the last time."""
        said = []
        if self.keepalive and now >= self._next_keepalive:
            self._next_keepalive = now + self.keepalive
            said.append(Message(Type.KEEPALIVE, self._count()))
        if self.spec and self.state == "active":
            wanted = self.spec.antennas
            self._kept += [it for it in sightings if not wanted or it.antenna in wanted]
            del self._kept[:-_KEPT]
            said += self._reports(self.spec, now)
        return said

    def due(self) -> float | None:
        """When the next keep-alive or timed report is due."""
        times = [self._next_keepalive if self.keepalive else None, self._report_due]
        return min((time for time in times if time is not None), default=None)

    def _reports(self, spec: Spec, now: float) -> list[Message]:
        size = min(spec.most or _LONGEST, _LONGEST)
        timed = self._report_due is not None and now >= self._report_due
        said = []
        while self._kept and (timed or (spec.most and len(self._kept) >= size)):
            body = write_report(self._kept[:size])
            said.append(Message(Type.RO_ACCESS_REPORT, self._count(), body))
            del self._kept[:size]
        if spec.seconds and (timed or self._report_due is None):
            self._report_due = now + spec.seconds
        return said

    def _capabilities(self, message: Message, _: float) -> Message:
        return answer(message, more=capabilities(self.antennas))

    def _configure(self, message: Message, now: float) -> Message:
        keepalive = find(read_parameters(message.body, 1), P.KEEPALIVE_SPEC)
        if keepalive:
            periodic, milliseconds = keepalive.fields("BI")
            self.keepalive = milliseconds / 1000 if periodic and milliseconds else None
            self._next_keepalive = now + (self.keepalive or 0.0)
        return answer(message)

    def _add(self, message: Message, _: float) -> Message:
        if self.refuses:
            return answer(message, 401, REFUSAL)
        if self.spec:
            return answer(message, 105, "one ROSpec is what this reader holds")
        spec = read_spec(message.body)
        if beyond := [number for number in spec.antennas if number > self.antennas]:
            return answer(message, 301, f"antenna {beyond[0]} of {self.antennas}")
        self.spec, self.state = spec, "disabled"
        return answer(message)

    def _enable(self, message: Message, _: float) -> Message:
        spec = self._named(message)
        self.state = "active" if spec.immediate else "inactive"
        return answer(message)

    def _start(self, message: Message, _: float) -> Message:
        self._named(message)
        if self.state == "disabled":
            return answer(message, 100, "the ROSpec is disabled")
        self.state = "active"
        return answer(message)

    def _stop(self, message: Message, _: float) -> Message:
        self._named(message)
        self.state = "inactive"
        return answer(message)

    def _delete(self, message: Message, _: float) -> Message:
        if message.body != struct.pack("!I", 0):
            self._named(message)
        self.spec, self._kept, self._report_due = None, [], None
        return answer(message)

    def _close(self, message: Message, _: float) -> Message:
        self.closing = True
        return answer(message)

    def _named(self, message: Message) -> Spec:
        number = int.from_bytes(message.body[:4], "big")
        if self.spec is None or self.spec.number != number:
            raise ValueError(f"there is no ROSpec {number}")
        return self.spec

    def _count(self) -> int:
        self._number += 1
        return self._number


def stamped(sightings: list[tuple[float, TagReport]], offset: float) -> list[TagReport]:
    """Each with its time in microseconds of UTC; *offset* is UTC minus monotonic seconds."""
    return [it._replace(seen_at=round((at + offset) * 1e6)) for at, it in sightings]
