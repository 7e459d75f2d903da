"""GS1 Digital Link: the web address on a tag or QR code that names a garment, on any domain."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI

from contract.ids import normal_gtin

#: Longer addresses than this are no garment's.
MAX_LINK = 2048
#: The domain of canonical links (GS1 Digital Link standard, section 8).
CANONICAL_DOMAIN = "https://id.gs1.org"


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
        values = {e.ai.ai: e.value for e in GS1DigitalLinkURI.parse(text).element_strings}
    except ParseError as error:
        raise ValueError(f"{text[:80]!r} is no GS1 Digital Link: {error}") from error
    if "01" not in values:
        raise ValueError(f"{text[:80]!r} names no GTIN; /01/ and 14 digits do")
    return Item(normal_gtin(values["01"]), values.get("21"))


def write_link(gtin: str, serial: str | None = None, domain: str = CANONICAL_DOMAIN) -> str:
    """The Digital Link of a 14-digit *gtin*; canonical unless a brand's *domain* is given."""
    link = f"{domain}/01/{gtin}"
    return link if serial is None else f"{link}/21/{quote(serial, safe='')}"
