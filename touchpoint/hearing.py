"""From a message on the bus to what it says; anything that does not fit is told and dropped."""

from pydantic import BaseModel, ValidationError

from contract.states import Ack, HubState, Pointer, RequestState, StockState
from contract.topics import ACK, CATALOGUE, COMMAND, HUB_STATE, REQUEST, SOLD, STOCK, Topic
from messaging.port import Message


class SoldPointer(Pointer):
    """Where the marks of what was sold are; any other pointer is the catalogue's."""


_MODELS: tuple[tuple[Topic, type[BaseModel]], ...] = (
    (ACK, Ack),
    (HUB_STATE, HubState),
    (STOCK, StockState),
    (REQUEST, RequestState),
    (CATALOGUE, Pointer),
    (SOLD, SoldPointer),
)


class Command(BaseModel):
    """What the hub wants done."""

    verb: str


def understood(message: Message) -> BaseModel | None:
    """What *message* says; nothing for a cleared retained state.

    Raises ValueError with what was found.
    """
    if not message.payload and COMMAND.match(message.topic) is None:
        return None
    if parts := COMMAND.match(message.topic):
        return Command(verb=parts["verb"])
    for topic, model in _MODELS:
        if parts := topic.match(message.topic):
            return _read(model, message, parts)
    raise ValueError(f"nothing is expected on {message.topic}")


def _read(model: type[BaseModel], message: Message, parts: dict[str, str]) -> BaseModel:
    try:
        said = model.model_validate_json(message.payload)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ValueError(f"{message.topic}: {wrong['loc']}: {wrong['msg']}") from error
    match said:
        case StockState() if said.gtin != parts["gtin"]:
            raise ValueError(f"{message.topic} speaks of {said.gtin}")
        case RequestState() if said.request != parts["request"]:
            raise ValueError(f"{message.topic} speaks of {said.request}")
    return said
