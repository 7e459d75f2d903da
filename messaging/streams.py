"""What a receiver knows of each outbox it hears: how far it got, what is missing, when to ask.

One `Stream` per (source, outbox), pure and small; keep it in a row beside the events and write it
in the same transaction:

    streams(source, outbox, through, beyond, closed)  -- beyond as JSON [[first, last], …]
    received(source, outbox, sequence, id)            -- who holds a sequence

*through*, *beyond* and *closed* must survive a restart. *asks*, *ask_at* and *asked_to* need not:
after a restart call `resume`, and asking begins anew. `now` is monotonic seconds.

Call `receive` for every event of a touchpoint whatever its outcome (stored, duplicate or rejected)
as soon as its sequence is known, also from the user properties of an unreadable body; for an
`outbox.dropped` give `first=sequence - data.count + 1` (`data.first` is where the run began in the
outbox it was made in). Call `step` once a second, or when `ask_at` has come.
When `clashes` says so, answer with `renumber` and `close` the stream.
"""

from dataclasses import dataclass, replace

WAIT, AGAIN, MOST_ASKS = 2.0, 30.0, 5


@dataclass(frozen=True, slots=True)
class Stream:
    #: Every sequence up to here has been received or given up.
    through: int = 0
    #: Runs received past a gap: (first, last), sorted, apart from each other.
    beyond: tuple[tuple[int, int], ...] = ()
    #: The device was told to renumber: what is missing here comes by another outbox.
    closed: bool = False
    asks: int = 0
    ask_at: float | None = None
    #: Where the gaps end that were asked for; later ones get their own asks.
    asked_to: int = 0

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """What is missing, as (first, last), oldest first."""
        ends = (self.through, *(last for _, last in self.beyond))
        return tuple((end + 1, run[0] - 1) for end, run in zip(ends, self.beyond, strict=False))


@dataclass(frozen=True, slots=True)
class Ask:
    """Send an ack with this `resend_from`."""

    resend_from: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Record these gaps, each (first, last), where a person sees them; the stream has gone on."""

    gaps: tuple[tuple[int, int], ...]


def receive(stream: Stream, sequence: int, now: float, first: int | None = None) -> Stream:
    """*stream* with *sequence*, or with the whole run *first* to *sequence*, received at *now*."""
    run = (min(first or sequence, sequence), sequence)
    through, beyond = _merged(stream.through, (*stream.beyond, run))
    grown = replace(stream, through=through, beyond=beyond)
    if not beyond or stream.closed:
        return replace(grown, asks=0, ask_at=None, asked_to=0)
    if stream.ask_at is None:
        return replace(grown, ask_at=now + WAIT)
    # An answer is coming in: asking again now would only send the rest twice.
    if stream.asks and grown.gaps != stream.gaps and run[0] <= stream.asked_to:
        return replace(grown, asks=1, ask_at=now + AGAIN)
    return grown


def step(stream: Stream, now: float) -> tuple[Stream, Ask | Lost | None]:
    """What is due at *now*: an ask, the end of patience, or nothing."""
    if stream.ask_at is None or now < stream.ask_at:
        return stream, None
    if stream.asks < MOST_ASKS:
        asked = replace(
            stream,
            asks=stream.asks + 1,
            ask_at=now + AGAIN,
            asked_to=stream.asked_to or stream.beyond[-1][0],
        )
        return asked, Ask(stream.through + 1)
    lost = tuple(gap for gap in stream.gaps if gap[1] < stream.asked_to)
    through, beyond = _merged(stream.through, (*stream.beyond, *lost))
    left = Stream(through, beyond, stream.closed, ask_at=now + WAIT if beyond else None)
    return left, Lost(lost)


def resume(stream: Stream, now: float) -> Stream:
    """*stream* as read back from disk."""
    waits = bool(stream.beyond) and not stream.closed
    return replace(stream, asks=0, asked_to=0, ask_at=now + WAIT if waits else None)


def close(stream: Stream) -> Stream:
    """*stream* once its device was told to renumber: its gaps are no loss and not asked for."""
    return replace(stream, closed=True, asks=0, ask_at=None, asked_to=0)


def clashes(holder: str | None, event: str, name: str) -> bool:
    """Whether *event* shows a restored or cloned outbox: its sequence is held by another id.

    *holder* is the id known for its (source, outbox, sequence). `outbox.dropped` takes over the
    sequence of a row that may have got through, so it never clashes.
    """
    return holder is not None and holder != event and name != "outbox.dropped"


def _merged(
    through: int, runs: tuple[tuple[int, int], ...]
) -> tuple[int, tuple[tuple[int, int], ...]]:
    beyond: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if first <= through + 1:
            through = max(through, last)
        elif beyond and first <= beyond[-1][1] + 1:
            beyond[-1] = (beyond[-1][0], max(beyond[-1][1], last))
        else:
            beyond.append((first, last))
    return through, tuple(beyond)
