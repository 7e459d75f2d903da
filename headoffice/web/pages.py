"""The pages people see: the dashboard and its parts, refused events, sign-in."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from contract.sheet import stylesheet
from headoffice.web.access import COOKIE, SessionCookie, ThePageAccount
from headoffice.web.board import board, newest
from headoffice.web.errors import problem
from headoffice.web.look import page
from headoffice.web.parts import TheParts

router = APIRouter(include_in_schema=False)

Store = Annotated[str, Query(max_length=32)]


@router.get("/", response_class=HTMLResponse)
def dashboard(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    known = [row["store"] for row in parts.ask("stores", {})]
    if store and store not in known:
        have = ", ".join(known) or "none"
        raise HTTPException(404, f"no store {store!r} has sent anything; those that have: {have}")
    return page(
        request,
        parts,
        "dashboard.html",
        account=account,
        stores=known,
        store=store,
        board=board(parts, store),
        lines=newest(parts, store),
    )


@router.get("/board", response_class=HTMLResponse)
def board_part(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    del account
    return page(request, parts, "_board.html", store=store, board=board(parts, store))


@router.get("/lines", response_class=HTMLResponse)
def lines_part(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = "", after: str = ""
) -> Response:
    del account
    return page(request, parts, "_lines.html", lines=newest(parts, store, after))


@router.get("/rejected", response_class=HTMLResponse)
def rejected(
    request: Request, parts: TheParts, account: ThePageAccount, store: Store = ""
) -> Response:
    found = parts.rejected.newest(200, store)
    return page(request, parts, "rejected.html", account=account, store=store, found=found)


@router.get("/sign-in", response_class=HTMLResponse)
def sign_inpage(request: Request, parts: TheParts) -> Response:
    return page(request, parts, "sign_in.html", wrong=False)


@router.post("/sign-in")
def sign_in(
    request: Request,
    parts: TheParts,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    if not _from_here(request):
        return problem(403, "the form was sent from another site; open /sign-in here")
    token = parts.accounts.sign_in(name, password, parts.now())
    if token is None:
        return page(request, parts, "sign_in.html", 403, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=parts.secure_cookie, path="/"
    )
    return answer


@router.post("/sign-out")
def sign_out(request: Request, parts: TheParts, session: SessionCookie = "") -> Response:
    if not _from_here(request):
        return problem(403, "the form was sent from another site")
    parts.accounts.sign_out(session, parts.now())
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/brand.css")
def brand_css(parts: TheParts) -> Response:
    return PlainTextResponse(stylesheet(parts.brand), media_type="text/css")


def _from_here(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
