"""What every answer says to a browser, and which browsers' calls are not listened to."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.http import PROBLEM_CONTENT_TYPE, Problem

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class BrowserRules:
    """Adds the headers; refuses a change asked for by a page of another site.

    Plain ASGI: Starlette's own base class would buffer the live stream.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] not in _SAFE and is_foreign(Headers(scope=scope)):
            await _FOREIGN(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)


def is_foreign(headers: Headers) -> bool:
    """Whether a browser sent this on behalf of another site's page."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


_FOREIGN = Response(
    Problem(
        title="Not from here",
        status=403,
        detail="A page of another site asked for a change; only this hub's own pages may.",
    ).model_dump_json(),
    status_code=403,
    media_type=PROBLEM_CONTENT_TYPE,
)
