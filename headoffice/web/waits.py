"""The service page: requests by hour and store, the wait that was told, what shoppers thought."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from headoffice.journey_map import FEWEST, heard
from headoffice.waits import LIVES, OPINIONS, TOLD, service
from headoffice.web.access import ThePageAccount
from headoffice.web.asking import OFFERED, TheChoice
from headoffice.web.look import page
from headoffice.web.parts import TheParts
from headoffice.web.together import soon

router = APIRouter(include_in_schema=False)


@router.get("/service", response_class=HTMLResponse)
def the_service(
    request: Request, parts: TheParts, account: ThePageAccount, choice: TheChoice
) -> Response:
    came = soon(heard, parts.kept, choice.asked, choice.stores, choice.today)
    return page(
        request, parts, "service.html", account=account, choice=choice, offered=OFFERED,
        fewest=FEWEST, found=service(parts.kept, choice.asked), heard=came(), lives=LIVES,
        told_means=TOLD, opinions=OPINIONS,
    )  # fmt: skip
