"""What those who run the store look at: health, metrics, the API, how rooms read, refusals."""

from typing import Any

from babel.numbers import format_decimal, format_percent
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from contract.figures import READ_QUALITY
from contract.model import Open
from hub.aside import KEEP_REJECTED
from hub.commands import Request as StoreRequest
from hub.doubles import doubles
from hub.quality import RoomQuality
from hub.web.callers import ForAnyone, ForManager
from hub.web.parts import Here, Parts
from hub.web.words import StockWords, place_name
from telling.reasons import REASONS

router = APIRouter()

#: So many of what was set aside are shown, and so many bytes of each; all of it stays kept.
NEWEST, SHOWN = 100, 2000

_NAMED: dict[str, str] = {str(reason): text for reason, text in REASONS.items()}

#: Below it a manager is told what to do about a room.
LOW = 0.95


class Health(Open):
    """*catalogue* is the version in force."""

    status: str
    store: str
    open_requests: int
    catalogue: str | None


@router.get("/health")
def health(_who: ForAnyone, here: Here) -> Health:
    """200 when the database answers."""
    catalogue = here.desk.catalogue()
    return Health(
        status="ok",
        store=here.store,
        open_requests=len(here.desk.open_requests()),
        catalogue=catalogue.version if catalogue else None,
    )


@router.get("/metrics", response_class=Response)
def metrics(_who: ForAnyone, here: Here) -> Response:
    """Prometheus text: this process, and the store's requests right now."""
    found = generate_latest(here.registry) + generate_latest(_store_figures(here))
    return Response(found, media_type=CONTENT_TYPE_LATEST)


def _store_figures(here: Parts) -> CollectorRegistry:
    registry = CollectorRegistry()
    requests = here.desk.open_requests()
    Gauge("parcours_open_requests", "Requests not yet final", registry=registry).set(len(requests))
    waiting = [request for request in requests if request.waiting]
    Gauge("parcours_waiting_requests", "Requests nobody has", registry=registry).set(len(waiting))
    oldest = Gauge(
        "parcours_oldest_wait_seconds", "The longest wait of those nobody has", registry=registry
    )
    oldest.set(max((_waited(request, here) for request in waiting), default=0.0))
    twice = doubles(here.desk.floor(), here.clock.now())
    Gauge("parcours_tags_in_two_places", "Tags in two places", registry=registry).set(len(twice))
    heard = Gauge(
        "parcours_touchpoint_heard_seconds",
        "Since something was heard of a touchpoint",
        ["touchpoint"],
        registry=registry,
    )
    for name, screen in here.desk.floor().screens.items():
        heard.labels(name).set((here.clock.now() - screen.heard).total_seconds())
    return registry


def _waited(request: StoreRequest, here: Parts) -> float:
    return here.rules.waited(request.waiting_since, here.clock.now())


@router.get("/openapi.json", include_in_schema=False)
def openapi(_who: ForAnyone, request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


@router.get("/rejected", include_in_schema=False)
def rejected(who: ForManager, here: Here) -> HTMLResponse:
    """How well each room reads; what arrived and did not fit; what never came. Newest first."""
    words = StockWords(here.timezone, here.language)
    now = here.clock.now()
    rows = [
        {
            "reason": row.reason,
            "named": words.say(_NAMED.get(row.reason, row.reason)),
            "detail": row.detail,
            "source": row.source,
            "place": place_name(row.source.rpartition("/")[2], here.language),
            "topic": row.topic,
            "noticed": words.moment(row.noticed, now),
            "body": row.body[:SHOWN].decode(errors="replace"),
        }
        for row in here.desk.rejected(NEWEST)
    ]
    gaps = [
        {
            "source": gap.source,
            "place": place_name(gap.source.rpartition("/")[2], here.language),
            "outbox": gap.outbox,
            "first": gap.first,
            "last": gap.last,
            "noticed": words.moment(gap.noticed, now),
        }
        for gap in here.desk.gaps()
    ]
    worst_first = sorted(here.desk.read_quality(), key=_worth)
    rooms = [_room(found, here.language) for found in worst_first]
    page = here.pages.get_template("rejected.html")
    kept = format_decimal(KEEP_REJECTED, locale=here.language)
    text = page.render(
        who=who,
        rooms=rooms,
        figure=READ_QUALITY,
        rows=rows,
        gaps=gaps,
        kept=kept,
        shown=NEWEST,
    )
    return HTMLResponse(text)


def _worth(found: RoomQuality) -> float:
    """Rooms with too few to say come last."""
    value = found.quality.value
    return 2.0 if value is None else value


def _room(found: RoomQuality, language: str) -> dict[str, Any]:
    """Cut to whole percents, so that 100% means that nothing was disowned."""
    rate = found.quality
    percent = format_percent(rate.of * 100 // rate.n / 100, locale=language)
    return {
        "touchpoint": found.touchpoint,
        "place": place_name(found.touchpoint, language),
        "rate": None if rate.value is None else percent,
        "n": format_decimal(rate.n, locale=language),
        "low": rate.value is not None and rate.value < LOW,
    }
