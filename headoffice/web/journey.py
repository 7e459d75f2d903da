"""The journey pages: the map, visits that ended in a phase, one visit, a funnel of clicks."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from headoffice.funnels import (
    BOUGHT,
    MOST_STEPS,
    STEPS,
    STYLES,
    TOGETHER,
    WHOLE_VISIT,
    Apart,
    NoFunnel,
    SplitBy,
    checked,
    funnels,
)
from headoffice.journey_map import FEWEST, Heard, examples, heard, journey_map
from headoffice.purchases import SOLD, WITH_PURCHASE, Bought
from headoffice.web.access import ThePageAccount
from headoffice.web.asking import OFFERED, Chosen, TheChoice
from headoffice.web.briefing import names
from headoffice.web.look import page
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_PHASE, NO_VISIT, Refused, no_such
from headoffice.web.speech import language_of
from headoffice.web.stores import tiers_of
from headoffice.web.together import at_once, soon

router = APIRouter(include_in_schema=False)
Came = Callable[[], tuple[Heard, ...]]
#: Minutes; nothing means the whole visit.
WITHIN: Final = (5, 15, 60)
_BEGIN: Final = ("visit.started", "garment.arrived", "request.made", "request.done")


@router.get("/journey", response_class=HTMLResponse)
def the_map(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    choice: TheChoice,
    by: Literal["phase", "spot"] = "phase",
) -> Response:
    came, sold = _heard(parts, choice), soon(parts.kept, SOLD, choice.asked.params())
    found = journey_map(parts.kept, choice.asked, parts.phases, by_spot=by == "spot", each=at_once)
    return _page(
        request, parts, choice, "journey.html", came, account=account, map=found, by=by,
        bought=Bought.of(found.visits, sold()), meaning=(WITH_PURCHASE,),
    )  # fmt: skip


@router.get("/journey/visits", response_class=HTMLResponse)
def ended_here(
    request: Request, parts: TheParts, account: ThePageAccount, choice: TheChoice, phase: str
) -> Response:
    known = {it.name: it for it in parts.phases.phase}
    if phase not in known:
        raise no_such(NO_PHASE, phase, known)
    came = _heard(parts, choice)
    found = examples(parts.ask, choice.asked, phase)
    return _page(
        request,
        parts,
        choice,
        "ended.html",
        came,
        account=account,
        phase=known[phase],
        found=found,
        phases=parts.phases.phase,
    )


@router.get("/visits/{store}/{visit}", response_class=HTMLResponse)
def one_visit(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    store: Annotated[str, Path(max_length=32)],
    visit: UUID,
) -> Response:
    rows = parts.ask("visit_story", {"store": store, "visit": str(visit)})
    if not rows:
        raise Refused(404, NO_VISIT, visit=visit, store=repr(store))
    return page(
        request, parts, "visit.html", account=account, store=store, rows=rows,
        phases=parts.phases, name_of=names(parts, language_of(request)),
    )  # fmt: skip


@router.get("/funnel", response_class=HTMLResponse)
def funnel(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    choice: TheChoice,
    step: Annotated[list[str] | None, Query(max_length=MOST_STEPS + 1)] = None,
    within: Annotated[int, Query(ge=0, le=24 * 60, description="minutes; 0 is any")] = 0,
    by: SplitBy = "",
) -> Response:
    steps = tuple(_BEGIN if step is None else (one for one in step if one))
    limit = within * 60_000 or WHOLE_VISIT
    apart = Apart(by, tiers_of(parts, choice.stores), parts.shelf.current()) if by else TOGETHER
    try:
        steps = checked(steps)
        came = _heard(parts, choice)
        found = funnels(parts.ask, choice.asked, steps, within=limit, apart=apart)
    except NoFunnel as error:
        raise HTTPException(422, str(error)) from error
    return _page(
        request, parts, choice, "funnel.html", came, account=account, steps=steps, found=found,
        within=within, withins=WITHIN, by=by, all_steps=STEPS, most=MOST_STEPS, styles=STYLES,
        titles=parts.shelf.current().titles(language_of(request)), meaning=(WITH_PURCHASE,),
        sold=BOUGHT in steps,
    )  # fmt: skip


def _heard(parts: Parts, choice: Chosen) -> Came:
    """On how many days which store was heard, as soon as it is known."""
    return soon(heard, parts.kept, choice.asked, choice.stores, choice.today)


def _page(
    request: Request, parts: Parts, choice: Chosen, template: str, came: Came, **more: Any
) -> Response:
    return page(
        request, parts, template, choice=choice, offered=OFFERED, fewest=FEWEST,
        heard=came(), **more,
    )  # fmt: skip
