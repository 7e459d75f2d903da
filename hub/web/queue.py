"""The staff app's first page: who waits, what is mine, what others have; and every step on it."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from contract.ids import Gtin, Uuid
from contract.requests import UnavailableReason
from hub.commands import Applied, Closed, Repeated, Unknown
from hub.web.api import Step, StepAsk, act, may_take, refusal
from hub.web.callers import ForStaff, Who
from hub.web.cards import Card
from hub.web.closing import closing_line
from hub.web.lists import UNREAD_FOR, queue
from hub.web.parts import Here, Parts
from hub.web.reader import card_maker
from hub.web.ways import asks_for_part, way_back

router = APIRouter(include_in_schema=False)

#: Whether what calls colleagues is shown too, however much of it there is.
Whole = Annotated[bool, Query(alias="all")]
_WHOLE_PAGE: Final = "/?all=true"


@router.get("/")
def page(who: ForStaff, here: Here, *, whole: Whole = False) -> HTMLResponse:
    """With `all=true`, also what calls colleagues, however much of it there is."""
    return HTMLResponse(_render(here, who, "queue.html", whole=whole))


@router.get("/queue")
def partial(who: ForStaff, here: Here, *, whole: Whole = False) -> HTMLResponse:
    """What a nudge fetches: the inside of the queue and nothing around it."""
    return HTMLResponse(_render(here, who, "queue_inside.html", whole=whole))


@router.post("/requests/{request_id}/{step}")
def take_step(
    who: ForStaff,
    here: Here,
    request: Request,
    request_id: Uuid,
    step: Step,
    to: Annotated[str | None, Form()] = None,
    reason: Annotated[UnavailableReason, Form()] = UnavailableReason.NOT_FOUND,
    alternative_gtin: Annotated[Gtin | None, Form()] = None,
) -> Response:
    """A step from a button: the queue as it is afterwards, with the reason when it could not be."""
    ask = StepAsk(to=to or None, reason=reason, alternative_gtin=alternative_gtin, undoable=True)
    answer = act(here, who, request_id, step, ask)
    stays = asks_for_part(request)
    whole = stays and way_back(request).onward == _WHOLE_PAGE
    if isinstance(answer, Applied | Repeated):
        if stays:
            return HTMLResponse(_render(here, who, "queue_inside.html", notice="", whole=whole))
        return RedirectResponse("/", status_code=303)
    problem = refusal(here, request_id, step, answer)
    template = "queue_inside.html" if stays else "queue.html"
    _, notice = problem.told(here.language)
    return HTMLResponse(_render(here, who, template, notice=notice, whole=whole), problem.status)


@router.get("/requests/{request_id}/not-found")
def not_found(who: ForStaff, here: Here, request_id: Uuid) -> HTMLResponse:
    """Why it cannot be brought, and what could be instead."""
    return _form(here, who, request_id, "not_found.html")


@router.get("/requests/{request_id}/hand-over")
def hand_over(who: ForStaff, here: Here, request_id: Uuid) -> HTMLResponse:
    """To whom a request may be given."""
    return _form(here, who, request_id, "hand_over.html")


def _form(here: Parts, who: Who, request_id: str, template: str) -> HTMLResponse:
    request = here.desk.request(request_id)
    owner = request.associate if request else None
    colleagues = [p for p in here.access.associates() if p.associate != owner]
    reached = [p for p in colleagues if may_take(here, who, p.associate)]
    text = here.pages.get_template(template).render(
        who=who,
        card=_card(here, who, request_id),
        reached=reached,
        away=[p.name for p in colleagues if p not in reached],
    )
    return HTMLResponse(text)


def _card(here: Parts, who: Who, request_id: str) -> Card:
    request = here.desk.request(request_id)
    if request is None or not request.open:
        raise (
            refusal(here, request_id, "", Unknown())
            if request is None
            else refusal(here, request_id, "", Closed(request.state))
        )
    return card_maker(here, who).card(request, alternatives=6)


def _render(
    here: Parts, who: Who, template: str, notice: str | None = None, *, whole: bool = False
) -> str:
    cards = queue(
        here.desk.open_requests(),
        card_maker(here, who),
        here.desk.unread_ends(here.clock.now() - UNREAD_FOR),
        manager=who.associate.manager,
        whole=whole,
    )
    resting = here.attendance.resting(who.associate.associate)
    return here.pages.get_template(template).render(
        who=who,
        queue=cards,
        whole=whole,
        notice=notice,
        resting=resting,
        # Nobody is called on a break or in a shut store, by the counter neither.
        rings=not resting and here.rules.hours.is_open(here.clock.now()),
        closing=closing_line(here),
    )
