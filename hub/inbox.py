"""Events from the bus: checked, kept and queued in one transaction, then acknowledged by id."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from typing import Final

import structlog

from contract import topics
from contract.envelope import Event
from contract.erasure import Marks
from contract.events import OutboxDropped, RequestMade, ReservationPlaced, StylingBooked
from contract.outcomes import Reason, Rejected
from contract.states import MAX_SETTLED, Ack, RejectedEvent
from hub import aside, erased, letters
from hub.desk import Desk
from hub.letters import Heard, Letter
from hub.progress import Key, Missing, Progress
from hub.store import QUERIES
from hub.work import Work
from messaging.port import DELIVERED, Bus, Message, Outgoing

#: Characters of a rejection's detail on the wire: an acknowledgement may name many.
_MOST_DETAIL: Final = 200
#: One acknowledgement names at most so many rejections, in so many bytes: with its settled ids it
#: stays under 64 KiB, whatever the details spell.
MAX_REJECTED: Final = 100
_MOST_REJECTED_BYTES: Final = 40_000

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
    """For one thread. *after_commit* runs when events are safe and nobody has been told yet.

    *place_of* says where a touchpoint was enrolled to stand, when that is known.
    """

    def __init__(
        self,
        desk: Desk,
        bus: Bus,
        after_commit: Callable[[], None] = lambda: None,
        place_of: Callable[[str], str | None] = lambda _touchpoint: None,
    ) -> None:
        self._desk = desk
        self._bus = bus
        self._after_commit = after_commit
        self._place_of = place_of
        with desk.db.read() as rx:
            self._progress = Progress(rx, desk.clock.monotonic())

    def take(self, group: Sequence[Heard], *, waited: bool = False) -> None:
        """Keep what the messages say, then answer. Raises sqlite3.Error with nothing kept.

        *waited*: they may have lain in the broker while the hub was away, so that their `age` is
        only the least they can be. A new request is then left unanswered: its touchpoint says it
        again within seconds, with its true age, and nobody is sent for a shopper long gone.
        """
        answers: dict[Key, _Answer] = {}
        with self._work() as work:
            gone = erased.marks(work.tx)
            for heard in group:
                self._one(work, _without(heard, gone), answers, waited=waited)
            if work.changes.rejected:
                aside.trim(work.tx)
            self._progress.save(work.tx)
        self._after_commit()
        for heard in group:
            self._bus.settle(heard.message)
        self._answer(answers)
        self._desk.tell(work.changes)

    def step(self) -> None:
        """Ask again for what is missing, and record what will never come."""
        now = self._desk.clock.monotonic()
        if not self._progress.due(now):
            return
        answers: dict[Key, _Answer] = {}
        with self._work() as work:
            for found in self._progress.step(work.tx, now, work.now):
                if isinstance(found, Missing):
                    touchpoint = found.key[0].rpartition("/")[2]
                    answers[found.key] = _Answer(touchpoint, resend_from=found.resend_from)
                else:
                    _log.warning("events.lost", gaps=found.gaps)
        self._answer(answers)

    def give_up(self, message: Message) -> None:
        """Reject *message*, on which we broke; what is kept already stays, unanswered this time."""
        letter = letters.address(message, self._desk.store)
        answers: dict[Key, _Answer] = {}
        with self._work() as work:
            if letter is not None and not _known(work, letter):
                mistake = Rejected(Reason.INTERNAL, "the hub broke on it and has kept it")
                self._reject(work, letter, mistake, _answer_for(letter, answers))
                aside.trim(work.tx)
            self._progress.save(work.tx)
        self._bus.settle(message)
        self._answer(answers)
        self._desk.tell(work.changes)

    @contextlib.contextmanager
    def _work(self) -> Iterator[Work]:
        """One transaction, and what it notes of each outbox with it."""
        try:
            with self._desk.work() as work:
                yield work
        except BaseException:
            self._progress.undone()
            raise
        self._progress.committed()

    def _one(self, work: Work, heard: Heard, answers: dict[Key, _Answer], *, waited: bool) -> None:
        in_hub = max(0.0, self._desk.clock.monotonic() - heard.at)
        letter = letters.address(heard.message, self._desk.store, in_hub)
        if letter is None:
            _log.warning("message.misdirected", topic=heard.message.topic)
            return
        answer = _answer_for(letter, answers)
        try:
            event, mark = letters.read(letter, self._desk.store)
            if not self._keep(work, letter, event, mark, waited=waited):
                return
        except Rejected as refused:
            self._reject(work, letter, refused, answer)
            return
        first = None
        if isinstance(event.data, OutboxDropped):
            # Its own `first` is where the run began in the outbox it was made in.
            first = max(1, event.sequence - event.data.count + 1)
        if answer is not None:
            answer.settled.append(event.id)
        self._note(work, letter, answer, event.name, first)

    def _keep(self, work: Work, letter: Letter, event: Event, mark: str, *, waited: bool) -> bool:
        """Whether it is safe here, now or already. Raises Rejected for a conflict."""
        known = QUERIES.event_by_id(work.tx, source=event.source, id=event.id)
        if known is None:
            data = event.data
            if isinstance(data, RequestMade | ReservationPlaced | StylingBooked):
                if data.place is None:
                    data = data.model_copy(update={"place": self._stand_of(letter)})
                self._stands_there(letter, data.place or letter.touchpoint)
                if waited:
                    return False
            named = event.model_copy(update={"touchpointid": letter.touchpoint, "data": data})
            work.take(named, letter.message.payload, mark, letter.age_seconds)
        elif known.fingerprint != mark:
            raise Rejected(
                Reason.CONFLICT, f"{event.id} is known with other content: {known.fingerprint}"
            )
        return True

    def _stand_of(self, letter: Letter) -> str:
        return self._place_of(letter.touchpoint) or letter.touchpoint

    def _stands_there(self, letter: Letter, place: str) -> None:
        """Raises Rejected: nobody is sent to a place its touchpoint may not speak for."""
        enrolled = self._place_of(letter.touchpoint)
        if enrolled not in {None, place}:
            raise Rejected(
                Reason.FORGED_SOURCE,
                f"{letter.touchpoint} asks for {place!r} and is enrolled at {enrolled!r}; "
                "mend `place` in its settings, or enrol it again with --place",
            )

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

    def _reject(
        self, work: Work, letter: Letter, refused: Rejected, answer: _Answer | None
    ) -> None:
        topic, body = letter.message.topic, letter.message.payload
        said = letter.source, topic, letter.id, refused.reason.value, refused.detail
        aside.put(work.tx, work.now, "in", *said, body)
        work.changes.rejected = True
        _log.warning("event.rejected", source=letter.source, id=letter.id, reason=refused.reason)
        if answer is not None:
            answer.rejected.append(_rejection(letter, refused))
        self._note(work, letter, answer, letter.name, None)

    def _answer(self, answers: dict[Key, _Answer]) -> None:
        for key, answer in answers.items():
            if not answer.says_something:
                continue
            for ack in _acks(key, answer, self._progress.get(key).through):
                topic = topics.ACK.name(store=self._desk.store, touchpoint=answer.touchpoint)
                body = ack.model_dump_json().encode()
                said = Outgoing(topic, body, content_type="application/json")
                self._bus.publish(said, partial(_unheard, answer.touchpoint))


def _without(heard: Heard, gone: Marks) -> Heard:
    """As it is kept: a touchpoint's journal may know longer than we whom we know no more."""
    payload = erased.freed(heard.message.payload, gone)
    return replace(heard, message=replace(heard.message, payload=payload)) if gone.marks else heard


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


