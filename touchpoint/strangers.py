"""A garment that the catalogue does not have: one of ours without a page, or another house's; pure.

Which house a GTIN is of, its company prefix says, which GS1 gives to one company each.
"""

from collections.abc import Iterable

from contract.gs1 import company_prefix
from touchpoint.shelf import Shelf
from touchpoint.views import GarmentSheet
from touchpoint.words import Speech


def of_another_house(gtin: str, shelf: Shelf, prefixes: Iterable[str] = ()) -> bool:
    """Whether *gtin* is surely no garment of ours: its company made nothing on *shelf*.

    *prefixes* are ours whether or not something on the shelf has them. Nothing is sure of an empty
    shelf, nor of a number that a store gave itself.
    """
    if not shelf.houses:
        return False
    own = (*shelf.houses, *prefixes)
    return company_prefix(gtin) is not None and not gtin[1:].startswith(own)


def unknown_sheet(gtin: str, speech: Speech, *, foreign: bool) -> GarmentSheet:
    """The page of what has none: says what can be done instead."""
    if foreign:
        title = speech.say("This label is of another house")
        words = speech.say("We would gladly show you ours.")
    else:
        title = speech.say("We have no page for this one yet")
        words = speech.say("Please ask an associate; they know it by hand.")
    return GarmentSheet(
        gtin,
        False,
        "",
        title,
        "",
        "",
        "",
        "",
        "",
        words,
        (),
        (),
        (),
        "",
        "",
        False,
        foreign=foreign,
    )
