"""What lies on one reader and who stands before it: its lines made into arrived, left, near."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from messaging.clock import Clock
from touchpoint.cards import Cards
from touchpoint.inputs import Arrived, CardRead, Left, Near, ReaderHealth, UnknownRead
from touchpoint.presence import Presence, heard, resumed, seen
from touchpoint.readers.lines import AliveLine, ReadLine, StirLine
from touchpoint.supervisor import SILENCE, Line, State, Supervisor

_log = structlog.get_logger()
#: Characters of why something names no garment, in the log.
_LONGEST_WHY = 120

News = Arrived | Left | UnknownRead | CardRead | Near | ReaderHealth


class Watch:
    """*tell* is called on the reader's own thread and must not block.

    *unread* hears of each read that names no garment, and of each line that says nothing. A loyalty
    card is one of *cards*, which come before garments; without them there are none.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        tell: Callable[[News], None],
        clock: Clock,
        gone_after: float = 1.0,
        silence: float = SILENCE,
        unread: Callable[[], None] = lambda: None,
        cards: Cards | None = None,
    ) -> None:
        self._name, self._tell, self._clock = name, tell, clock
        self._presence, self._unread = Presence(gone_after), unread
        self._cards, self._near = cards, False
        self._log = _log.bind(reader=name)
        self._supervisor = Supervisor(
            name, command, self._became, self._heard, clock, silence, unread
        )

    def start(self) -> None:
        self._supervisor.start()

    def stop(self) -> None:
        self._supervisor.stop()

    def take(self, lines: Sequence[bytes]) -> None:
        """What a process of its own would have written; for a simulation that has none."""
        self._supervisor.take(lines)

    def tell_again(self) -> None:
        """Tell of what lies there now as if it came now; from any thread."""
        now = self._clock.monotonic()
        for here in self._presence.here.values():
            if here.garment is not None:
                self._tell(Arrived(here.garment, now, reader=self._name))

    def _became(self, state: State) -> None:
        if state == "ok":
            self._presence = resumed(self._presence, self._clock.monotonic())
        else:
            # Who no longer sees cannot say that somebody went.
            self._stir(False, self._clock.monotonic())
        self._tell(ReaderHealth(self._name, state))

    def _heard(self, lines: Sequence[Line]) -> None:
        now = self._clock.monotonic()
        reads = [said for said in lines if isinstance(said, ReadLine)]
        for said in lines:
            match said:
                case ReadLine():
                    self._see(said, min(said.at, now))
                case StirLine(stir, at):
                    self._stir(stir.near, min(at, now))
        # Lines that waited are of the past, and a device that is silent proves nothing: what is
        # gone is judged by when the device was last heard.
        proved = [said.at for said in lines if isinstance(said, AliveLine) and said.at is not None]
        until = max((min(at, now) for at in [*(r.at for r in reads), *proved]), default=now)
        self._presence, gone = heard(self._presence, until)
        for left in gone:
            self._tell(left)

    def _stir(self, near: bool, at: float) -> None:  # noqa: FBT001
        if near != self._near:
            self._near = near
            self._tell(Near(near, at))

    def _see(self, said: ReadLine, at: float) -> None:
        if self._cards and (code := self._cards.code_of(said.read)):
            # Neither among what lies there nor in the log.
            self._tell(CardRead(code, at))
            return
        self._presence, found = seen(self._presence, said.read, at)
        for news in found:
            if isinstance(news, UnknownRead):
                why = news.why[:_LONGEST_WHY]
                self._log.warning("reader.unknown_tag", by=news.by.value, why=why)
                self._unread()
            self._tell(replace(news, reader=self._name) if isinstance(news, Arrived) else news)
