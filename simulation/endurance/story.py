"""Years of a shop: taps one after the other, and every so often something that goes wrong; pure."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from simulation.endurance.clock import Story
from simulation.endurance.stage import SETTLED, Piece, Stage

_HOUR = 3600.0
#: Seconds without a tag before the same one is a new tap: what is gone for 1 s has left, and that
#: is said with the next sign of life, half a second later.
_AGAIN = 1.6
#: So long nfcpy waits for an answer that stays away, and only then anybody knows.
_DRIVER = 1.0
#: A reader's pauses by night, and with a tag lying there: short enough for it not to be missed.
_NIGHT, _LYING = 2.5, 0.4


@dataclass(frozen=True, slots=True)
class Plan:
    """*nights* without anybody and tags *left* lying are of hours."""

    taps: int = 10_000
    cycles: int = 200
    nights: int = 10
    left: int = 4
    garbled: int = 60
    unanswered: int = 60
    seed: int = 7

    def check(self) -> None:
        """Raises ValueError when not everything finds its place."""
        if min(self._troubles().values()) < 0 or sum(self._troubles().values()) > self.taps:
            raise ValueError(
                f"{self.taps} taps have no room for {sum(self._troubles().values())} troubles; "
                "each follows a tap, so as many taps or more are right"
            )

    def _troubles(self) -> dict[str, int]:
        return {
            "unplug": self.cycles,
            "night": self.nights,
            "leave": self.left,
            "garble": self.garbled,
            "mute": self.unanswered,
        }

    def troubles(self, dice: random.Random) -> list[str]:
        """What follows each tap."""
        deck = [name for name, count in self._troubles().items() for _ in range(count)]
        deck += [""] * (self.taps - len(deck))
        dice.shuffle(deck)
        return deck


class Shop:
    """Tells the *stage* what happens; *told* hears how many taps there were."""

    def __init__(
        self,
        plan: Plan,
        stage: Stage,
        pieces: list[Piece],
        dice: random.Random,
        told: Callable[[int], None],
    ) -> None:
        self._plan, self._stage, self._dice, self._told = plan, stage, dice, told
        self._pieces = pieces
        self._gone: dict[str, float] = {}
        self._last = pieces[0]

    def story(self) -> Story:
        self._stage.plug_in()
        yield SETTLED
        for number, trouble in enumerate(self._plan.troubles(self._dice)):
            self._told(number)
            yield from self._tap(self._next())
            yield from self._trouble(trouble)
        # What lay there last is to be missed.
        yield 5.0

    def _next(self) -> Piece:
        """Any garment, or the one before again."""
        now = self._stage.clock.monotonic()
        if self._dice.random() < 0.1:
            return self._last
        long_gone = [it for it in self._pieces if now - self._gone.get(it.name, 0.0) >= _AGAIN]
        return self._dice.choice(long_gone)

    def _tap(self, piece: Piece) -> Story:
        since = self._stage.clock.monotonic() - self._gone.get(piece.name, 0.0)
        yield max(self._pause(), _AGAIN - since)
        self._stage.put(piece)
        yield from self._hold(piece, self._dice.uniform(0.3, 0.9))
        yield from self._take(piece)

    def _hold(self, piece: Piece, seconds: float) -> Story:
        """Some hands tremble, and the tag is out of the field for a moment."""
        lost = self._dice.uniform(0.02, 0.15) if self._dice.random() < 0.3 else 0.0
        before = self._dice.uniform(0.0, seconds - lost)
        yield before
        if lost:
            self._stage.lose(piece)
            yield lost
            self._stage.regain(piece)
        yield seconds - lost - before

    def _take(self, piece: Piece) -> Story:
        self._stage.take(piece)
        self._gone[piece.name], self._last = self._stage.clock.monotonic(), piece
        yield 0.0

    def _pause(self) -> float:
        """People come one after the other, and now and then nobody."""
        longest = self._dice.choices((0.3, 1.5, 5.0), (14, 5, 1))[0]
        return self._dice.uniform(0.05, longest)

    def _trouble(self, name: str) -> Story:
        match name:
            case "unplug":
                yield from self._dice.choice((self._unplug, self._unplug_within, self._replug))()
            case "night":
                yield from self._pass(self._dice.uniform(4, 8) * _HOUR, _NIGHT)
            case "leave":
                yield from self._leave()
            case "garble":
                yield from self._disturb(self._noise)
            case "mute":
                yield from self._disturb(lambda _: b"")

    def _unplug(self) -> Story:
        """With nothing lying there; the next tap comes when it likes."""
        yield self._pause()
        yield from self._off()

    def _unplug_within(self) -> Story:
        """Under a tag, which is there no more when it is plugged in, or still."""
        piece, goes_first = self._other(), self._dice.random() < 0.5
        yield _AGAIN
        self._stage.put(piece)
        yield self._dice.uniform(0.0, 0.6)
        if goes_first:
            self._stage.unplug()
            began = self._stage.clock.monotonic()
            yield from self._take(piece)
            yield self._dice.uniform(0.1, 3.0)
            self._stage.plug_in()
            self._keep(began)
        else:
            yield from self._off()
            yield self._dice.uniform(0.1, 3.0)
            yield from self._take(piece)
        yield _AGAIN

    def _replug(self) -> Story:
        """Right after a tap; the same tag comes again as soon as that is promised to be read."""
        yield 0.05
        yield from self._off()
        yield SETTLED
        self._stage.put(self._last)
        yield self._dice.uniform(0.3, 0.9)
        yield from self._take(self._last)

    def _off(self) -> Story:
        """From a moment to two minutes."""
        began = self._stage.clock.monotonic()
        self._stage.unplug()
        yield 0.1 * 1200 ** self._dice.random()
        self._stage.plug_in()
        self._keep(began)
        yield 0.0

    def _keep(self, began: float, unnoticed: float = 0.0) -> None:
        """A reader that hears nothing from *began* on misses nothing; until it has, none is new."""
        now = self._stage.clock.monotonic() + unnoticed
        recent = [name for name, at in self._gone.items() if at > began - _AGAIN]
        self._gone |= dict.fromkeys(recent, now + SETTLED - _AGAIN)

    def _leave(self) -> Story:
        """A tag lies there for an hour or two; a chip may get stuck over it, up to the end."""
        piece = self._other()
        yield _AGAIN
        self._stage.put(piece)
        yield 5.0
        yield from self._pass(self._dice.uniform(1, 2) * _HOUR, _LYING)
        yield from self._take(piece)
        yield 3.0

    def _disturb(self, how: Callable[[bytes], bytes]) -> Story:
        yield self._pause()
        self._stage.disturb(how)
        began = self._stage.clock.monotonic()
        yield self._dice.uniform(0.05, 3.0)
        self._stage.calm()
        self._keep(began, _DRIVER)
        yield 0.0

    def _noise(self, frame: bytes) -> bytes:
        """Something else than was said, or part of it, or all of it with a bit turned over."""
        match self._dice.randrange(3):
            case 0:
                return self._dice.randbytes(self._dice.randrange(40))
            case 1:
                return frame[: self._dice.randrange(len(frame))]
        at, bit = self._dice.randrange(len(frame)), 1 << self._dice.randrange(8)
        return frame[:at] + bytes([frame[at] ^ bit]) + frame[at + 1 :]

    def _pass(self, seconds: float, stride: float) -> Story:
        self._stage.clock.stride = stride
        yield seconds
        self._stage.clock.stride = 0.0

    def _other(self) -> Piece:
        return self._dice.choice([it for it in self._pieces if it is not self._last])
