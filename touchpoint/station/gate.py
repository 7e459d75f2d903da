"""Which sightings may leave this machine: those of garments the store has for sale; pure."""

from collections.abc import Sequence

from contract.sold import Sold
from contract.states import Sighting
from contract.tags import By, TagRead, UnknownTag, identify
from touchpoint.readers.lines import ReadLine
from touchpoint.shelf import Shelf
from touchpoint.worn import worn

#: A reader that hears no RSSI is believed to hear everything alike.
_UNTOLD = -60.0
#: Tags remembered; more do not hang in the rooms of one reader.
_REMEMBERED = 5000


class Gate:
    """Shut until both are known, a catalogue and what was sold.

    A tag on its own does not say whose it is.
    """

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._sold: Sold | None = None
        self._known: dict[str, bool] = {}

    @property
    def open(self) -> bool:
        """Whether it can tell what may leave; until then nothing does."""
        return bool(self._shelf.catalogue.styles) and self._sold is not None

    def learn(self, known: Shelf | Sold) -> None:
        if isinstance(known, Sold):
            self._sold = known
        else:
            self._shelf = known
        self._known = {}

    def let_out(self, lines: Sequence[ReadLine]) -> tuple[Sighting, ...]:
        return tuple(_sighting(said) for said in lines if self._may_leave(said.read.value))

    def _may_leave(self, epc: str) -> bool:
        if epc not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[epc] = self._is_ours(epc)
        return self._known[epc]

    def _is_ours(self, epc: str) -> bool:
        try:
            garment = identify(TagRead(By.UHF, epc))
        except UnknownTag:
            return False
        return not worn(garment, self._shelf, self._sold)


def _sighting(said: ReadLine) -> Sighting:
    read = said.read
    rssi = _UNTOLD if read.rssi is None else read.rssi
    antenna = 1 if read.antenna is None else read.antenna
    return Sighting(epc=read.value, antenna=antenna, rssi=rssi, ms=round(said.at * 1000))
