"""Requests and stock facts as rows of the hub's database, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from sqlite3 import Connection
from typing import Any, Final

from pydantic import TypeAdapter

from contract.events import EventData, RequestAccepted
from contract.hours import ALWAYS, Hours
from contract.model import instant
from contract.requests import RequestKind, RequestStatus
from hub.commands import Before, Ending, Request
from hub.stock import Correction, Count, Facts, Hold, LastFull, Sale
from hub.store import QUERIES
from hub.waits import LATEST, RECENT, Course, expected

_BEFORE: Final[TypeAdapter[Before | None]] = TypeAdapter(Before | None)
_ENDING: Final[TypeAdapter[Ending | None]] = TypeAdapter(Ending | None)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def request(rx: Connection, request_id: str) -> Request | None:
    row = QUERIES.request(rx, request=request_id)
    return None if row is None else _request(row)


def open_requests(rx: Connection) -> tuple[Request, ...]:
    """Oldest first."""
    return tuple(_request(row) for row in QUERIES.open_requests(rx))


def open_requests_of_visit(rx: Connection, touchpoint: str, visit: str) -> tuple[Request, ...]:
    rows = QUERIES.open_requests_of_visit(rx, touchpoint=touchpoint, visit=visit)
    return tuple(_request(row) for row in rows)


def requests_updated_since(rx: Connection, since: datetime) -> tuple[Request, ...]:
    rows = QUERIES.requests_updated_since(rx, updated=instant(since))
    return tuple(_request(row) for row in rows)


def unread_ends(rx: Connection, since: datetime) -> tuple[Request, ...]:
    """Ended since then, and somebody still has to read it: oldest first."""
    return tuple(_request(row) for row in QUERIES.unread_ends(rx, since=instant(since)))


def courses(
    rx: Connection, kind: RequestKind, now: datetime, hours: Hours = ALWAYS
) -> tuple[Course, ...]:
    """How the latest of *kind* had gone by *now*, newest first, in seconds of opening hours."""
    since, until = instant(now - RECENT), instant(now)
    rows = QUERIES.last_courses(rx, kind=kind, since=since, until=until, limit=LATEST)
    return tuple(_course(row, hours) for row in rows)


def with_told(rx: Connection, data: EventData, request: Request, hours: Hours) -> EventData:
    """With the wait that the shopper read when they asked, to be held against the real one."""
    if not isinstance(data, RequestAccepted):
        return data
    latest = courses(rx, request.kind, request.made, hours)
    return data.model_copy(update={"told_seconds": expected(RequestStatus.MADE, latest)})


def _course(row: Any, hours: Hours) -> Course:
    ended = moment(row.updated)
    carried = None if row.accepted is None else hours.seconds(moment(row.accepted), ended)
    return Course(hours.seconds(moment(row.made), ended), carried)


def put_request(tx: Connection, request: Request) -> None:
    values = asdict(request)
    for key in ("made", "updated", "waiting_since", "accepted"):
        values[key] = None if values[key] is None else instant(values[key])
    values |= {"open": int(request.open), "dismissed": int(request.dismissed)}
    values |= {"before": _kept(_BEFORE, request.before), "ending": _kept(_ENDING, request.ending)}
    QUERIES.put_request(tx, **values)


def _request(row: Any) -> Request:
    values: dict[str, Any] = row._asdict()
    del values["open"]
    return Request(
        **{
            **values,
            "kind": RequestKind(values["kind"]),
            "state": RequestStatus(values["state"]),
            "made": moment(values["made"]),
            "updated": moment(values["updated"]),
            "waiting_since": moment(values["waiting_since"]),
            "accepted": maybe_moment(values["accepted"]),
            "dismissed": bool(values["dismissed"]),
            "before": _BEFORE.validate_json(values["before"] or b"null"),
            "ending": _ENDING.validate_json(values["ending"] or b"null"),
        }
    )


def _kept(kind: TypeAdapter[Any], value: object) -> str | None:
    return None if value is None else kind.dump_json(value).decode()


def counts(rx: Connection) -> dict[str, Count]:
    return {row.gtin: _count(row) for row in QUERIES.counts(rx)}


def put_counts(tx: Connection, written: Mapping[str, Count]) -> None:
    for gtin, count in written.items():
        QUERIES.put_count(
            tx, gtin=gtin, on_hand=count.on_hand, as_of=instant(count.as_of), place=count.where
        )


def last_full(rx: Connection) -> LastFull | None:
    """The full feed in force; nothing before the first."""
    as_of = maybe_moment(QUERIES.fact(rx, name="last_full_feed"))
    unread = QUERIES.fact(rx, name="last_full_unread") or ""
    return None if as_of is None else LastFull(as_of, frozenset(unread.split()))


def put_last_full(tx: Connection, last: LastFull) -> None:
    QUERIES.put_fact(tx, name="last_full_feed", value=instant(last.as_of))
    QUERIES.put_fact(tx, name="last_full_unread", value=" ".join(sorted(last.unread)))


def facts(rx: Connection, gtin: str, now: datetime) -> Facts:
    """What the figure of one variant follows from at *now*, or later.

    All that came before its last count or correction is left out, for it counts no more.
    """
    counted = QUERIES.count(rx, gtin=gtin)
    found = QUERIES.correction(rx, gtin=gtin, since=counted.as_of if counted else "")
    if counted is None and found is None:
        return Facts()
    since = found.at if found else counted.as_of
    return Facts(
        _count(counted) if counted else None,
        tuple(_sale(row) for row in QUERIES.sales(rx, gtin=gtin, since=since)),
        tuple(_hold(row) for row in QUERIES.holds(rx, gtin=gtin, since=since, now=instant(now))),
        (Correction(found.available, moment(found.at)),) if found else (),
    )


def _sale(row: Any) -> Sale:
    return Sale(row.quantity, moment(row.at))


def _hold(row: Any) -> Hold:
    return Hold(row.quantity, moment(row.placed), maybe_moment(row.ended))


def forget_requests(tx: Connection, before: datetime) -> None:
    """Those that were over before then, and who was told of them."""
    QUERIES.forget_told(tx, before=instant(before))
    QUERIES.forget_requests(tx, before=instant(before))


def _count(row: Any) -> Count:
    return Count(row.on_hand, moment(row.as_of), row.place)
