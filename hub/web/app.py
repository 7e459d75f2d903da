"""Puts the hub's web application together from the parts it is handed."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from prometheus_client import REGISTRY, CollectorRegistry

from contract.brand import Brand
from hub.access import Access
from hub.attendance import Attendance
from hub.commanding import Commanding
from hub.counter_desk import CounterDesk
from hub.crm.counter import CardCounter
from hub.crm.port import Crm
from hub.desk import Desk
from hub.nudges import Nudges
from hub.screenshots import Screenshots
from hub.web import (
    api,
    briefing,
    closing,
    counter,
    counter_api,
    customers,
    devices,
    door,
    feeds,
    figures,
    files,
    fleet,
    floor,
    installing,
    live,
    ops,
    paper,
    past,
    presence,
    problems,
    queue,
    shelf,
    story,
    till,
    tongue,
    trust,
)
from hub.web.body import MOST_BYTES
from hub.web.headers import BrowserRules
from hub.web.offers import Offers
from hub.web.pages import environment
from hub.web.parts import Parts
from messaging.clock import Clock

ROUTERS = (
    queue.router,
    floor.router,
    closing.router,
    presence.router,
    story.router,
    past.router,
    tongue.router,
    counter.router,
    fleet.router,
    door.router,
    shelf.router,
    api.router,
    counter_api.router,
    live.router,
    files.router,
    feeds.router,
    customers.router,
    ops.router,
    installing.router,
    trust.router,
    devices.router,
    till.router,
    briefing.router,
    figures.router,
    paper.router,
)
#: The net below the limits that answer in words, for forms above all.
MAX_BODY = 2 * MOST_BYTES


def create_app(
    desk: Desk,
    access: Access,
    nudges: Nudges,
    media: Path,
    brand: Brand,
    clock: Clock,
    commanding: Commanding,
    screenshots: Screenshots,
    *,
    language: str = "en",
    timezone: ZoneInfo | None = None,
    settings: Callable[[], Mapping[str, object]] = dict,
    registry: CollectorRegistry = REGISTRY,
    crm: Crm | None = None,
    attendance: Attendance | None = None,
    ca: Path | None = None,
    version: str = "0",
) -> FastAPI:
    """The ASGI application of one store's hub.

    *media* is the folder of photo renditions; *language* that of the pages and of styles' titles;
    *settings* gives what touchpoints may fetch; *crm* knows whose loyalty card it is; *ca* is the
    store's own authority, where it has one; *version* is this program's.
    """
    app = _application()
    zone = timezone or ZoneInfo("UTC")
    pages_in = cache(partial(environment, brand, _asked(desk, zone)))
    app.state.parts = Parts(
        desk=desk,
        access=access,
        nudges=nudges,
        media=media,
        brand=brand,
        clock=clock,
        pages=pages_in(language),
        pages_in=pages_in,
        rules=desk.rules,
        store=desk.store,
        language=language,
        timezone=zone,
        settings=settings,
        attendance=attendance or Attendance(clock),
        registry=registry,
        offers=Offers(desk),
        cards=CardCounter(crm, clock),
        ca=ca,
        commanding=commanding,
        screenshots=screenshots,
        version=version,
    )
    return app


def _asked(desk: Desk, zone: ZoneInfo) -> Mapping[str, Callable[[], object]]:
    """What waits at the counter, and the time on the store's wall."""
    return {
        "to_answer": CounterDesk(desk).to_answer,
        "wall": lambda: desk.clock.now().astimezone(zone).strftime("%H:%M"),
    }


def _application() -> FastAPI:
    """All routes, and nothing yet for them to work with."""
    # The ready-made documentation pages load from a CDN, which a store without internet has not.
    app = FastAPI(
        title="Parcours hub",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=MAX_BODY,
    )
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(BrowserRules)
    return app
