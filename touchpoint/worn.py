"""Whether what a RAIN reader hears is worn: none of this store's, or sold; pure."""

from contract.sold import Sold
from contract.tags import By, Garment
from touchpoint.shelf import Shelf


def worn(garment: Garment, shelf: Shelf, sold: Sold | None) -> bool:
    """Whether nothing of *garment* may be shown or told.

    Everything may be worn until both are known: a catalogue, and what was *sold*. What is held
    before a scanner or laid on a kiosk was brought there on purpose, and is never worn.
    """
    if garment.by is not By.UHF:
        return False
    if sold is None or shelf.find(garment.gtin) is None:
        return True
    return sold.has(garment.gtin, garment.serial)
