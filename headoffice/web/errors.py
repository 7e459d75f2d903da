"""Every error as an RFC 9457 problem, or as a page for a person: what was found, what is right."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from contract.http import PROBLEM_CONTENT_TYPE, Problem
from headoffice.batches import BadBatch
from headoffice.ingest import Busy
from headoffice.standing import NotYours
from headoffice.store import StoreError, TooSlow
from headoffice.web.look import page, words_for
from headoffice.web.refusing import AWAY, NOT_HERE, NOT_YOURS, TOO_SLOW, UNFIT, Refused


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, media_type=PROBLEM_CONTENT_TYPE, headers=headers)


#: What a person is told in place of a status's phrase.
_TITLES = {
    403: "Not open to you",
    404: "Nothing is here",
    422: "That cannot be",
    503: "Not just now",
}


def told(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None,
    said: str = "", **values: object,
) -> Response:  # fmt: skip
    """The problem as *request* can show it: programs read JSON, a person a page in their language,
    where *said* stands for *detail*.
    """
    if "text/html" not in request.headers.get("accept", ""):
        return problem(status, detail, headers)
    if said:
        detail = words_for(request).say(said, **values)
    title = _TITLES.get(status, HTTPStatus(status).phrase.capitalize())
    answer = page(
        request, request.app.state.parts, "problem.html", status, title=title, detail=detail
    )
    answer.headers.update(headers or {})
    return answer


class SignInFirst(Exception):
    """A page was asked for by nobody we know."""


def _said(request: Request, error: HTTPException) -> dict[str, Any]:
    """What *error* is to a person, where there is more than its own words."""
    if isinstance(error, Refused):
        return {"said": error.said, **error.values}
    if (error.status_code, error.detail) == (404, HTTPStatus.NOT_FOUND.phrase):
        return {"said": NOT_HERE, "found": request.url.path}
    return {}


def install(app: FastAPI) -> None:
    """Make *app* answer every failure as a problem."""

    @app.exception_handler(StarletteHTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        said = _said(request, error)
        return told(request, error.status_code, str(error.detail), headers, **said)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        words = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5])
        wrong = ", ".join(str(e["loc"][-1]) for e in error.errors()[:5])
        return told(request, 422, "; ".join(words), said=UNFIT, found=wrong)

    @app.exception_handler(BadBatch)
    def _bad_batch(_: Request, error: BadBatch) -> Response:
        return problem(error.status, error.detail)

    @app.exception_handler(Busy)
    def _busy(_: Request, error: Busy) -> Response:
        return problem(429, f"{error}; send it again in a second", {"Retry-After": "1"})

    @app.exception_handler(TooSlow)
    def _too_slow(request: Request, error: TooSlow) -> Response:
        return told(request, 503, str(error), {"Retry-After": "30"}, said=TOO_SLOW)

    @app.exception_handler(StoreError)
    def _store(request: Request, error: StoreError) -> Response:
        del error  # its words are for the log, which has them
        detail = "the journey store cannot take this now; keep it and send it again"
        return told(request, 503, detail, {"Retry-After": "5"}, said=AWAY)

    @app.exception_handler(NotYours)
    def _not_yours(request: Request, error: NotYours) -> Response:
        # A page of all stores, for somebody who reads a few: one of theirs is a fair answer.
        page_of_all = request.method == "GET" and not request.query_params.get("store")
        if error.instead and page_of_all and "text/html" in request.headers.get("accept", ""):
            url = request.url.include_query_params(store=error.instead)
            return RedirectResponse(f"{url.path}?{url.query}", 303)
        return told(request, 403, str(error), said=NOT_YOURS, known=error.mine)

    @app.exception_handler(SignInFirst)
    def _sign_in(_: Request, error: SignInFirst) -> Response:
        del error
        return RedirectResponse("/sign-in", 303)
