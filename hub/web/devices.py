"""The staff devices, for a manager: who is where, and shutting out one that is lost."""

from datetime import UTC, datetime
from typing import Annotated

import structlog
from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse, RedirectResponse

from hub.web.callers import ForManager, Who
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.words import StockWords

router = APIRouter(include_in_schema=False)
_LOG = structlog.get_logger()
Named = Annotated[str, Path(max_length=32)]


@router.get("/devices")
def page(who: ForManager, here: Here) -> HTMLResponse:
    words, now = StockWords(here.timezone, here.language), here.clock.now()
    rows = [
        {
            "name": device.name,
            "person": device.person,
            "known": words.moment(datetime.fromtimestamp(device.enrolled, UTC), now),
            "locked": device.locked > 0,
            "own": device.name == who.name,
        }
        for device in here.access.devices()
    ]
    return HTMLResponse(here.pages.get_template("devices.html").render(who=who, devices=rows))


@router.post("/devices/{device}/shut-out")
def shut_out(who: ForManager, here: Here, device: Named) -> RedirectResponse:
    """From its next look on *device* shows nothing; `enrol device` lets it in again."""
    _check(here, device)
    here.access.revoke("device", device)
    here.attendance.gone(device)
    return _done(who, "device.shut_out", device)


@router.post("/devices/{device}/open")
def open_again(who: ForManager, here: Here, device: Named) -> RedirectResponse:
    """Let *device* take PINs again, after too many wrong ones."""
    _check(here, device)
    here.access.guesses.release(device)
    return _done(who, "device.opened", device)


def _done(who: Who, what: str, device: str) -> RedirectResponse:
    _LOG.warning(what, device=device, by=who.associate.associate)
    return RedirectResponse("/devices", status_code=303)


def _check(here: Parts, device: str) -> None:
    if device not in here.access.holders("device"):
        raise ProblemError(
            404,
            "No such device",
            f"No staff device is called {device!r}; /devices lists them all.",
            said="The store does not know it, or no longer.",
        )
