"""The pieces of a simulated store carry tags that name them."""

import pytest

from contract.tags import By, TagRead, identify
from simulation.rack import piece_of

GTIN = "00614141200047"


@pytest.mark.parametrize("by", [By.NFC, By.UHF, By.QR, By.BARCODE])
def test_piece_is_read_as_itself(by: By) -> None:
    piece = piece_of(GTIN, "coat", by, 7)
    garment = identify(TagRead(piece.by, piece.code))
    assert (garment.gtin, garment.serial) == (GTIN, None if by is By.BARCODE else "7")
