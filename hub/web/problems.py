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
from hub.web.speech import speech
from hub.web.ways import GO_HEADER, asks_for_part, way_back

_LOG = structlog.get_logger()


@dataclass
class ProblemError(Exception):
    """*detail* says what was found and what would be right; *more* joins the problem document.

    *title* and *said*, what a person reads in place of *detail*, are words of the staff pages;
    *values* fill them in.
    """

    status: int
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)
    said: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, language: str) -> tuple[str, str]:
        """Title and detail as a person reads them."""
        say = speech(language).gettext
        return self._filled(say(self.title)), self._filled(say(self.said or self.detail))

    def document(self) -> Problem:
        """Title and detail as a program reads them."""
        title, detail = self._filled(self.title), self._filled(self.detail)
        found = {"title": title, "status": self.status, "detail": detail}
        return Problem.model_validate({**self.more, **found})

    def _filled(self, text: str) -> str:
        return text % self.values if self.values else text


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
        where = f"/sign-in{way_back(request).query}"
        if asks_for_part(request):
            return Response(status_code=200, headers={GO_HEADER: where})
        return RedirectResponse(where, status_code=303)
    if error.status == HTTPStatus.UNAUTHORIZED and asks_for_part(request):
        # A device that was shut out while its page was open: the whole page says so, not a part.
        return Response(status_code=200, headers={GO_HEADER: "/sign-in"})
    return _answer(request, error)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    found = "; ".join(
        f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
        for detail in error.errors()
    )
    said = "Something in it was not understood. Please go back and try again."
    return _answer(request, ProblemError(422, "This does not fit", found, said=said))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    allowed = (error.headers or {}).get("allow", "another method")
    details = {
        404: f"{request.url.path} is nothing here; /openapi.json lists what is",
        405: f"{request.method} was found; {allowed} is right",
    }
    detail = details.get(error.status_code, str(error.detail))
    title = HTTPStatus(error.status_code).phrase
    said = ""
    if wants_page(request):
        title, said = "Nothing is here", "This address leads nowhere in the store."
    headers = error.headers or {}
    return _answer(
        request, ProblemError(error.status_code, title, detail, headers=headers, said=said)
    )


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("request_failed", path=request.url.path, exc_info=error)
    detail = "The hub made a mistake and has written it down; the same call may be tried again."
    said = "The hub made a mistake and has written it down. Please try again."
    return _answer(request, ProblemError(500, "That was not meant to happen", detail, said=said))


def _answer(request: Request, error: ProblemError) -> Response:
    headers = dict(error.headers)
    if wants_page(request):
        parts = parts_of(request)
        title, detail = error.told(parts.language)
        if asks_for_part(request):
            notice = parts.pages.get_template("notice.html").render(notice=detail)
            return Response(notice, error.status, headers, media_type="text/html")
        page = parts.pages.get_template("problem.html")
        # A browser that nobody enrolled has no cookie, and no requests to go back to.
        onward = error.status != HTTPStatus.UNAUTHORIZED and bool(request.cookies)
        text = page.render(title=title, detail=detail, onward=onward, who=None)
        return Response(text, error.status, headers, media_type="text/html")
    body = error.document().model_dump_json()
    return Response(body, error.status, headers, media_type=PROBLEM_CONTENT_TYPE)
