"""Events from the bus: checked, kept and queued in one transaction, then acknowledged by id."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from contract import topics
from contract.envelope import MAX_BYTES, Event
from contract.events import OutboxDropped, RequestMade
from contract.model import instant
from contract.outcomes import Reason, Rejected
from contract.states import MAX_SETTLED, Ack, RejectedEvent
from hub import letters
from hub.desk import Desk
from hub.letters import Letter
from hub.progress import Key, Missing, Progress
from hub.store import QUERIES
from hub.work import Work
from messaging.port import DELIVERED, Bus, Message, Outgoing

#: Characters of a rejection's detail on the wire: an acknowledgement may name many.
_MOST_DETAIL = 200
#: So many refused events are kept at most.
KEEP_REJECTED = 10_000

_log = structlog.get_logger()


@dataclass(slots=True)
class _Answer:
    """What one outbox will be told."""

    touchpoint: str
    settled: list[str] = field(default_factory=list)
    rejected: list[RejectedEvent] = field(default_factory=list)
    resend_from: int | None = None
    renumber: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.settled or self.rejected or self.resend_from is not None)


class Inbox:
    """For one thread. *after_commit* runs when events are safe and nobody has been told yet."""

    def __init__(
        self, desk: Desk, bus: Bus, after_commit: Callable[[], None] = lambda: None
    ) -> None:
        self._desk = desk
        self._bus = bus
        self._after_commit = after_commit
        with desk.db.read() as rx:
            self._progress = Progress(rx, desk.clock.monotonic())

    def take(self, messages: Sequence[Message], *, waited: bool = False) -> None:
        """Keep what *messages* say, then answer. Raises sqlite3.Error with nothing kept.

        *waited*: they may have lain in the broker while the hub was away, so that their `age` is
        only the least they can be. A new request is then left unanswered: its touchpoint says it
        again within seconds, with its true age, and nobody is sent for a shopper long gone.
        """
        answers: dict[Key, _Answer] = {}
        try:
            with self._desk.work() as work:
                for message in messages:
                    self._one(work, message, answers, waited=waited)
                self._progress.save(work.tx)
        except BaseException:
            self._progress.undone()
            raise
        self._progress.committed()
        self._after_commit()
        for message in messages:
            self._bus.settle(message)
        self._answer(answers)
        self._desk.tell(work.changes)

    def step(self) -> None:
        """Ask again for what is missing, and record what will never come."""
        now = self._desk.clock.monotonic()
        if not self._progress.due(now):
            return
        answers: dict[Key, _Answer] = {}
        with self._desk.work() as work:
            for found in self._progress.step(work.tx, now, work.now):
                if isinstance(found, Missing):
                    touchpoint = found.key[0].rpartition("/")[2]
                    answers[found.key] = _Answer(touchpoint, resend_from=found.resend_from)
                else:
                    _log.warning("events.lost", gaps=found.gaps)
        self._progress.committed()
        self._answer(answers)

    def _one(
        self, work: Work, message: Message, answers: dict[Key, _Answer], *, waited: bool
    ) -> None:
        letter = letters.address(message, self._desk.store)
        if letter is None:
            _log.warning("message.misdirected", topic=message.topic)
            return
        answer = _answer_for(letter, answers)
        try:
            event, mark = letters.read(letter, self._desk.store)
            if not self._keep(work, letter, event, mark, waited=waited):
                return
        except Rejected as refused:
            self._refuse(work, letter, refused)
            if answer is not None:
                answer.rejected.append(_rejection(letter, refused))
            self._note(work, letter, answer, letter.name, None)
            return
        first = event.data.first if isinstance(event.data, OutboxDropped) else None
        if answer is not None:
            answer.settled.append(event.id)
        self._note(work, letter, answer, event.name, first)

    def _keep(self, work: Work, letter: Letter, event: Event, mark: str, *, waited: bool) -> bool:
        """Whether it is safe here, now or already. Raises Rejected for a conflict."""
        known = QUERIES.event_by_id(work.tx, source=event.source, id=event.id)
        if known is None:
            if waited and isinstance(event.data, RequestMade):
                return False
            named = event.model_copy(update={"touchpointid": letter.touchpoint})
            work.take(named, letter.message.payload, mark, letter.age_seconds)
        elif known.fingerprint != mark:
            raise Rejected(
                Reason.CONFLICT, f"{event.id} is known with other content: {known.fingerprint}"
            )
        return True

    def _note(
        self, work: Work, letter: Letter, answer: _Answer | None, name: str, first: int | None
    ) -> None:
        if answer is None or letter.outbox is None or letter.sequence is None:
            return
        now = self._desk.clock.monotonic()
        key = (letter.source, letter.outbox)
        if self._progress.note(work.tx, key, letter.sequence, (letter.id, name), now, first):
            _log.warning("outbox.restored", source=letter.source, outbox=letter.outbox)
            answer.renumber = True

    def _refuse(self, work: Work, letter: Letter, refused: Rejected) -> None:
        body = letter.message.payload
        QUERIES.add_rejected(
            work.tx,
            noticed=instant(work.now),
            direction="in",
            source=letter.source,
            topic=letter.message.topic,
            id=letter.id,
            reason=refused.reason.value,
            detail=refused.detail[:1000].encode(errors="backslashreplace").decode(),
            digest=hashlib.sha256(body).hexdigest(),
            body=body[:MAX_BYTES],
        )
        QUERIES.trim_rejected(work.tx, keep=KEEP_REJECTED)
        work.changes.rejected = True
        _log.warning("event.rejected", source=letter.source, id=letter.id, reason=refused.reason)

    def _answer(self, answers: dict[Key, _Answer]) -> None:
        for key, answer in answers.items():
            if not answer.says_something:
                continue
            for ack in _acks(key, answer, self._progress.get(key).through):
                topic = topics.ACK.name(store=self._desk.store, touchpoint=answer.touchpoint)
                body = ack.model_dump_json().encode()
                said = Outgoing(topic, body, content_type="application/json")
                self._bus.publish(said, partial(_unheard, answer.touchpoint))


def _unheard(touchpoint: str, code: int) -> None:
    """An acknowledgement that did not get there; the touchpoint will ask by repeating itself."""
    if code != DELIVERED:
        _log.warning("ack.unheard", touchpoint=touchpoint, reason=code)


def _answer_for(letter: Letter, answers: dict[Key, _Answer]) -> _Answer | None:
    """Where to note what *letter* is told; nothing when it does not say whom to answer."""
    if letter.outbox is None:
        return None
    return answers.setdefault((letter.source, letter.outbox), _Answer(letter.touchpoint))


def _rejection(letter: Letter, refused: Rejected) -> RejectedEvent:
    return RejectedEvent(
        id=letter.id or "",
        sequence=letter.sequence,
        reason=refused.reason,
        detail=refused.detail[:_MOST_DETAIL],
    )


def _acks(key: Key, answer: _Answer, through: int) -> Iterator[Ack]:
    """One acknowledgement, or several when it would name too many ids."""
    for start in range(0, max(len(answer.settled), 1), MAX_SETTLED):
        yield Ack(
            outbox=key[1],
            settled=tuple(answer.settled[start : start + MAX_SETTLED]),
            rejected=tuple(answer.rejected) if start == 0 else (),
            through=through,
            resend_from=answer.resend_from,
            renumber=answer.renumber,
        )
