"""What config/kiosk.toml may say."""

from pydantic import Field

from touchpoint.settings import TouchpointSettings, TouchpointTimes


class Times(TouchpointTimes):
    """Seconds."""

    #: Without a touch or a tap until the kiosk rests again.
    idle_seconds: float = Field(default=60.0, gt=0)
    #: How long before that it asks.
    still_here_seconds: float = Field(default=20.0, ge=0)
    #: As at the mirrors; the kiosk asks nobody for anything yet.
    patience_seconds: float = Field(default=120.0, gt=0)


class Settings(TouchpointSettings):
    times: Times = Times()
