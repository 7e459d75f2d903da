"""How often each tap was read and missed again, and what was promised of it; pure."""

from dataclasses import dataclass, field

from touchpoint.inputs import Arrived, Left, ReaderHealth, UnknownRead
from touchpoint.watch import News


@dataclass(slots=True)
class Tap:
    """Nothing is *promised* of one that something disturbed."""

    promised: bool
    arrived: int = 0
    left: int = 0


@dataclass
class Tally:
    """Each tap is settled when its garment is tapped again, or at the end."""

    taps: int = 0
    promised: int = 0
    once: int = 0
    missed: int = 0
    twice: int = 0
    #: Read once, and not said to have left once.
    stayed: int = 0
    #: Reads of what nobody laid there.
    unknown: int = 0
    downs: int = 0
    _open: dict[str, Tap] = field(default_factory=dict)

    def begin(self, tag: str, *, promised: bool) -> None:
        self.settle(tag)
        self._open[tag] = Tap(promised)

    def spoil(self, tag: str) -> None:
        """Something happens while *tag* lies there."""
        self._open[tag].promised = False

    def hear(self, news: News) -> None:
        match news:
            case Arrived(garment) if garment.tag in self._open:
                self._open[garment.tag].arrived += 1
            case Left(tag) if tag in self._open:
                self._open[tag].left += 1
            case ReaderHealth(_, state):
                self.downs += state != "ok"
            case Arrived() | Left() | UnknownRead():
                self.unknown += 1

    def settle_all(self) -> None:
        for tag in list(self._open):
            self.settle(tag)

    def settle(self, tag: str) -> None:
        tap = self._open.pop(tag, None)
        if tap is None:
            return
        self.taps += 1
        # Also what was disturbed is never read twice.
        self.twice += tap.arrived > 1
        self.stayed += tap.arrived == 1 and tap.left != 1
        if tap.promised:
            self.promised += 1
            self.missed += tap.arrived == 0
            self.once += tap.arrived == 1
