"""The operations page: screens, hubs, numbers that never came, clocks, readers, refusals."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from contract.figures import READ_QUALITY, USABLE_MINUTES
from headoffice.journey_map import FEWEST, Period
from headoffice.operations import DAYS, operations
from headoffice.web.access import ThePageAccount
from headoffice.web.live import checked
from headoffice.web.look import page
from headoffice.web.parts import TheParts
from headoffice.web.together import at_once

router = APIRouter(include_in_schema=False)


@router.get("/operations", response_class=HTMLResponse)
def the_operations(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    store: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Six whole days and today so far: of all stores, or of one of them by its devices."""
    known = parts.known()
    if store:
        checked(parts, store)
    now = parts.now()
    today = now.astimezone(parts.zone).date()
    span = Period(today - timedelta(days=DAYS - 1), today, parts.zone)
    found = operations(
        parts.ask,
        parts.rejected.tally(span.start, parts.scope.only(store)),
        known,
        store,
        now,
        span,
        at_once,
    )
    return page(
        request, parts, "operations.html", account=account, store=store, known=known, now=now,
        found=found, span=span, zones=parts.zones, usable=USABLE_MINUTES, quality=READ_QUALITY,
        fewest=FEWEST,
        heard=found.heard,
    )  # fmt: skip