def _known(work: Work, letter: Letter) -> bool:
    found = QUERIES.event_by_id(work.tx, source=letter.source, id=letter.id)
    return found is not None


def _acks(key: Key, answer: _Answer, through: int) -> Iterator[Ack]:
    """One acknowledgement, or several when it would name too many ids."""
    settled = [
        tuple(answer.settled[start : start + MAX_SETTLED])
        for start in range(0, max(len(answer.settled), 1), MAX_SETTLED)
    ]
    for ids, rejected in zip_longest(settled, _bundles(answer.rejected), fillvalue=()):
        yield Ack(
            outbox=key[1],
            settled=ids,
            rejected=rejected,
            through=through,
            resend_from=answer.resend_from,
            renumber=answer.renumber,
        )


def _bundles(rejected: Iterable[RejectedEvent]) -> Iterator[tuple[RejectedEvent, ...]]:
    """*rejected* in order, in runs small enough for one acknowledgement."""
    bundle: list[RejectedEvent] = []
    room = _MOST_REJECTED_BYTES
    for one in rejected:
        size = len(one.model_dump_json().encode()) + 1
        if bundle and (size > room or len(bundle) == MAX_REJECTED):
            yield tuple(bundle)
            bundle, room = [], _MOST_REJECTED_BYTES
        bundle.append(one)
        room -= size
    if bundle:
        yield tuple(bundle)
