"""What this store lets a shopper take along, and the texts of its codes; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from contract.gs1 import CANONICAL_DOMAIN, write_link
from touchpoint.touches import FormKind

#: Garments a wish list holds: on one page, and in a code that a phone reads an arm's length away.
MOST_KEPT = 12
#: Bytes of the densest code shown: version 15 at error level M, 77 modules a side.
MOST_BYTES = 412
#: As long as those that `new_id` makes.
_TOKEN, _GTIN = "0" * 36, "0" * 14

Security = Literal["WPA", "WEP", "nopass"]


@dataclass(frozen=True, slots=True)
class Network:
    """The store's guest network; its password is on no log and in no event."""

    ssid: str
    password: str = field(default="", repr=False)
    security: Security = "WPA"

    @property
    def code(self) -> str:
        """What a phone's camera joins it by."""
        secret = f"P:{_escaped(self.password)};" if self.security != "nopass" else ""
        return f"WIFI:T:{self.security};S:{_escaped(self.ssid)};{secret};"


@dataclass(frozen=True, slots=True)
class Offers:
    """Addresses of the brand's own pages with {gtins}, or {gtin} and {token}; an empty one is not
    offered.

    Without *wish_url* each garment has its own code: its Digital Link on *domain*. *collectors* are
    the categories whose pieces have an alert; every one when there is none.
    """

    wish_url: str = ""
    domain: str = CANONICAL_DOMAIN
    forms: Mapping[FormKind, str] = field(default_factory=dict)
    collectors: tuple[str, ...] = ()
    network: Network | None = None
    #: Where a shopper may say how to be reached about a styling session, with {token}.
    styling_url: str = ""

    def list_code(self, gtins: Iterable[str]) -> str:
        return self.wish_url.replace("{gtins}", ",".join(gtins))

    def garment_code(self, gtin: str) -> str:
        return write_link(gtin, domain=self.domain)

    def form_code(self, kind: FormKind, gtin: str, token: str) -> str:
        return self.forms.get(kind, "").replace("{gtin}", gtin).replace("{token}", token)


def checked_address(address: str, wanted: tuple[str, ...]) -> str:
    """*address* itself when a code can hold it with *wanted* filled in; else ValueError."""
    if not address.startswith("https://"):
        raise ValueError("an address that begins with https:// is right")
    names = re.findall(r"\{[^{}]*\}", address)
    if sorted(names) != sorted(wanted):
        raise ValueError(f"{' and '.join(wanted)} once each is right, and nothing else in braces")
    full = address.replace("{gtins}", ",".join([_GTIN] * MOST_KEPT))
    full = full.replace("{gtin}", _GTIN).replace("{token}", _TOKEN)
    if len(full.encode()) > MOST_BYTES:
        raise ValueError(
            f"filled in it has {len(full.encode())} bytes; a code that phones read well holds "
            f"{MOST_BYTES}"
        )
    return address


def _escaped(text: str) -> str:
    r"""*text* with a backslash before \ ; , : and ", as WIFI: addresses have it."""
    return re.sub(r'([\\;,:"])', r"\\\1", text)
