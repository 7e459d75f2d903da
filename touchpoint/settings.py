"""What the settings of every touchpoint may say; each place adds its own times."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, field_validator, model_validator

from contract.ids import Name
from contract.model import Strict
from contract.settings import did_you_mean
from touchpoint.readers.table import READERS
from touchpoint.speaking import EngineName
from touchpoint.words import check_drawable

#: A reader that is not of the table.
_FOREIGN = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


class BrokerSettings(Strict):
    host: str = "localhost"
    port: int = Field(default=1883, ge=1, le=65535)
    #: The certificate that the broker's is signed with; without it the line is not encrypted.
    ca: Path | None = None
    #: Holds this touchpoint's secret, for the broker and for the hub's pages.
    secret_file: Path

    def secret(self) -> str:
        """Raises OSError."""
        return self.secret_file.read_text().strip()


class HubSettings(Strict):
    #: Where the hub's pages are, as in `https://hub.local:8080`.
    url: str = Field(pattern=r"^https?://")
    #: The certificate that the hub's is signed with; the system's own authorities when left out.
    ca: Path | None = None

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        if self.ca and self.url.startswith("http:"):
            raise ValueError("ca is set, and url begins with http:; https: is right")
        return self


#: Pixels per inch at which one is a dp, and how many of them the narrow side was designed for.
_DP, _DESIGN = 160, 1080


class WindowSettings(Strict):
    """Pixels."""

    width: int = Field(default=1080, ge=320, le=7680)
    height: int = Field(default=1920, ge=320, le=7680)
    fullscreen: bool = False
    reduced_motion: bool = False
    #: Of the panel, where it is known: one on which targets would be less than 48 dp is refused.
    pixels_per_inch: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _large_enough_to_touch(self) -> Self:
        narrow, dense = min(self.width, self.height), self.pixels_per_inch or 0.0
        finest = narrow * _DP / _DESIGN
        if dense > finest:
            raise ValueError(
                f"at {dense:g} pixels per inch a window {narrow} pixels wide has targets of less "
                f"than 48 dp; at most {finest:.0f} are right, or a larger window"
            )
        return self


class ReaderSettings(Strict):
    """One reader of a touchpoint; what its table says besides the kind is handed to it as text."""

    model_config = ConfigDict(frozen=True, extra="allow")

    #: A name of the reader table, or package.module:Class; all other keys are its options.
    kind: str

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        return checked_kind(kind, READERS)

    def options(self) -> dict[str, str]:
        return {key: str(value) for key, value in (self.model_extra or {}).items()}


class BlindReaderSettings(ReaderSettings):
    """One reader of a place where people undress."""

    #: A name of the reader table, but not the camera, or package.module:Class; all other keys are
    #: its options.
    kind: str

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        blind = set(READERS) - {"camera"}
        # Whatever is in its file takes pictures, however it is called there.
        if READERS.get(kind, kind).partition(":")[0] == READERS["camera"].partition(":")[0]:
            raise ValueError(
                "no camera is allowed in a cabin, where people undress; "
                f"{', '.join(sorted(blind))}, or one of your own that takes no pictures is right"
            )
        return checked_kind(kind, blind)


def checked_kind(kind: str, there: Iterable[str]) -> str:
    """*kind* itself when it is one of *there*, or looks like a foreign one; else ValueError."""
    known = sorted(there)
    if kind not in known and not _FOREIGN.fullmatch(kind):
        raise ValueError(
            f"there are: {', '.join(known)}, or package.module:Class for one of your own"
            f"{did_you_mean(kind, known)}"
        )
    return kind


class RemoteSettings(Strict):
    """A door on the loopback for the demo page, tests and pictures; shut unless *port* is set."""

    port: int | None = Field(default=None, ge=0, le=65535)


class SpeechSettings(Strict):
    """Reading aloud, for a shopper who asks for it."""

    #: The speech engine: `spd-say`, `espeak-ng`, the first of them that is installed (`auto`),
    #: or `none`, and nothing is offered to be read aloud.
    engine: EngineName = "auto"


class TouchpointTimes(Strict):
    """Seconds."""

    #: A tag not read for so long has left; a mirror's `[zone]` waits for 3 seconds instead.
    gone_after_seconds: float = Field(default=1.0, gt=0)


class DeviceSettings(Strict):
    """Of everything that is enrolled as a touchpoint, with a screen or without."""

    store: Name
    touchpoint: Name
    #: What staff are told to walk to; the touchpoint's own name unless set.
    place: Name = ""
    state_dir: Path
    broker: BrokerSettings
    hub: HubSettings

    @model_validator(mode="before")
    @classmethod
    def _place(cls, found: Any) -> Any:
        if isinstance(found, dict) and "place" not in found and "touchpoint" in found:
            return {**found, "place": found["touchpoint"]}
        return found


class StationSettings(DeviceSettings):
    """A reader without a screen: what config/reader.toml may say."""

    #: Its antennas may hang over cabins.
    reader: BlindReaderSettings

    def reader_options(self) -> dict[str, str]:
        return _options_of(self.reader, self.state_dir, "reader")


class TouchpointSettings(DeviceSettings):
    #: What a shopper may choose from; the first one is spoken at rest.
    languages: tuple[str, ...] = Field(default=("en", "fr", "it", "de", "es"), min_length=1)
    #: Where a product has no text in the shopper's language: others, the best first. After them
    #: comes the language of the catalogue's source.
    fallback: tuple[str, ...] = ()
    #: Of the store, as in `Europe/Paris`; the machine's own unless set.
    timezone: str | None = None
    window: WindowSettings = WindowSettings()
    times: TouchpointTimes = TouchpointTimes()
    readers: Mapping[Name, ReaderSettings] = Field(default_factory=dict)
    remote: RemoteSettings = RemoteSettings()
    speech: SpeechSettings = SpeechSettings()

    @field_validator("fallback")
    @classmethod
    def _drawable(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            check_drawable(code)
        return codes

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        try:
            ZoneInfo(name or "UTC")
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone; Europe/Paris is one") from error
        return name

    def reader_options(self, name: str) -> dict[str, str]:
        """The options of reader *name*; a simulated one listens in the state folder."""
        return _options_of(self.readers[name], self.state_dir, name)


def _options_of(reader: ReaderSettings, folder: Path, name: str) -> dict[str, str]:
    default = {"socket": str(folder / f"{name}.sock")}
    return (default if reader.kind == "simulated" else {}) | reader.options()
