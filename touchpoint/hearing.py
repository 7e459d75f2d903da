"""From a message on the bus to what it says; anything that does not fit is told and dropped."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from contract.ids import Uuid
from contract.states import (
    MAX_SIGHTINGS,
    Ack,
    AppointmentState,
    Claim,
    HubState,
    Pointer,
    RequestState,
    ReservationState,
    RoomSound,
    Sighting,
    StockState,
    StylingSlots,
)
from contract.topics import (
    ACK,
    ADVICE,
    APPOINTMENT,
    CATALOGUE,
    CLAIM,
    COMMAND,
    COMMAND_ID,
    HUB_STATE,
    READS,
    REQUEST,
    RESERVATION,
    SETTINGS,
    SOLD,
    SOUND,
    STOCK,
    STYLING,
    Topic,
)
from messaging.port import Message


class SoldPointer(Pointer):
    """Where the marks of what was sold are."""


class AdvicePointer(Pointer):
    """Where what goes with what is."""


class SettingsPointer(Pointer):
    """Where the store's settings are; any other pointer is the catalogue's."""


_MODELS: tuple[tuple[Topic, type[BaseModel]], ...] = (
    (ACK, Ack),
    (HUB_STATE, HubState),
    (STOCK, StockState),
    (REQUEST, RequestState),
    (RESERVATION, ReservationState),
    (APPOINTMENT, AppointmentState),
    (STYLING, StylingSlots),
    (CATALOGUE, Pointer),
    (SOLD, SoldPointer),
    (ADVICE, AdvicePointer),
    (SETTINGS, SettingsPointer),
)


M = TypeVar("M", bound=BaseModel)


class Command(BaseModel):
    """What the hub wants done; it wants to know what became of one with an *id*."""

    verb: str
    id: Uuid | None = None


class Overheard(BaseModel):
    """What the reader *touchpoint* heard, and what its message says of itself."""

    touchpoint: str
    sightings: tuple[Sighting, ...]
    ms: int | None = Field(default=None, ge=0, le=2**53)
    boot: str = ""
    number: int | None = Field(default=None, ge=0)


class Claimed(BaseModel):
    """What *touchpoint* says of a garment in its own room."""

    touchpoint: str
    claim: Claim


class Sounded(BaseModel):
    """How the room of *touchpoint* sounds; nothing when its calibration was taken back."""

    touchpoint: str
    sound: RoomSound | None


_SAID = ("ms", "boot", "number")
_BATCH: TypeAdapter[tuple[Sighting, ...]] = TypeAdapter(
    Annotated[tuple[Sighting, ...], Field(max_length=MAX_SIGHTINGS)]
)


def understood(message: Message) -> BaseModel | None:
    """What *message* says; nothing for a cleared retained state.

    Raises ValueError with what was found.
    """
    if parts := COMMAND.match(message.topic):
        return _commanded(message, parts["verb"])
    if parts := SOUND.match(message.topic):
        sound = _read(RoomSound, message, parts) if message.payload else None
        return Sounded.model_construct(touchpoint=parts["touchpoint"], sound=sound)
    if not message.payload:
        return None
    if parts := READS.match(message.topic):
        return _overheard(message, parts["touchpoint"])
    if parts := CLAIM.match(message.topic):
        claim = _read(Claim, message, parts)
        return Claimed.model_construct(touchpoint=parts["touchpoint"], claim=claim)
    for topic, model in _MODELS:
        if parts := topic.match(message.topic):
            return _read(model, message, parts)
    raise ValueError(f"nothing is expected on {message.topic}")


def _commanded(message: Message, verb: str) -> Command:
    try:
        return Command.model_validate({"verb": verb, "id": message.properties.get(COMMAND_ID)})
    except ValidationError as error:
        raise _wrong(message, error) from error


def _overheard(message: Message, touchpoint: str) -> Overheard:
    try:
        sightings = _BATCH.validate_json(message.payload)
        said = {key: message.properties[key] for key in _SAID if key in message.properties}
        told = Overheard.model_validate({"touchpoint": touchpoint, "sightings": (), **said})
        return told.model_copy(update={"sightings": sightings})
    except ValidationError as error:
        raise _wrong(message, error) from error


def _wrong(message: Message, error: ValidationError) -> ValueError:
    wrong = error.errors()[0]
    return ValueError(f"{message.topic}: {wrong['loc']}: {wrong['msg']}")


def _read(model: type[M], message: Message, parts: dict[str, str]) -> M:
    try:
        said = model.model_validate_json(message.payload)
    except ValidationError as error:
        raise _wrong(message, error) from error
    match said:
        case StockState() if said.gtin != parts["gtin"]:
            raise ValueError(f"{message.topic} speaks of {said.gtin}")
        case RequestState() if said.request != parts["request"]:
            raise ValueError(f"{message.topic} speaks of {said.request}")
        case ReservationState() if said.reservation != parts["reservation"]:
            raise ValueError(f"{message.topic} speaks of {said.reservation}")
        case AppointmentState() if said.appointment != parts["appointment"]:
            raise ValueError(f"{message.topic} speaks of {said.appointment}")
    return said
