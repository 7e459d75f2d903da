"""What the routes work with: the desk, credentials, nudges, files, brand and clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from jinja2 import Environment
from prometheus_client import CollectorRegistry

from contract.brand import Brand
from hub.access import Access
from hub.commanding import Commanding
from hub.commands import Rules
from hub.crm.counter import CardCounter
from hub.desk import Desk
from hub.nudges import Nudges
from hub.screenshots import Screenshots
from messaging.clock import Clock


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
    rules: Rules
    store: str
    language: str
    timezone: ZoneInfo
    #: What `/v1/settings` tells touchpoints now.
    settings: Callable[[], Mapping[str, object]]
    #: Metrics of the whole process.
    registry: CollectorRegistry
    #: Where touchpoints ask whose loyalty card they read.
    cards: CardCounter
    commanding: Commanding
    screenshots: Screenshots
    #: Of this hub's program.
    version: str


def parts_of(request: Request) -> Parts:
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(f"{type(parts)} was found in app.state.parts; create_app puts Parts there")
    return parts


Here = Annotated[Parts, Depends(parts_of)]
