"""The page's routes; on the loopback only, since whoever reaches them can touch the glass."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import Field

from contract.brand import Brand
from contract.model import Strict
from contract.sheet import stylesheet
from simulation.glass import Glass, GlassAway
from simulation.rack import Piece

_HERE = Path(__file__).parent
#: The brand's fonts, which the hub's pages have as well.
_FONTS = _HERE.parents[1] / "hub/web/static/vendor"
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen on the page; *pieces* are those a visitor may lay on its reader."""

    title: str
    note: str
    glass: Glass
    width: int
    height: int
    pieces: tuple[tuple[Piece, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    note: str


class At(Strict):
    """A touch, as fractions of the window from its top left."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]


class Laid(Strict):
    """A garment laid on a reader or taken off it."""

    gtin: str
    on: bool


#: The smallest photograph of a garment, as JPEG.
Thumbnail = Callable[[str], bytes]


def create_gallery(
    screens: Mapping[str, Shown], links: list[Link], brand: Brand, thumbnail: Thumbnail
) -> FastAPI:
    """The application, for screens by name."""
    app = _guarded(FastAPI(title="Parcours demo", docs_url=None, redoc_url=None, openapi_url=None))
    app.mount("/static", StaticFiles(directory=_HERE / "static"))
    app.mount("/vendor", StaticFiles(directory=_FONTS, check_dir=False))
    templates = Jinja2Templates(directory=_HERE / "templates")
    app.include_router(_screens(screens))

    @app.get("/demo", response_class=HTMLResponse)
    def page(request: Request) -> Response:
        context = {"screens": screens, "links": links, "brand": brand}
        return templates.TemplateResponse(request, "demo.html", context)

    @app.get("/brand.css")
    def brand_css() -> Response:
        return Response(stylesheet(brand), media_type="text/css")

    @app.get("/garments/{gtin}.jpg")
    def garment(gtin: str) -> Response:
        return Response(thumbnail(gtin), media_type="image/jpeg")

    return app


def _guarded(app: FastAPI) -> FastAPI:
    """*app* for this machine only, with a policy that loads from nowhere else."""

    @app.middleware("http")
    async def _loopback_only(
        request: Request, go_on: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        if request.client is None or request.client.host not in {"127.0.0.1", "::1"}:
            return Response("This page is for this machine only.", status_code=403)
        response = await go_on(request)
        response.headers["Content-Security-Policy"] = _POLICY
        return response

    @app.exception_handler(GlassAway)
    def _away(_: Request, error: GlassAway) -> Response:
        return Response(str(error), status_code=503)

    return app


def _screens(screens: Mapping[str, Shown]) -> APIRouter:
    """Each screen's picture, its touches and its reader."""
    router = APIRouter(prefix="/screens")

    def shown(name: str) -> Shown:
        if name not in screens:
            raise HTTPException(404, f"no screen is called {name!r}; {', '.join(screens)} are")
        return screens[name]

    @router.get("/{name}.jpg")
    def frame(name: str) -> Response:
        headers = {"Cache-Control": "no-store"}
        return Response(shown(name).glass.frame(), media_type="image/jpeg", headers=headers)

    @router.post("/{name}/touch", status_code=204)
    def touch(name: str, at: At) -> None:
        shown(name).glass.touch(at.x, at.y)

    @router.post("/{name}/garment", status_code=204)
    def lay(name: str, laid: Laid) -> None:
        screen = shown(name)
        piece = next((p for p, _ in screen.pieces if p.gtin == laid.gtin), None)
        if piece is None:
            raise HTTPException(404, f"{laid.gtin} does not hang beside this screen")
        if laid.on:
            screen.glass.put(piece.code, piece.by)
        else:
            screen.glass.take(piece.code)

    return router
