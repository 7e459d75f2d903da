"""The pages people see: the dashboard and its parts, refused events."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from contract.sheet import stylesheet
from headoffice.web.access import ThePageAccount, from_here
from headoffice.web.board import board, newest
from headoffice.web.errors import problem
from headoffice.web.live import checked
from headoffice.web.look import page, words_for
from headoffice.web.parts import TheParts
from headoffice.web.speech import LANGUAGE_COOKIE
from headoffice.web.together import soon

router = APIRouter(include_in_schema=False)

_YEAR: Final = 365 * 24 * 3600
Store = Annotated[str, Query(max_length=32)]


@router.get("/", response_class=HTMLResponse)
def dashboard(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    if store:
        checked(parts, store)
    # Who reads one store alone sees that one.
    store = parts.scope.only(store)
    words = words_for(request)
    lines = soon(newest, parts, store, words)
    found = board(parts, store, words)
    return page(
        request, parts, "dashboard.html", account=account, known=parts.known(), store=store,
        board=found, lines=lines(),
    )  # fmt: skip


@router.get("/board", response_class=HTMLResponse)
def board_part(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    del account
    store = parts.scope.only(store)
    return page(
        request, parts, "_board.html", store=store, board=board(parts, store, words_for(request))
    )


@router.get("/lines", response_class=HTMLResponse)
def lines_part(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = "", after: str = ""
) -> Response:
    del account
    return page(
        request, parts, "_lines.html", lines=newest(parts, store, words_for(request), after)
    )


@router.get("/rejected", response_class=HTMLResponse)
def rejected(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    found = parts.rejected.newest(200, parts.scope.only(store))
    return page(request, parts, "rejected.html", account=account, store=store, found=found)


@router.post("/language")
def choose(
    request: Request,
    parts: TheParts,
    language: Annotated[Literal["en", "fr"], Form()],
    back: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """From now on this browser is spoken to in *language*."""
    if not from_here(request):
        return problem(403, "the form was sent from another site")
    here = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(here, 303)
    answer.set_cookie(
        LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax",
        secure=parts.secure_cookie, path="/",
    )  # fmt: skip
    return answer


@router.get("/brand.css")
def brand_css(parts: TheParts) -> Response:
    return PlainTextResponse(stylesheet(parts.brand), media_type="text/css")
