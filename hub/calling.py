"""Whom the hub told of a request, and when: the next one is called, and it is written down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from contract.model import instant
from hub.commands import Request
from hub.records import moment
from hub.requests import LADDER
from hub.roster import Roster, called
from hub.store import QUERIES


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told *at* that moment, or the till's *device*; neither when nobody was here."""

    request: str
    level: int
    at: datetime
    associate: str | None = None
    device: str | None = None


def call(tx: Connection, request: Request, roster: Roster, now: datetime) -> tuple[Told, ...]:
    """Tell the next in turn of *request*, which nobody has; and who that is."""
    if request.level >= len(LADDER):
        screens = roster.screens or (None,)
        told = tuple(Told(request.request, request.level, now, device=screen) for screen in screens)
    else:
        before = [one.associate for one in since(tx, request) if one.associate]
        people = called(request, roster, _carried(tx), before) or (None,)
        told = tuple(Told(request.request, request.level, now, person) for person in people)
    for one in told:
        _write(tx, one)
    return told


def unheard(request: Request, told: Iterable[Told], roster: Roster) -> bool:
    """Whether all who were *told* since nobody has it have left, and somebody else could be."""
    if not request.waiting:
        return False
    known = tuple(told)
    # It came to this step as the store shut, when nobody is told.
    missed = all(one.level < request.level for one in known)
    if request.level >= len(LADDER):
        return missed and bool(roster.screens)
    managing = request.level > LADDER.index("manager")
    here = {person.associate for person in roster.present if person.manager or not managing}
    heard = {one.associate for one in known if one.level == request.level or not managing}
    return bool(here) and (missed or not here & heard)


def since(rx: Connection, request: Request) -> tuple[Told, ...]:
    """Who was told since nobody has it, in order."""
    return tuple(told for told in story(rx, request.request) if told.at >= request.waiting_since)


def story(rx: Connection, request: str) -> tuple[Told, ...]:
    """All who were ever told of a request, in order."""
    return tuple(_told(row) for row in QUERIES.told_of(rx, request=request))


def of_open(rx: Connection, requests: Iterable[Request]) -> Mapping[str, tuple[Told, ...]]:
    """Who was told of each open request since nobody has it."""
    waiting = {request.request: request.waiting_since for request in requests}
    found: dict[str, list[Told]] = defaultdict(list)
    for row in QUERIES.told_of_open(rx):
        told = _told(row)
        if told.request in waiting and told.at >= waiting[told.request]:
            found[told.request].append(told)
    return {request: tuple(told) for request, told in found.items()}


def _carried(rx: Connection) -> dict[str, int]:
    return {row.associate: row.carried for row in QUERIES.carried(rx)}


def _write(tx: Connection, told: Told) -> None:
    QUERIES.add_told(
        tx,
        request=told.request,
        level=told.level,
        at=instant(told.at),
        associate=told.associate,
        device=told.device,
    )


def _told(row: tuple[str, int, str, str | None, str | None]) -> Told:
    request, level, at, associate, device = row
    return Told(request, level, moment(at), associate, device)
