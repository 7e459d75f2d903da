"""What a scanner says of the symbol it read, and what its digits mean.

Source: ISO/IEC 15424 (symbology identifiers); GS1 General Specifications, 5.1.2 and 5.2.2.4.
"""

import re

from biip import ParseError
from biip.upc import Upc

from contract.ids import normal_gtin

#: Symbols whose content is element strings: GS1-128, DataBar, DataMatrix, QR, DotCode.
MESSAGES = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
_EAN_UPC, _EAN_8 = "]E0", "]E4"


def split(text: str) -> tuple[str, str]:
    """*text* as the symbology identifier before it, if the scanner sends one, and the content."""
    found = re.match(r"\][A-Za-z][0-9A-Za-z]", text)
    return (found[0], text[3:]) if found else ("", text)


def scanned_gtin(identifier: str, digits: str) -> str:
    """The 14-digit GTIN of *digits* as scanned. Raises ValueError.

    Eight digits are an EAN-8 or a UPC-E. A scanner that sends identifiers says which; else they are
    an EAN-8 if its check digit fits, and a UPC-E if only that one's does.
    """
    if len(digits) != 8 or identifier == _EAN_8:
        return normal_gtin(digits)
    if identifier == _EAN_UPC:
        return _from_upc_e(digits)
    try:
        return normal_gtin(digits)
    except ValueError:
        return _from_upc_e(digits)


def _from_upc_e(digits: str) -> str:
    try:
        return normal_gtin(Upc.parse(digits).as_upc_a())
    except ParseError as error:
        raise ValueError(f"{digits!r} is neither an EAN-8 nor a UPC-E: {error}") from error
