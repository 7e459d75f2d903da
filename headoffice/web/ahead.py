"""What the pages of all stores ask, asked before somebody opens them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from headoffice import products
from headoffice.answers import Rows
from headoffice.figures import Ask
from headoffice.journey_map import Asked, Period, heard, journey_map
from headoffice.purchases import SOLD
from headoffice.styles import Assortment
from headoffice.waits import service
from headoffice.web import stores
from headoffice.web.asking import OFFERED
from headoffice.web.parts import Parts


def ask_ahead(parts: Parts, ended: Callable[[], bool]) -> None:
    """The answers that journey, products, service and stores show of all stores, until it *ended*.

    Raises StoreError.
    """

    def anew(name: str, params: Any) -> Rows:
        return () if ended() else parts.answers.anew(parts.ask, name, params)

    today = parts.now().astimezone(parts.zone).date()
    for days in OFFERED:
        period = Period(today - timedelta(days=days), today - timedelta(days=1), parts.zone)
        journey_map(anew, Asked(period), parts.phases)
        anew(SOLD, Asked(period).params())
        of_products(anew, Asked(period), parts.shelf.current())
        service(anew, Asked(period))
        heard(anew, Asked(period), (), today)
        stores.ask_ahead(parts, anew, period)


def of_products(ask: Ask, asked: Asked, known: Assortment) -> dict[str, Any]:
    """Everything that the page of all products tells. Raises TooSlow, StoreError."""
    found = products.tries(ask, asked, known)
    return {
        "tried": found.styles,
        "bought": found.bought,
        "missed": products.missed(ask, asked, known),
        "pairs": found.pairs,
        "books": products.books(ask, asked, known),
    }
