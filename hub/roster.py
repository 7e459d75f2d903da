"""Who is called to a request, and who next: by zone, language and what they carry; pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hub.commands import Request
from hub.requests import LADDER


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person who is here: without *zones* in all of them, without *languages* of none known."""

    associate: str
    manager: bool = False
    languages: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who are here now, and in which zone each place lies.

    Not *known* in the first moments after the hub's start: then nobody is said to be missing.
    """

    present: tuple[Colleague, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    #: The devices that show the till's page.
    screens: tuple[str, ...] = ()
    known: bool = True

    @property
    def empty(self) -> bool:
        return self.known and not self.present


def called(
    request: Request, roster: Roster, carried: Mapping[str, int], before: Iterable[str] = ()
) -> tuple[str, ...]:
    """Who is to be told of a *request* that nobody has, by the step of the ladder it is on.

    *carried*: how many requests each person has; *before*: who was told since nobody has it.
    """
    told = set(before)
    if request.level > LADDER.index("manager"):
        managers = (person.associate for person in roster.present if person.manager)
        return tuple(manager for manager in managers if manager not in told)
    free = [p for p in _ranked(request, roster, carried) if p.associate not in told]
    return tuple(person.associate for person in free[:1])


def _ranked(request: Request, roster: Roster, carried: Mapping[str, int]) -> list[Colleague]:
    """The most fitting first; of equals another one for each request."""
    zone = roster.zones.get(request.place)

    def rank(person: Colleague) -> tuple[bool, bool, int, str]:
        elsewhere = bool(zone and person.zones and zone not in person.zones)
        foreign = bool(request.language and request.language not in person.languages)
        return (
            elsewhere,
            foreign and bool(person.languages),
            carried.get(person.associate, 0),
            _lot(request.request, person.associate),
        )

    return sorted(roster.present, key=rank)


def _lot(request: str, associate: str) -> str:
    return hashlib.sha256(f"{request}/{associate}".encode()).hexdigest()
