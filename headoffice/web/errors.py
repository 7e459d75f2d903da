"""Every error as an RFC 9457 problem that says what was found and what would be right."""

from http import HTTPStatus

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from contract.http import PROBLEM_CONTENT_TYPE, Problem
from headoffice.batches import BadBatch
from headoffice.ingest import Busy
from headoffice.store import StoreError, TooSlow


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, media_type=PROBLEM_CONTENT_TYPE, headers=headers)


class SignInFirst(Exception):
    """A page was asked for by nobody we know."""


def install(app: FastAPI) -> None:
    """Make *app* answer every failure as a problem."""

    @app.exception_handler(StarletteHTTPException)
    def _http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> Response:
        words = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5])
        return problem(422, "; ".join(words))

    @app.exception_handler(BadBatch)
    def _bad_batch(_: Request, error: BadBatch) -> Response:
        return problem(error.status, error.detail)

    @app.exception_handler(Busy)
    def _busy(_: Request, error: Busy) -> Response:
        return problem(429, f"{error}; send it again in a second", {"Retry-After": "1"})

    @app.exception_handler(TooSlow)
    def _too_slow(_: Request, error: TooSlow) -> Response:
        return problem(503, str(error), {"Retry-After": "30"})

    @app.exception_handler(StoreError)
    def _store(_: Request, error: StoreError) -> Response:
        del error  # its words are for the log, which has them
        detail = "the journey store cannot take this now; keep it and send it again"
        return problem(503, detail, {"Retry-After": "5"})

    @app.exception_handler(SignInFirst)
    def _sign_in(_: Request, error: SignInFirst) -> Response:
        del error
        return RedirectResponse("/sign-in", 303)
