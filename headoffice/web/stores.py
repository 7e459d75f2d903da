"""The stores side by side: this period beside an earlier one, by tier, comparable stores alone."""

from collections.abc import Mapping
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from contract.tiers import read_wire
from headoffice.comparing import (
    ENOUGH_DAYS,
    Against,
    SortBy,
    by_day,
    compared,
    earlier,
    ordered,
    together,
)
from headoffice.figures import Ask
from headoffice.journey_map import FEWEST, Period, heard
from headoffice.purchases import WITH_PURCHASE
from headoffice.web.access import ThePageAccount
from headoffice.web.asking import OFFERED, TheChoice
from headoffice.web.look import page
from headoffice.web.parts import Parts, TheParts
from headoffice.web.pilots import known_pilots
from headoffice.web.refusing import NO_TIER, no_such

router = APIRouter(include_in_schema=False)
#: What the table may be sorted by, in the order of its columns.
COLUMNS: Final[tuple[SortBy, ...]] = (
    "store", "visits", "change", "sold", "dwell", "requests", "wait", "unanswered",
)  # fmt: skip


@router.get("/stores", response_class=HTMLResponse)
def stores(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    choice: TheChoice,
    against: Against = "before",
    tier: Annotated[str, Query(max_length=32)] = "",
    by: SortBy = "visits",
) -> Response:
    tiers = tiers_of(parts, choice.stores)
    known = sorted(set(tiers.values()) - {""})
    if tier and tier not in known:
        raise no_such(NO_TIER, tier, known, "none, until tiers are sent")
    period = choice.asked.period
    then = earlier(period, against)
    wanted = {name: own for name, own in tiers.items() if tier in ("", own)}
    found = compared(parts.kept, period, then, wanted)
    drawn = [it for it in found if (it.store == choice.store if choice.store else not it.why)]
    return page(
        request, parts, "stores.html", account=account, choice=choice, offered=OFFERED,
        fewest=FEWEST, against=against, tier=tier, tiers=known, by=by, columns=COLUMNS,
        found=ordered([it for it in found if not it.why], by), then=then,
        left_out=[it for it in found if it.why], totals=together(found), enough=ENOUGH_DAYS,
        days=by_day(drawn, period, then) if drawn else (), meaning=(WITH_PURCHASE,),
        notes=parts.noted(period.first, period.last, choice.store),
        pilots=known_pilots(parts, choice.today),
        heard=heard(parts.kept, choice.asked, choice.stores, choice.today),
    )  # fmt: skip


def ask_ahead(parts: Parts, ask: Ask, period: Period) -> None:
    """What the page of all stores shows, by *ask*. Raises StoreError."""
    tiers = tiers_of(parts, tuple(parts.known()))
    for against in get_args(Against):
        compared(ask, period, earlier(period, against), tiers)


def tiers_of(parts: Parts, stores: tuple[str, ...]) -> Mapping[str, str]:
    """Each store's tier as it was sent last; empty where none was ever sent."""
    sent = parts.messages.newest("settings")
    if sent is None:
        return dict.fromkeys(stores, "")
    tiers = read_wire(sent)
    return {store: tiers.tier_of(store) for store in stores}
