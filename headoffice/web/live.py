"""The live page: events of all stores as they come, filtered; and a store's floor as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from contract.events import EVENTS, type_of
from contract.settings import did_you_mean
from headoffice.floor_now import floor_now
from headoffice.operations import LATELY, Hub, hubs
from headoffice.web.access import ThePageAccount
from headoffice.web.events import cursor_at, cursor_of, read_cursor
from headoffice.web.look import page, words_for
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_STORE, no_such
from headoffice.web.words import Words

router = APIRouter(include_in_schema=False)

#: Lines that stand on the page, and how far back the first of them are looked for.
KEPT: Final = 100
_BACK: Final = timedelta(hours=1)
#: What came while the page was paused is counted up to here.
MOST_COUNTED: Final = 10_000
#: An event that came so much later than it was made was kept back by a line.
_LATE: Final = timedelta(minutes=5)
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Fitting:
    """Which events are shown; empty words mean any."""

    store: str
    event: str
    spot: str

    def params(self, parts: Parts, after: str, limit: int) -> dict[str, Any]:
        return {
            "at": read_cursor(after)[0] if after else parts.now() - _BACK,
            "until": parts.writer.committed,
            "store": self.store,
            "spot": self.spot,
            "type": type_of(self.event) if self.event else "",
            "limit": limit,
        }

    @property
    def query(self) -> str:
        said = {"store": self.store, "event": self.event, "spot": self.spot}
        return urlencode({key: value for key, value in said.items() if value})


def fitting(
    parts: TheParts,
    store: Annotated[str, Query(max_length=32)] = "",
    event: Annotated[str, Query(max_length=64, description="a name, as request.made")] = "",
    spot: Annotated[str, Query(pattern="^[a-z0-9-]{0,32}$", description="a kind: cabin")] = "",
) -> Fitting:
    """404 for a store or an event that there is none of."""
    if store:
        checked(parts, store)
    if event and event not in EVENTS:
        hint = did_you_mean(event, list(EVENTS))
        raise HTTPException(404, f"no event is called {event!r}{hint}; docs/events.md names all")
    return Fitting(store, event, spot)


def checked(parts: Parts, store: str) -> str:
    known = parts.known()
    if store not in known:
        raise no_such(NO_STORE, store, known)
    return store


TheFitting = Annotated[Fitting, Depends(fitting)]
TheStoreOfPage = Annotated[str, Path(max_length=32)]


@dataclass(frozen=True, slots=True)
class Line:
    """One event: when by the clock on the store's wall, where, what. *late* is how much later it
    came, in words.
    """

    cursor: str
    clock: str
    store: str
    where: str
    said: str
    timed: bool
    late: str


@router.get("/live", response_class=HTMLResponse)
def stream(request: Request, parts: TheParts, account: ThePageAccount, fit: TheFitting) -> Response:
    cursor, first = cursor_at(parts), (parts.now() - _WEEK).astimezone(parts.zone).date()
    found = {row["spot"] for row in parts.ask("spots", {"first": first})}
    return page(
        request, parts, "live.html", account=account, fit=fit, cursor=cursor, kept=KEPT,
        lines=lines(parts, fit, words_for(request)), hubs=heard_hubs(parts), now=parts.now(),
        known=parts.known(), events=tuple(EVENTS), most=MOST_COUNTED,
        spots=sorted({"cabin", "kiosk", "staff", *found}),
    )  # fmt: skip


@router.get("/live/lines", response_class=HTMLResponse)
def lines_part(
    request: Request, parts: TheParts, account: ThePageAccount, fit: TheFitting, after: str = ""
) -> Response:
    del account
    return page(request, parts, "_stream.html", lines=lines(parts, fit, words_for(request), after))


@router.get("/live/count")
def count_part(
    parts: TheParts, account: ThePageAccount, fit: TheFitting, after: str = ""
) -> dict[str, int]:
    """How many came since the cursor *after*: one more than MOST_COUNTED stands for any more."""
    del account
    (row,) = parts.ask("stream_count", fit.params(parts, after, MOST_COUNTED + 1))
    return {"events": row["events"]}


@router.get("/live/heard", response_class=HTMLResponse)
def heard_part(request: Request, parts: TheParts, account: ThePageAccount) -> Response:
    del account
    return page(request, parts, "_heard.html", hubs=heard_hubs(parts), now=parts.now())


@router.get("/live/stores/{store}", response_class=HTMLResponse)
def floor(
    request: Request, parts: TheParts, account: ThePageAccount, store: TheStoreOfPage
) -> Response:
    return _floor(request, parts, store, "floor.html", account=account)


@router.get("/live/stores/{store}/now", response_class=HTMLResponse)
def floor_part(
    request: Request, parts: TheParts, account: ThePageAccount, store: TheStoreOfPage
) -> Response:
    del account
    return _floor(request, parts, store, "_floor.html")


def _floor(request: Request, parts: Parts, store: str, template: str, **more: Any) -> Response:
    now = parts.now()
    found = floor_now(parts.ask, checked(parts, store), now, parts.writer.committed)
    zone = parts.zones.get(store, parts.zone)
    return page(request, parts, template, zone=zone, store=store, floor=found, now=now, **more)


def heard_hubs(parts: Parts) -> tuple[Hub, ...]:
    """Every store that is known, the worst line first."""
    now = parts.now()
    first = (now - _WEEK).astimezone(parts.zone).date()
    lately = parts.ask("heard_lately", {"at": now - LATELY, "store": ""})
    return hubs(parts.ask("stores_heard", {"first": first}), lately, parts.known(), now)


def lines(parts: Parts, fit: Fitting, words: Words, after: str = "") -> tuple[Line, ...]:
    """The newest events, newest first: those behind the cursor *after*, or the last hour's."""
    rows = parts.ask("stream", fit.params(parts, after, KEPT))
    # What a merge has not yet taken out is there once.
    once = {row["id"]: row for row in rows}
    return tuple(_line(parts, row, words) for row in once.values())


def _line(parts: Parts, row: Mapping[str, Any], words: Words) -> Line:
    made: datetime = row["ts"]
    zone = parts.zones.get(row["store"], parts.zone)
    clock = words.clock(made, zone, seconds=True)
    day = made.astimezone(zone).date()
    late = row["received_at"] - made
    return Line(
        cursor=cursor_of(row),
        clock=clock
        if day == parts.now().astimezone(zone).date()
        else f"{words.date(day, 'd MMM')} {clock}",
        store=row["store"],
        where=words.spot("staff") if row["by_staff"] else words.touchpoint(row["touchpoint"]),
        said=words.sentence(row["type"], row["kind"], row["seconds"]),
        timed=row["timed"],
        late=words.wait(late.total_seconds()) if row["timed"] and late > _LATE else "",
    )
