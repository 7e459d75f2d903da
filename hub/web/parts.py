"""What the routes work with: the desk, credentials, nudges, files, brand and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from jinja2 import Environment
from prometheus_client import CollectorRegistry

from contract.brand import Brand
from hub.access import Access
from hub.attendance import Attendance
from hub.commanding import Commanding
from hub.commands import Rules
from hub.crm.counter import CardCounter
from hub.desk import Desk
from hub.nudges import Nudges
from hub.screenshots import Screenshots
from hub.web.offers import Offers
from messaging.clock import Clock

LANGUAGES: Final = {
    "en": "English", "fr": "Français", "it": "Italiano", "de": "Deutsch", "es": "Español",
}  # fmt: skip
#: What was chosen on a device; no secret.
LANGUAGE_COOKIE: Final = "parcours_language"


@dataclass(frozen=True, slots=True)
class Parts:
    desk: Desk
    access: Access
    nudges: Nudges
    #: The folder of photo renditions.
    media: Path
    brand: Brand
    clock: Clock
    pages: Environment
    #: The pages in another language.
    pages_in: Callable[[str], Environment]
    rules: Rules
    store: str
    language: str
    timezone: ZoneInfo
    #: What `/v1/settings` tells touchpoints now.
    settings: Callable[[], Mapping[str, object]]
    #: Who is here, as the open pages tell.
    attendance: Attendance
    #: Metrics of the whole process.
    registry: CollectorRegistry
    #: What was offered a moment ago.
    offers: Offers
    #: Where touchpoints ask whose loyalty card they read.
    cards: CardCounter
    commanding: Commanding
    screenshots: Screenshots
    #: Of this hub's program.
    version: str
    #: The store's own authority, which phones have to trust; None when they trust the hub anyway.
    ca: Path | None = None


def parts_of(request: Request) -> Parts:
    """The parts, speaking the language that was chosen on this device."""
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(f"{type(parts)} was found in app.state.parts; create_app puts Parts there")
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES and chosen != parts.language:
        return replace(parts, language=chosen, pages=parts.pages_in(chosen))
    return parts


async def _here(request: Request) -> Parts:
    # Nothing waits in here, and a thread for it would cost a page as much as what it does there.
    return parts_of(request)


Here = Annotated[Parts, Depends(_here)]
