"""What makes the pages an app that a phone keeps: manifest, icons, worker, shell."""

import hashlib
import json
from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse, JSONResponse, Response

from hub.web.callers import ForAnyone
from hub.web.files import STATIC
from hub.web.icons import SIZES, icon
from hub.web.pages import versions
from hub.web.parts import Here, Parts

router = APIRouter(include_in_schema=False)

#: Asked for again at every start; a phone keeps the last one for when there is no line.
_FRESH = {"Cache-Control": "no-cache"}
IconName = Literal["icon-192", "icon-512", "maskable-192", "maskable-512"]


@router.get("/manifest.webmanifest")
def manifest(_who: ForAnyone, here: Here) -> Response:
    colour = here.brand.colour
    icons = [
        {
            "src": f"/icons/{name}-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in SIZES
        for name, purpose in (("icon", "any"), ("maskable", "maskable"))
    ]
    said = {
        "id": "/",
        "name": here.brand.name,
        "short_name": here.brand.name,
        "lang": here.language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": colour.paper,
        "theme_color": colour.paper,
        "icons": icons,
    }
    return JSONResponse(said, headers=_FRESH, media_type="application/manifest+json")


@router.get("/icons/{name}.png")
def app_icon(_who: ForAnyone, here: Here, name: Annotated[IconName, Path()]) -> Response:
    kind, _, size = name.partition("-")
    colour = here.brand.colour
    drawn = icon(int(size), colour.ink, colour.paper, maskable=kind == "maskable")
    return Response(drawn, headers=_FRESH, media_type="image/png")


@router.get("/worker.js")
def worker(_who: ForAnyone, here: Here) -> Response:
    """The service worker, with what it keeps for when there is no line; new with every change."""
    shell = _shell(here)
    digest = hashlib.sha256(json.dumps(shell).encode() + _vendor()).hexdigest()[:12]
    head = f"const SHELL = {json.dumps({'version': digest, 'files': shell})};\n"
    script = (STATIC / "worker.js").read_text(encoding="utf-8")
    return Response(head + script, headers=_FRESH, media_type="text/javascript")


@router.get("/offline")
def offline(_who: ForAnyone, here: Here) -> HTMLResponse:
    """What an installed app shows when it opens without a line and has nothing of its own yet."""
    return HTMLResponse(here.pages.get_template("offline.html").render(who=None))


def _shell(here: Parts) -> list[str]:
    """Addresses of all that a page needs to be drawn."""
    files = [f"/static/{name}?v={version}" for name, version in sorted(versions().items())]
    kind = here.brand.type
    fonts = [
        f"/static/vendor/fonts/{path.name}"
        for path in sorted((STATIC / "vendor/fonts").glob("*.woff2"))
        if path.name.startswith((kind.display, kind.text))
    ]
    plain = ["/offline", "/brand.css", "/static/vendor/fonts.css", "/static/vendor/morphdom.min.js"]
    return [*plain, *files, *fonts]


@cache
def _vendor() -> bytes:
    """Changes with every file that has no version in its address."""
    manifest = STATIC / "vendor/manifest.json"
    return manifest.read_bytes() if manifest.exists() else b""
