"""What a code says of a garment: a GS1 Digital Link on any domain, or GS1 element strings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_element_strings import GS1ElementString
from biip.gs1_messages import GS1Message
from biip.gs1_prefixes import GS1CompanyPrefix

from contract.ids import normal_gtin

#: Longer addresses than this are no garment's.
MAX_LINK = 2048
#: The domain of canonical links (GS1 Digital Link standard, section 8).
CANONICAL_DOMAIN = "https://id.gs1.org"
#: No GS1 symbol holds a longer message (GS1 DataMatrix, 2335 characters).
MAX_MESSAGE = 2335
#: What a scanner sends for FNC1 between two element strings.
SEPARATOR = "\x1d"


@dataclass(frozen=True, slots=True)
class Item:
    """A GTIN of 14 digits and the serial of one piece, when the code carries it."""

    gtin: str
    serial: str | None


def read_link(url: str) -> Item:
    """The item a Digital Link names. Raises ValueError for anything else."""
    text = url.strip()
    if len(text) > MAX_LINK:
        raise ValueError(
            f"an address of {len(text)} characters was found; at most {MAX_LINK} are read"
        )
    if urlsplit(text).scheme not in {"http", "https"}:
        raise ValueError(f"{text[:80]!r} is no web address; a Digital Link begins with https://")
    try:
        elements = GS1DigitalLinkURI.parse(text).element_strings
    except ParseError as error:
        raise ValueError(f"{text[:80]!r} is no GS1 Digital Link: {error}") from error
    return _item(text, elements, "/01/ and 14 digits do")


def read_message(text: str) -> Item:
    """The item that element strings name, as in `01` and a GTIN, `21` and a serial.

    Raises ValueError for anything else.
    """
    if len(text) > MAX_MESSAGE:
        raise ValueError(f"a message of {len(text)} characters; at most {MAX_MESSAGE} are read")
    if not text.isascii():
        raise ValueError(f"{text[:80]!r} holds characters that no GS1 element string has")
    try:
        elements = GS1Message.parse(text).element_strings
    except ParseError as error:
        raise ValueError(f"{text[:80]!r} holds no GS1 element strings: {error}") from error
    return _item(text, elements, "01 and 14 digits do")


def is_message(text: str) -> bool:
    """Whether *text* can only be element strings, though no scanner says so."""
    return SEPARATOR in text or re.match(r"01[0-9]{14}", text) is not None


def _item(text: str, elements: Iterable[GS1ElementString], right: str) -> Item:
    values: dict[str, str] = {}
    for element in elements:
        name = element.ai.ai
        if values.setdefault(name, element.value) != element.value and name in {"01", "21"}:
            raise ValueError(
                f"{text[:80]!r} says {values[name]!r} and {element.value!r}; one garment has one"
            )
    if "01" not in values:
        raise ValueError(f"{text[:80]!r} names no GTIN; {right}")
    # Of whatever length: biip fills up short ones, and takes a wrong check digit in a link.
    return Item(normal_gtin(values["01"]), values.get("21"))


def company_prefix(gtin: str) -> str | None:
    """The digits of a 14-digit *gtin* that GS1 gave to one company, as on its certificate.

    Nothing of a number that says no company: a GTIN-8, or one that a store gave itself.
    """
    if gtin.startswith("000000"):
        return None
    prefix = GS1CompanyPrefix.extract(gtin[1:13])
    return prefix.value if prefix else None


def write_link(gtin: str, serial: str | None = None, domain: str = CANONICAL_DOMAIN) -> str:
    """The Digital Link of a 14-digit *gtin*; canonical unless a brand's *domain* is given."""
    link = f"{domain}/01/{gtin}"
    return link if serial is None else f"{link}/21/{quote(serial, safe='')}"
