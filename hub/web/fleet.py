"""The store's touchpoints as devices: how each is, what it can be told, and what became of it."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from contract.figures import USABLE_MINUTES
from contract.http import MAX_SCREENSHOT
from contract.ids import Name
from hub import upkeep
from hub.fleet import Known, Verb, rows
from hub.screenshots import BadPicture
from hub.web.body import Asked
from hub.web.callers import ForManager, ForStaff, ForTouchpoint, Who
from hub.web.fleet_lines import VERBS, Writer
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.ways import asks_for_part
from hub.web.words import StockWords, place_name

router = APIRouter()

#: What is asked about first.
Grave = Literal["reload", "end_visit"]


@router.get("/fleet", include_in_schema=False)
def page(who: ForStaff, here: Here) -> HTMLResponse:
    return HTMLResponse(_render(here, who, "fleet.html"))


@router.get("/fleet/now", include_in_schema=False)
def partial(who: ForStaff, here: Here) -> HTMLResponse:
    """What a nudge fetches: the touchpoints and nothing around them."""
    return HTMLResponse(_render(here, who, "fleet_inside.html"))


@router.get("/fleet/{touchpoint}/screenshot", include_in_schema=False)
def screenshot(_who: ForManager, here: Here, touchpoint: Name) -> Response:
    shot = here.screenshots.of(touchpoint)
    if shot is None:
        raise ProblemError(
            404,
            "No picture",
            f"None of {touchpoint} was taken lately.",
            said="None was taken lately. They are kept for a day.",
        )
    return Response(shot.picture, media_type=shot.media_type)


@router.get("/fleet/{touchpoint}/{verb}", include_in_schema=False)
def sure(who: ForManager, here: Here, touchpoint: Name, verb: Grave) -> HTMLResponse:
    """What it means to do so, before it is done."""
    _check_known(here, touchpoint)
    name = place_name(touchpoint, here.language)
    template = here.pages.get_template("fleet_sure.html")
    return HTMLResponse(
        template.render(who=who, name=name, address=touchpoint, verb=verb, verbs=VERBS)
    )


@router.post("/fleet/{touchpoint}/{verb}", include_in_schema=False)
def command(
    who: ForManager, here: Here, request: Request, touchpoint: Name, verb: Verb
) -> Response:
    """Tell a touchpoint; the page as it is then."""
    _check_known(here, touchpoint)
    here.commanding.send(touchpoint, verb)
    if asks_for_part(request):
        return HTMLResponse(_render(here, who, "fleet_inside.html"))
    return RedirectResponse("/fleet", status_code=303)


@router.put(
    "/v1/screenshots/{touchpoint}",
    status_code=204,
    openapi_extra={
        "requestBody": {"required": True, "content": {"image/png": {}, "image/jpeg": {}}}
    },
)
def put_screenshot(who: ForTouchpoint, here: Here, touchpoint: Name, body: Asked) -> None:
    """A picture of a resting screen, PNG or JPEG, at most 1 MiB; the last one is kept for a day.

    403: of another touchpoint; 409: nobody asked for it; 413: too large; 422: no such picture.
    """
    if who.name != touchpoint:
        raise ProblemError(
            403, "Not its own", f"{who.name} sent a picture of {touchpoint}; one of itself is right"
        )
    if not here.commanding.awaits(touchpoint, "screenshot"):
        raise ProblemError(
            409, "Nobody asked for it", "A picture was found; one is right after a command only."
        )
    status = 413 if len(body.raw) > MAX_SCREENSHOT else 422
    try:
        here.screenshots.put(touchpoint, body.raw)
    except BadPicture as error:
        raise ProblemError(status, "Not a picture of a screen", str(error)) from error


def known(here: Parts) -> Known:
    """All that this hub knows of its touchpoints."""
    now, desk = here.clock.now(), here.desk
    local = now.astimezone(here.timezone)
    week = now - USABLE_MINUTES.span
    with desk.db.read() as rx:
        today = upkeep.usage_since(rx, local.replace(hour=0, minute=0, second=0, microsecond=0))
        lately = upkeep.usage_since(rx, week)
        heard = upkeep.last_health(rx)
    return Known(
        version=here.version,
        enrolled=here.access.holders("touchpoint"),
        screens=desk.floor().screens,
        heard=heard,
        today=today,
        week=lately,
        lost=[
            (gap.source.rpartition("/")[2], gap.last - gap.first + 1)
            for gap in desk.gaps()
            if gap.noticed >= week
        ],
        told=here.commanding.told(),
        pictures=here.screenshots.taken(),
    )


def _check_known(here: Parts, touchpoint: str) -> None:
    """Raises ProblemError: nobody is told what no touchpoint hears."""
    if touchpoint not in {*here.access.holders("touchpoint"), *here.desk.floor().screens}:
        raise ProblemError(
            404,
            "No such touchpoint",
            f"None is called {touchpoint}.",
            said="The store has none of that name.",
        )


def _render(here: Parts, who: Who, template: str) -> str:
    now = here.clock.now()
    writer = Writer(StockWords(here.timezone, here.language), now, here.version)
    lines = [writer.line(row) for row in rows(known(here), now)]
    return here.pages.get_template(template).render(
        who=who, lines=lines, verbs=VERBS, figure=USABLE_MINUTES
    )
