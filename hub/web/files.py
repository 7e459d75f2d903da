"""What touchpoints fetch: catalogue, advice, settings, what was sold, photographs; pages' files."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from contract.advice import Advice
from contract.sheet import stylesheet
from contract.sold import Sold
from contract.styles import Catalogue
from hub.web.callers import ForAnyone, ForScreens, ForTouchpoint
from hub.web.parts import Here
from hub.web.problems import ProblemError

router = APIRouter()

#: A rendition's name says what is in it, so it never changes.
FOR_EVER = "public, max-age=31536000, immutable"
STATIC = Path(__file__).with_name("static")


@router.get("/v1/catalogue", response_model=Catalogue, responses={304: {}})
def catalogue(
    _who: ForScreens, here: Here, since: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """The whole catalogue; 304 when *since* is the version in force."""
    found = here.desk.catalogue()
    if found is None:
        raise ProblemError(
            404, "No catalogue yet", "`python -m hub import catalogue FILE` brings the first one."
        )
    tag = {"ETag": f'"{found.version}"', "Cache-Control": "no-cache"}
    if since == found.version:
        return Response(status_code=304, headers=tag)
    return Response(found.model_dump_json(), headers=tag, media_type="application/json")


@router.get("/v1/sold", response_model=Sold)
def sold(_who: ForTouchpoint, here: Here) -> Response:
    """Marks of all that was sold, so that nobody has to say which serial they ask about."""
    found, headers = here.desk.sold().model_dump_json(), {"Cache-Control": "no-store"}
    return Response(found, headers=headers, media_type="application/json")


@router.get("/v1/advice", response_model=Advice, responses={404: {}})
def advice(_who: ForScreens, here: Here) -> Response:
    """What goes with each style and what is like it; 404 until it was first found out."""
    found = here.desk.advice
    if found is None:
        raise ProblemError(404, "No advice yet", "It follows the catalogue within a minute.")
    tag = {"ETag": f'"{found.version}"', "Cache-Control": "no-cache"}
    return Response(found.model_dump_json(), headers=tag, media_type="application/json")


@router.get("/v1/settings")
def settings(_who: ForScreens, here: Here) -> dict[str, object]:
    """What this store lets its touchpoints know: times in seconds, languages, and a version.

    `features` are those of its `tier`; the `switches` that hold on a day of `timezone` (`since` the
    first, `until` the last) change them, the later one last. So a screen without a line knows what
    is on today.
    """
    return dict(here.settings())


@router.get("/media/{name:path}", response_class=FileResponse)
def media(_who: ForScreens, here: Here, name: str) -> FileResponse:
    return _file(here.media, name, FOR_EVER)


@router.get("/static/{name:path}", include_in_schema=False)
def static(_who: ForAnyone, request: Request, name: str) -> FileResponse:
    """The pages' scripts, styles and fonts; immutable when asked for by version."""
    return _file(STATIC, name, FOR_EVER if request.query_params else "no-cache")


@router.get("/brand.css", include_in_schema=False)
def brand_css(_who: ForAnyone, here: Here) -> Response:
    headers = {"Cache-Control": "no-cache"}
    return Response(stylesheet(here.brand), headers=headers, media_type="text/css")


def _file(folder: Path, name: str, caching: str) -> FileResponse:
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ProblemError(404, "No such file", f"{name!r} is not here.")
    return FileResponse(path, headers={"Cache-Control": caching})
