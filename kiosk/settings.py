"""What config/kiosk.toml may say."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from contract.http import LOOPBACK
from contract.model import Strict
from kiosk.consent import VERSION
from touchpoint.cards import checked_pattern
from touchpoint.settings import TouchpointSettings, TouchpointTimes


class Times(TouchpointTimes):
    """Seconds."""

    #: Without a touch or a tap until the kiosk rests again.
    idle_seconds: float = Field(default=60.0, gt=0)
    #: How long before that it asks.
    still_here_seconds: float = Field(default=15.0, ge=0)
    #: As at the mirrors; the kiosk asks nobody for anything yet.
    patience_seconds: float = Field(default=120.0, gt=0)


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
