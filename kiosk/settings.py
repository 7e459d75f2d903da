"""What config/kiosk.toml may say."""

from pydantic import Field

from contract.model import Strict
from touchpoint.settings import TouchpointSettings


class Times(Strict):
    """Seconds."""

    #: Without a touch or a tap until the kiosk rests again.
    idle_seconds: float = Field(default=60.0, gt=0)
    #: How long before that it asks.
    still_here_seconds: float = Field(default=15.0, ge=0)
    #: A tag not read for so long has left.
    gone_after_seconds: float = Field(default=1.0, gt=0)
    #: As at the mirrors; the kiosk asks nobody for anything yet.
    patience_seconds: float = Field(default=120.0, gt=0)


class Settings(TouchpointSettings):
    times: Times = Times()
