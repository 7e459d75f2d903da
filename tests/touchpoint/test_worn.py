"""What a RAIN reader hears and a store does not surely have for sale is worn; nothing else is."""

import pytest

from contract.sold import Sold
from contract.tags import By
from tests.touchpoint.sample import NAVY_38, NAVY_40, SHELF, garment, sold
from touchpoint.shelf import Shelf
from touchpoint.worn import worn

FOREIGN = "00012345678905"
COAT_SOLD = sold((NAVY_38, "A1"), (FOREIGN, "A1"))


@pytest.mark.parametrize(
    ("gtin", "serial", "shelf", "known", "expected"),
    [
        (NAVY_38, "A1", SHELF, COAT_SOLD, True),
        (NAVY_38, "A2", SHELF, COAT_SOLD, False),
        (NAVY_40, "A1", SHELF, COAT_SOLD, False),
        (NAVY_38, "A1", SHELF, sold(), False),
        (FOREIGN, "A2", SHELF, sold(), True),
        # Until both are known, everything may be.
        (NAVY_38, "A2", SHELF, None, True),
        (NAVY_38, "A2", Shelf(), sold(), True),
        (FOREIGN, "A2", Shelf(), None, True),
        (FOREIGN, "A1", Shelf(), COAT_SOLD, True),
    ],
)
def test_rain_tag_is_worn(
    gtin: str, serial: str, shelf: Shelf, known: Sold | None, *, expected: bool
) -> None:
    assert worn(garment(gtin, serial, By.UHF), shelf, known) is expected


@pytest.mark.parametrize("by", sorted(set(By) - {By.UHF}))
def test_what_was_brought_to_a_reader_on_purpose_is_never_worn(by: By) -> None:
    assert not worn(garment(NAVY_38, "A1", by), SHELF, COAT_SOLD)
    assert not worn(garment(FOREIGN, "A2", by), SHELF, COAT_SOLD)
    assert not worn(garment(NAVY_38, "A1", by), Shelf(), None)
