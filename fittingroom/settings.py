"""What config/fittingroom.toml may say."""

from collections.abc import Mapping
from typing import Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from contract.ids import Name
from contract.model import Strict
from fittingroom.lighting.table import LIGHTING
from touchpoint.settings import (
    BlindReaderSettings,
    SpeechSettings,
    TouchpointSettings,
    TouchpointTimes,
    checked_kind,
)
from touchpoint.speaking import EngineName


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
    #: Who leaves is asked for so long; each touch begins it anew.
    farewell_seconds: float = Field(default=20.0, gt=0)
    #: A mirror that was turned off is on again by itself.
    off_seconds: float = Field(default=3600.0, gt=0, le=3600)


class ZoneSettings(Strict):
    """A reader that several rooms share; alike at every mirror of the zone."""

    #: The touchpoint that is this reader, as in config/reader.toml.
    reader: Name
    #: Each mirror of the zone and the antenna over its room, as numbered on the reader.
    rooms: Mapping[Name, int] = Field(min_length=1)

    @field_validator("rooms")
    @classmethod
    def _own_antennas(cls, rooms: Mapping[str, int]) -> Mapping[str, int]:
        if min(rooms.values()) < 1 or len(set(rooms.values())) != len(rooms):
            raise ValueError(
                f"{dict(rooms)}: numbers from 1, each antenna over one room, are right"
            )
        return rooms


class CabinSpeech(SpeechSettings):
    """Reading aloud, for a shopper who asks for it."""

    #: As at the kiosk; left out, nothing is read aloud where neighbours hear it.
    engine: EngineName = "none"


class LightingSettings(Strict):
    """The light of this room; what the table says besides is handed to the adapter as text."""

    model_config = ConfigDict(frozen=True, extra="allow")

    #: `none`, `http`, or package.module:Class; all other keys are its options.
    adapter: str = "none"
    #: What a shopper may choose from; the first one is the light at rest.
    scenes: tuple[Name, ...] = Field(default=(), max_length=6)

    @field_validator("adapter")
    @classmethod
    def _known_adapter(cls, adapter: str) -> str:
        return checked_kind(adapter, LIGHTING)

    @model_validator(mode="after")
    def _something_to_choose(self) -> Self:
        scenes = self.scenes
        if self.adapter != "none" and (len(scenes) < 2 or len(set(scenes)) != len(scenes)):
            raise ValueError(f"scenes has {list(scenes)}; two or more different ones are right")
        if self.adapter == "none" and scenes:
            raise ValueError('scenes are named, and adapter is "none"; "http" changes the light')
        return self

    def options(self) -> dict[str, str]:
        return {key: str(value) for key, value in (self.model_extra or {}).items()}


class Settings(TouchpointSettings):
    times: Times = Times()
    readers: Mapping[Name, BlindReaderSettings] = Field(default_factory=dict)
    zone: ZoneSettings | None = None
    speech: CabinSpeech = CabinSpeech()
    lighting: LightingSettings = LightingSettings()

    @model_validator(mode="after")
    def _among_them(self) -> Self:
        if self.zone and self.touchpoint not in self.zone.rooms:
            found = ", ".join(self.zone.rooms)
            raise ValueError(f"zone.rooms has {found}; {self.touchpoint} itself must be among them")
        return self
