"""Puts the routes together; every answer carries the same strict headers."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headoffice.web import (
    briefing,
    errors,
    events,
    journey,
    live,
    notes,
    operations,
    pages,
    pilots,
    products,
    service,
    signing,
    stores,
    waits,
)
from headoffice.web.parts import Parts

#: Every route there is.
ROUTERS = (
    events.router,
    live.router,
    operations.router,
    service.router,
    signing.router,
    pages.router,
    journey.router,
    pilots.router,
    products.router,
    waits.router,
    stores.router,
    briefing.router,
    notes.router,
)
_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(parts: Parts) -> FastAPI:
    """Head office's web application over *parts*; whoever made them starts and stops them."""

    app = FastAPI(
        title="Parcours head office",
        version="1",
        description="All stores together: events in, figures out.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.parts = parts
    app.add_middleware(_Strict)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


class _Strict:
    """Adds the headers as the answer leaves; what is streamed stays a stream."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                kept = "max-age=3600" if scope["path"].startswith("/static/") else "no-store"
                headers.setdefault("Cache-Control", kept)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
