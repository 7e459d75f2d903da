"""What stays of a customer who was erased: a mark to know the id by, and no way to read it."""

import functools
import hmac
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Protocol

from pydantic import BaseModel, Field

from contract.customers import ERASED, LONGEST_CUSTOMER
from contract.envelope import Event
from contract.events import EVENTS
from contract.model import Open

_KEY: Final = "customerid"
#: Whatever may hold a customer's id, as it stands in a text, and what that is made of.
_RUN: Final = re.compile(r"[A-Za-z0-9._:~-]+")
_PIECE: Final = re.compile(r"[A-Za-z0-9]+|[._:~-]")
#: An id of more pieces is not looked for inside a text, so that nobody can make this take for ever;
#: a UUID has nine.
_MOST_PIECES: Final = 9

Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class EraseOrder(Open):
    """The data of the message `erase`: a hub finds the customer by hashing the ids that it has."""

    #: HMAC-SHA-256 of the customer's id under the *key*; both as hexadecimal digits.
    mark: Hash
    key: Hash


class Erasing(Protocol):
    """Knows whom to take out, by whatever they are known."""

    def is_gone(self, customer: str) -> bool:
        """Whether *customer* is the id of somebody who is to be taken out."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Erased customers, of whom nothing but marks is known; several *keys* when one was lost."""

    keys: tuple[bytes, ...] = ()
    marks: frozenset[bytes] = frozenset()

    def is_gone(self, customer: str) -> bool:
        return bool(self.marks) and any(mark_of(key, customer) in self.marks for key in self.keys)


@dataclass(frozen=True, slots=True)
class Named:
    """One customer whose *id* is at hand."""

    id: str

    def is_gone(self, customer: str) -> bool:
        return customer == self.id


def mark_of(key: bytes, customer: str) -> bytes:
    """What an erased customer is known by."""
    return hmac.digest(key, customer.encode("utf-8", "surrogatepass"), "sha256")


def blotted(text: str, erasing: Erasing) -> str:
    """*text* with ERASED wherever an id stands in it as a word, or as a part of one (`crm:7f3a`).

    By mark and by name the same is found, so that what is sent again reads like what is kept.
    """
    return _RUN.sub(lambda found: _without_parts(found.group(), erasing), text)


def without(event: Mapping[str, Any], erasing: Erasing) -> dict[str, Any]:
    """The JSON of an event with ERASED in the place of customers.

    Beside `customerid` only what the contract does not know is searched: no field of it may hold a
    customer, and a request's id that happens to read like one is none.
    """
    return {_free_key(key, erasing): _free(key, it, erasing) for key, it in event.items()}


def without_in(text: str, erasing: Erasing) -> str:
    """Any text, JSON of an event or not, with ERASED in the place of customers."""
    if f'"{_KEY}"' in text:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        said = found.get(_KEY) if isinstance(found, dict) else None
        if isinstance(said, str) and erasing.is_gone(said):
            # An id that nobody checked may be no word: it has blanks, or letters of any script.
            text = json.dumps({**found, _KEY: ERASED}, separators=(",", ":"))
    return blotted(text, erasing)


def _free(key: str, value: Any, erasing: Erasing) -> Any:
    match value:
        case str() if key == _KEY:
            return ERASED if erasing.is_gone(value) else value
        case str():
            return value if key in _declared() else blotted(value, erasing)
        case dict():
            return {_free_key(k, erasing): _free(k, it, erasing) for k, it in value.items()}
        case list():
            return [_free(key, it, erasing) for it in value]
        case _:
            return value


def _free_key(key: str, erasing: Erasing) -> str:
    return key if key in _declared() else blotted(key, erasing)


def _without_parts(run: str, erasing: Erasing) -> str:
    pieces, kept, at = _PIECE.findall(run), list[str](), 0
    while at < len(pieces):
        end = next(
            (it for it in _ends(pieces, at) if erasing.is_gone("".join(pieces[at:it]))), None
        )
        kept.append(pieces[at] if end is None else ERASED)
        at = end or at + 1
    return "".join(kept)


def _ends(pieces: Sequence[str], start: int) -> Iterator[int]:
    """Where an id that begins with the piece at *start* may end; the longest first."""
    if not pieces[start].isalnum():
        return
    for end in range(min(len(pieces), start + _MOST_PIECES), start, -1):
        if sum(map(len, pieces[start:end])) <= LONGEST_CUSTOMER:
            yield end


@functools.cache
def _declared() -> frozenset[str]:
    """The names of all that the contract knows in an event."""
    models: tuple[type[BaseModel], ...] = (Event, *EVENTS.values())
    return frozenset(name for it in models for name in _properties(it.model_json_schema()))


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _properties(part)
