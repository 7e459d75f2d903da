"""What config/fittingroom.toml may say."""

from pydantic import Field

from touchpoint.settings import TouchpointSettings, TouchpointTimes


class Times(TouchpointTimes):
    """Seconds."""

    #: Without a sign of life until the mirror rests again; never while a request is open.
    idle_seconds: float = Field(default=300.0, gt=0)
    #: How long before that it asks.
    still_here_seconds: float = Field(default=20.0, ge=0)
    #: With nothing hanging here and no touch, until the visit is over.
    empty_seconds: float = Field(default=30.0, gt=0)
    #: Without an answer until the shopper is told to ask a person; the hub's own must be the same.
    patience_seconds: float = Field(default=120.0, gt=0)


class Settings(TouchpointSettings):
    times: Times = Times()
