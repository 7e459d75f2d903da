"""Errors as RFC 9457 problem documents, or as a plain page for a person with a browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from contract.http import PROBLEM_CONTENT_TYPE, Problem
from hub.web.parts import parts_of

_LOG = structlog.get_logger()


@dataclass
class ProblemError(Exception):
    """*detail* says what was found and what would be right; *more* joins the problem document."""

    status: int
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)


class SignInNeededError(ProblemError):
    """The device is known, the person is not: a browser is sent to the sign-in page."""


def install(app: FastAPI) -> None:
    """Answer every error of *app* the same way."""
    # Starlette hands each handler the class it was registered for; it types them all as Exception.
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)


def wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for this class
    if isinstance(error, SignInNeededError) and wants_page(request):
        if "hx-request" in request.headers:
            return Response(status_code=200, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse("/sign-in", status_code=303)
    return _answer(request, error)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    found = "; ".join(
        f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
        for detail in error.errors()
    )
    return _answer(request, ProblemError(422, "This does not fit", found))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    allowed = (error.headers or {}).get("allow", "another method")
    details = {
        404: f"{request.url.path} is nothing here; /openapi.json lists what is",
        405: f"{request.method} was found; {allowed} is right",
    }
    detail = details.get(error.status_code, str(error.detail))
    title = HTTPStatus(error.status_code).phrase
    return _answer(
        request, ProblemError(error.status_code, title, detail, headers=error.headers or {})
    )


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("request_failed", path=request.url.path, exc_info=error)
    detail = "The hub made a mistake and has written it down; the same call may be tried again."
    return _answer(request, ProblemError(500, "Internal error", detail))


def _answer(request: Request, error: ProblemError) -> Response:
    headers = dict(error.headers)
    if wants_page(request):
        page = parts_of(request).pages.get_template("problem.html")
        text = page.render(title=error.title, detail=error.detail, status=error.status, who=None)
        return Response(text, error.status, headers, media_type="text/html")
    problem = Problem.model_validate(
        {**error.more, "title": error.title, "status": error.status, "detail": error.detail}
    )
    body = problem.model_dump_json()
    return Response(body, error.status, headers, media_type=PROBLEM_CONTENT_TYPE)
