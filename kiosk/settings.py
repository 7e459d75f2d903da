"""What config/kiosk.toml may say."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from contract.gs1 import CANONICAL_DOMAIN
from contract.http import LOOPBACK
from contract.model import Strict
from kiosk.consent import VERSION
from kiosk.takeaway import Network, Offers, Security, checked_address
from touchpoint.cards import checked_pattern
from touchpoint.settings import TouchpointSettings, TouchpointTimes
from touchpoint.touches import FormKind

#: Bytes of a network's name (IEEE 802.11), characters of a WPA passphrase.
_SSID, _PASSPHRASE = 32, range(8, 64)


class Times(TouchpointTimes):
    """Seconds."""

    #: Without a touch or a tap until the kiosk rests again.
    idle_seconds: float = Field(default=60.0, gt=0)
    #: How long before that it asks.
    still_here_seconds: float = Field(default=20.0, ge=0)
    #: As at the mirrors; the kiosk asks nobody for anything yet.
    patience_seconds: float = Field(default=120.0, gt=0)


class TakeawaySettings(Strict):
    """Pages of the brand's own, which a shopper's phone opens; what is left out is not offered."""

    #: Shows a wish list; {gtins} becomes its GTINs, parted by commas. Without it each garment has
    #: a code of its own.
    wish_url: str = ""
    #: Of those codes, GS1 Digital Links: where the brand answers for its GTINs.
    link_domain: str = Field(default=CANONICAL_DOMAIN, pattern=r"^https://[^/?#]+(/[^?#]*[^/?#])?$")
    #: Asks to be told when a size is back; {gtin} is it, {token} names the form in `notice.asked`.
    notice_url: str = ""
    #: Makes a gift of {gtin}.
    gift_url: str = ""
    #: Asks to hear first of pieces like {gtin}; {token} as above.
    collectors_url: str = ""
    #: The categories whose pieces have that alert; every piece when left out.
    collectors: tuple[str, ...] = ()
    #: Asks how to be reached about a styling session, which {token} names as `styling.booked` does.
    styling_url: str = ""

    @field_validator("wish_url")
    @classmethod
    def _of_a_list(cls, address: str) -> str:
        return address and checked_address(address, ("{gtins}",))

    @field_validator("notice_url", "collectors_url")
    @classmethod
    def _of_a_form(cls, address: str) -> str:
        return address and checked_address(address, ("{gtin}", "{token}"))

    @field_validator("styling_url")
    @classmethod
    def _of_a_session(cls, address: str) -> str:
        return address and checked_address(address, ("{token}",))

    @field_validator("gift_url")
    @classmethod
    def _of_a_gift(cls, address: str) -> str:
        return address and checked_address(address, ("{gtin}",))


class WifiSettings(Strict):
    """The guest network."""

    ssid: str = Field(min_length=1)
    #: Of what every guest may know; *password_file* has it instead, where settings are shared.
    password: str = ""
    password_file: Path | None = None
    #: WPA (WPA2 and WPA3 as well), WEP, or nopass for an open network.
    security: Security = "WPA"

    @field_validator("ssid")
    @classmethod
    def _short(cls, ssid: str) -> str:
        if len(ssid.encode()) > _SSID:
            raise ValueError(f"the name of a network has at most {_SSID} bytes")
        return ssid

    @model_validator(mode="after")
    def _one_password(self) -> Self:
        given = [bool(self.password), self.password_file is not None]
        if any(given) if self.security == "nopass" else given.count(True) != 1:
            raise ValueError(
                "password or password_file is right, and neither where security is nopass"
            )
        return self

    def network(self) -> Network:
        """Raises OSError; ValueError for a password that no such network has."""
        file = self.password_file
        password = file.read_text("utf-8").strip() if file else self.password
        if self.security == "WPA" and len(password) not in _PASSPHRASE:
            raise ValueError(
                f"a password of {len(password)} characters was found; WPA has 8 to 63 of them"
            )
        return Network(self.ssid, password, self.security)


class Loyalty(Strict):
    """Loyalty cards, held up to a scanner or a camera."""

    #: A regular expression that a card's code fits as a whole, as in `^MAISON-\d{8}$`; it comes
    #: before garments, so it must fit none of theirs.
    pattern: Annotated[str, AfterValidator(checked_pattern)]
    #: Of the text that the shopper agrees to; another one with every change of its words.
    consent_version: str = Field(default=VERSION, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")


class Settings(TouchpointSettings):
    times: Times = Times()
    #: Without it no card is read.
    loyalty: Loyalty | None = None

    @field_validator("loyalty")
    @classmethod
    def _codes_go_encrypted(cls, loyalty: Loyalty | None, info: ValidationInfo) -> Loyalty | None:
        hub = info.data.get("hub")
        home = urlsplit(hub.url if hub else "")
        if loyalty and home.scheme == "http" and home.hostname not in LOOPBACK:
            raise ValueError(
                "hub.url begins with http:, and the codes of cards would cross the store's network "
                "in clear; https: is right"
            )
        return loyalty

    takeaway: TakeawaySettings = TakeawaySettings()
    wifi: WifiSettings | None = None

    def offers(self) -> Offers:
        """Raises OSError, ValueError."""
        pages = self.takeaway
        forms: dict[FormKind, str] = {
            "notice": pages.notice_url,
            "gift": pages.gift_url,
            "collectors": pages.collectors_url,
        }
        return Offers(
            pages.wish_url,
            pages.link_domain,
            {kind: address for kind, address in forms.items() if address},
            pages.collectors,
            self.wifi.network() if self.wifi else None,
            pages.styling_url,
        )
