"""Whether what a RAIN reader hears is worn: none of this store's, or sold; pure."""

from contract.sold import Sold
from contract.tags import By, Garment
from touchpoint.shelf import Shelf


def worn(garment: Garment, shelf: Shelf, sold: Sold) -> bool:
    """Whether nothing of *garment* may be shown or told.

    Without a catalogue no garment is another's. What is held before a scanner or laid on a kiosk
    was brought there on purpose, and is never worn.
    """
    if garment.by is not By.UHF:
        return False
    foreign = bool(shelf.catalogue.styles) and shelf.find(garment.gtin) is None
    return foreign or sold.has(garment.gtin, garment.serial)
