"""The garments of a simulated store: pieces with their tags, drawn from the hub's own catalogue."""

import random
from dataclasses import dataclass

from contract.gs1 import write_link
from contract.sgtin import encode96
from contract.styles import Catalogue
from contract.tags import By

TAG_DOMAIN = "https://id.maison.example"
#: Digits of the GS1 company prefix of the sample catalogue, 0614141.
_COMPANY_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece on the rack; *code* is what a reader of the kind *by* reads from its tag."""

    gtin: str
    style: str
    code: str
    by: By


class Rack:
    """Hands out pieces; the same *rng* gives the same pieces."""

    def __init__(self, catalogue: Catalogue, rng: random.Random) -> None:
        self._variants = [(v.gtin, s.style) for s in catalogue.styles for v in s.variants]
        self._rng = rng

    def piece(self, by: By) -> Piece:
        gtin, style = self._rng.choice(self._variants)
        return piece_of(gtin, style, by, self._rng.randrange(1, 10**7))

    def pieces(self, count: int, by: By) -> list[Piece]:
        """*count* pieces of different styles."""
        found: dict[str, Piece] = {}
        while len(found) < count:
            piece = self.piece(by)
            found.setdefault(piece.style, piece)
        return list(found.values())


def piece_of(gtin: str, style: str, by: By, serial: int) -> Piece:
    """The piece *serial* of a variant, with the code its tag carries."""
    if by is By.UHF:
        return Piece(gtin, style, encode96(gtin, serial, company_digits=_COMPANY_DIGITS), by)
    if by is By.BARCODE:
        return Piece(gtin, style, gtin[1:], by)
    return Piece(gtin, style, write_link(gtin, str(serial), TAG_DOMAIN), by)
