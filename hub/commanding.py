"""Tells a touchpoint what to do, and says once what became of it."""

import queue
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from contract import topics
from contract.envelope import read_event, touchpoint_source
from contract.events import TouchpointCommanded, TouchpointObeyed
from contract.model import instant
from hub import nudges, upkeep
from hub.desk import Desk
from hub.fleet import Told, Verb
from hub.journal import HubDraft
from hub.store import QUERIES
from hub.work import Changes, Work
from messaging.port import DELIVERED, OnDone, Outgoing

_log = structlog.get_logger()

#: So long the broker keeps a command for a touchpoint that is away, and an answer is under way.
ANSWERED_WITHIN: Final = timedelta(seconds=(topics.COMMAND.expiry or 0) + 15)
#: What became of one that nobody took.
NOT_TAKEN: Final = "not_taken"
#: Commands that a page still tells of.
TOLD_FOR: Final = timedelta(minutes=30)

Publish = Callable[[Outgoing, OnDone], None]


class Commanding:
    """Usable from every thread. *publish* hands a message to the bus."""

    def __init__(self, desk: Desk, publish: Publish) -> None:
        self._desk, self._publish = desk, publish
        #: Those that the broker did not take, told by the bus's own thread.
        self._refused: queue.SimpleQueue[str] = queue.SimpleQueue()

    def send(self, touchpoint: str, verb: Verb) -> None:
        """Tell *touchpoint*; the same again, before it has answered, is the same command."""
        with self._desk.work() as work:
            waiting = upkeep.unanswered(work.tx)
            if any((one.touchpoint, one.verb) == (touchpoint, verb) for one in waiting):
                return
            command = self._desk.new_id()
            sent = instant(work.now)
            QUERIES.add_command(
                work.tx, command=command, touchpoint=touchpoint, verb=verb, sent=sent
            )
        topic = topics.COMMAND.name(store=self._desk.store, touchpoint=touchpoint, verb=verb)
        said = {topics.COMMAND_ID: command}
        message = Outgoing(topic, b"", properties=said, expiry=topics.COMMAND.expiry)
        self._publish(message, partial(self._published, command))
        self._desk.nudges.publish(nudges.FLEET)

    def awaits(self, touchpoint: str, verb: Verb) -> bool:
        """Whether *touchpoint* was told so and has not answered yet."""
        with self._desk.db.read() as rx:
            waiting = upkeep.unanswered(rx)
        return any((one.touchpoint, one.verb) == (touchpoint, verb) for one in waiting)

    def told(self) -> tuple[Told, ...]:
        """What was told lately, newest first."""
        with self._desk.db.read() as rx:
            return upkeep.told_since(rx, self._desk.clock.now() - TOLD_FOR)

    def heard(self, changes: Changes) -> None:
        """After a commit: an answer may be among what came."""
        answers = [event.data for event, _ in changes.events]
        for answer in answers:
            if isinstance(answer, TouchpointObeyed):
                self._conclude(answer.command, given_up=False)

    def beat(self) -> None:
        """Give up on what was not taken, now and then."""
        late = self._desk.clock.now() - ANSWERED_WITHIN
        with self._desk.db.read() as rx:
            overdue = [one.command for one in upkeep.unanswered(rx) if one.sent <= late]
        while not self._refused.empty():
            overdue.append(self._refused.get())
        for command in overdue:
            self._conclude(command, given_up=True)

    def _published(self, command: str, code: int) -> None:
        if code != DELIVERED:
            self._refused.put(command)

    def _conclude(self, command: str, *, given_up: bool) -> None:
        """Write down what its touchpoint said of it, or that it is *given_up*.

        An answer that comes later still is what the page tells; the event stays as it is.
        """
        with self._desk.work() as work:
            told = upkeep.told(work.tx, command)
            if told is None or told.result not in {None, NOT_TAKEN}:
                return
            result, cause = self._answer(work, told)
            if cause is None and not given_up:
                return
            QUERIES.end_command(work.tx, command=command, result=result)
            data = TouchpointCommanded(verb=told.verb, result=result)
            work.record(
                HubDraft(data, work.now, command, touchpoint=told.touchpoint, causation=cause)
            )
        _log.info("command.ended", touchpoint=told.touchpoint, verb=told.verb, result=result)
        self._desk.tell(work.changes)
        self._desk.nudges.publish(nudges.FLEET)

    def _answer(self, work: Work, told: Told) -> tuple[str, str | None]:
        """The result, and the id of the event that said so."""
        source = touchpoint_source(self._desk.store, told.touchpoint)
        row = QUERIES.obeyed(work.tx, source=source, command=told.command)
        if row is None or row.body is None:
            return NOT_TAKEN, None
        said = read_event(row.body).data
        return (said.result, row.id) if isinstance(said, TouchpointObeyed) else (NOT_TAKEN, None)
