"""What people and cables do to a reader: tags laid and taken, plugs pulled, lines disturbed."""

import hashlib
import random
from dataclasses import dataclass

from contract.ids import check_digit
from contract.tags import By, TagRead, identify
from contract.uid import write_uid
from simulation.endurance.clock import Clock
from simulation.endurance.socket import Disturb, Socket, undisturbed
from simulation.endurance.tally import Tally
from simulation.pn532.ills import Ills
from simulation.pn532.memory import MODELS, Ntag
from touchpoint.readers.records import message_of

#: Seconds after a fault from which on every tap is read.
SETTLED = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A garment, named as what is read of it is named."""

    tag: Ntag
    name: str
    #: What a store wrote down for its plain UID, when no link is on the tag.
    bound: str | None


def wardrobe(count: int) -> list[Piece]:
    """Garments on tags of every kind; each fourth has nothing on it but its UID."""
    return [_piece(number) for number in range(count)]


class Stage:
    """The reader's field and its cable; tells *tally* what may be expected."""

    def __init__(self, clock: Clock, socket: Socket, tally: Tally, dice: random.Random) -> None:
        self.clock, self._socket, self._tally, self._dice = clock, socket, tally, dice
        self._lying: dict[str, Piece] = {}
        self._well_from = 0.0
        self._disturbed = False
        self.unplugged = 0

    def put(self, piece: Piece) -> None:
        self._tally.begin(piece.name, promised=self._is_well())
        self._lying[piece.name] = piece
        self._socket.tags.append(piece.tag)

    def take(self, piece: Piece) -> None:
        del self._lying[piece.name]
        self.lose(piece)

    def lose(self, piece: Piece) -> None:
        """It is out of the field, and nobody says so."""
        self._socket.tags.remove(piece.tag)
        piece.tag.power_off()

    def regain(self, piece: Piece) -> None:
        self._socket.tags.append(piece.tag)

    def plug_in(self) -> None:
        """Another chip each time, and not each of them is well."""
        dice = self._dice
        slow = dice.uniform(1200, 4000) if dice.random() < 0.6 else float("inf")
        stuck = dice.uniform(30, 1800) if dice.random() < 0.6 else float("inf")
        self._socket.plug_in(Ills(slow_after=slow, stuck_after=stuck))
        self._settle()

    def unplug(self) -> None:
        self._spoil()
        self._socket.unplug()
        self.unplugged += 1

    def disturb(self, how: Disturb) -> None:
        self._spoil()
        self._socket.disturb, self._disturbed = how, True

    def calm(self) -> None:
        self._socket.disturb, self._disturbed = undisturbed, False
        self._settle()

    def _is_well(self) -> bool:
        there = self._socket.chip is not None and not self._disturbed
        return there and self.clock.monotonic() >= self._well_from

    def _settle(self) -> None:
        self._well_from = self.clock.monotonic() + SETTLED

    def _spoil(self) -> None:
        for name in self._lying:
            self._tally.spoil(name)


def _piece(number: int) -> Piece:
    digits = f"00614141{number:05d}"
    link = f"https://id.example/01/{digits}{check_digit(digits)}/21/A{number}"
    uid = b"\x04" + hashlib.sha256(link.encode()).digest()[:6]
    is_plain = number % 4 == 3
    model = list(MODELS.values())[number % len(MODELS)]
    # Links of any length: more of the tag is to be read.
    said = link + ("?" + "x" * (number % 90) if number % 3 == 0 else "")
    tag = Ntag(uid, None if is_plain else message_of(said), model)
    name = identify(TagRead(By.NFC, said)).tag
    return Piece(tag, name, link if is_plain else None)


def bindings(pieces: list[Piece]) -> dict[str, str]:
    return {write_uid(piece.tag.uid): piece.bound for piece in pieces if piece.bound}
