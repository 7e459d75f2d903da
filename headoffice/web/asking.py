"""What a page of figures is asked for: days and a store, from its address."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Query

from headoffice.journey_map import Asked, Period
from headoffice.web.parts import TheParts
from headoffice.web.refusing import NO_STORE, no_such

#: How far back a page may look: what is kept as events.
MOST_DAYS: Final = 762
#: What a click gives.
OFFERED: Final = (7, 30, 90)

Days = Annotated[int, Query(ge=1, le=MOST_DAYS, description="whole days up to yesterday")]
Store = Annotated[str, Query(max_length=32)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked, and the stores there are; *store* is empty for all of them."""

    asked: Asked
    store: str
    days: int
    stores: tuple[str, ...]
    today: date

    def link(self, path: str, **more: object) -> str:
        """*path* for the same days and store, unless *more* says otherwise."""
        said = {"store": self.store, "days": self.days, **more}
        return f"{path}?{urlencode({k: v for k, v in said.items() if v not in ('', None)}, True)}"


def chosen(parts: TheParts, store: Store = "", days: Days = 30) -> Chosen:
    """The last *days* whole days by head office's clock; 404 for a store that nobody knows."""
    stores = tuple(parts.known())
    if store and store not in stores:
        raise no_such(NO_STORE, store, stores)
    today = parts.now().astimezone(parts.zone).date()
    period = Period(today - timedelta(days=days), today - timedelta(days=1), parts.zone)
    return Chosen(Asked(period, (store,) if store else ()), store, days, stores, today)


TheChoice = Annotated[Chosen, Depends(chosen)]
