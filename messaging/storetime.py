"""The time of a touchpoint: its own clock when that can be believed, else the hub's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.states import HubState
from messaging.clock import Clock

#: An own clock that is behind what the hub said by more than this is wrong.
_TOLERATED = timedelta(seconds=5)
#: Seconds within which a broker that retains no word of the hub has brought what it kept.
_KEPT = 5.0


@dataclass(frozen=True, slots=True)
class _Word:
    """The hub of *boot* knew it to be *now* when our monotonic clock stood at *at*, or earlier."""

    boot: str
    now: datetime
    at: float

    def by(self, seconds: float) -> datetime:
        return self.now + timedelta(seconds=seconds - self.at)


@dataclass(frozen=True, slots=True)
class HubTime:
    """It is *now* by the clock of the hub, of the run that it calls *boot*.

    Two of one run tell what passed between them, whether or not that clock is right.
    """

    boot: str
    now: datetime


class StoreTime:
    """A `Clock` over the machine's *own*, which is told what the hub says.

    What the hub says may be old when it comes: retained, or kept for us by the broker. So it shows
    an own clock to be behind, which is how a machine without a battery clock is wrong, and never
    to be ahead.
    """

    def __init__(self, own: Clock) -> None:
        self._own = own
        self.boot = own.boot
        #: What counts, and what will count once the broker has brought what it kept for us.
        self._word: _Word | None = None
        self._next: _Word | None = None
        self._kept_until = 0.0
        #: Whether what comes now was said since we began, and the best word of that kind.
        self._live = False
        self._heard: _Word | None = None

    def now(self) -> datetime:
        """The own clock's time; the hub's when nobody vouches for the own one and it is behind."""
        own, word = self._own.now(), self._told
        if word is None or self._own.synced():
            return own
        said = word.by(self._own.monotonic())
        return own if own >= said - _TOLERATED else said

    def monotonic(self) -> float:
        return self._own.monotonic()

    def synced(self) -> bool:
        """Whether the machine vouches for its clock, or the hub has told the time."""
        return self._told is not None or self._own.synced()

    def vouched(self) -> bool:
        """Whether the machine itself vouches for its clock."""
        return self._own.synced()

    def hub(self) -> HubTime | None:
        """The hub's time by any word of it: right, or behind for as long as the word was old."""
        return self._by(self._told)

    def hub_heard(self) -> HubTime | None:
        """The hub's time by a word that it said since this program began, if one was heard."""
        return self._by(self._heard)

    def link_up(self) -> None:
        """From now on the bus brings first what it kept for us, however old."""
        self._word, self._live = self._told, False
        self._kept_until = self._own.monotonic() + _KEPT

    def hub_answered(self) -> None:
        """The hub has what this run of the program said first: all that was kept for us has come.

        The broker hands over in order, and what it kept lay there before the answer.
        """
        self._live = True

    def hub_said(self, state: HubState, *, retained: bool) -> None:
        """Of several words of one run of the hub, the one that took least time to come counts.

        The *retained* one follows what the broker kept, which may be as old as our session there;
        where no hub ever spoke there is neither.
        """
        if retained:
            self._next, self._kept_until = self._told, 0.0
        if not state.online:
            # A last will was written long before it is heard.
            return
        word = _Word(state.boot, state.now, self._own.monotonic())
        self._next = _sooner(self._next, word)
        if self._live and not retained:
            self._heard = _sooner(self._heard, word)

    def _by(self, word: _Word | None) -> HubTime | None:
        return HubTime(word.boot, word.by(self._own.monotonic())) if word else None

    @property
    def _told(self) -> _Word | None:
        return self._next if self._own.monotonic() >= self._kept_until else self._word


def _sooner(before: _Word | None, word: _Word) -> _Word:
    """Whichever of the two took less time to come; a new run of the hub may have been put right."""
    if before is None or before.boot != word.boot or word.now > before.by(word.at):
        return word
    return before
