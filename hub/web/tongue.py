"""The language of the pages on one device, as its person chose it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from hub.settings import Language
from hub.web.callers import ForDevice
from hub.web.parts import LANGUAGE_COOKIE
from hub.web.sessions import DEVICE_SECONDS, set_cookie

router = APIRouter(include_in_schema=False)


@router.post("/language")
def choose(
    _who: ForDevice,
    request: Request,
    language: Annotated[Language, Form()],
) -> Response:
    """From now on this device speaks *language*."""
    response = RedirectResponse("/", status_code=303)
    set_cookie(request, response, LANGUAGE_COOKIE, language, DEVICE_SECONDS)
    return response
