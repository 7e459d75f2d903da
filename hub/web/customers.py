"""Whose card a shopper held up, once they have agreed: asked by a screen, kept by nobody."""

import math

from fastapi import APIRouter, Response

from contract.customers import CustomerAnswer, CustomerAsk
from hub import erased
from hub.crm.counter import NoCards, TooOften
from hub.crm.port import CrmAway
from hub.web.body import Asked, asks
from hub.web.callers import ForTouchpoint
from hub.web.parts import Here
from hub.web.problems import ProblemError

router = APIRouter()


@router.post("/v1/customers", openapi_extra=asks(CustomerAsk))
def customer_of(who: ForTouchpoint, here: Here, body: Asked, response: Response) -> CustomerAnswer:
    """The opaque id of a card's owner, or nothing for a card that nobody knows.

    404: this store has no CRM; 429: asked too often; 503: the CRM cannot be reached.
    """
    ask = body.read(CustomerAsk)
    response.headers["Cache-Control"] = "no-store"
    try:
        customer = here.cards.customer_of(who.name, ask.code)
    except NoCards:
        raise ProblemError(
            404, "No cards are known here", "[crm] in the hub's settings says who knows them."
        ) from None
    except TooOften as error:
        wait = math.ceil(error.wait)
        raise ProblemError(
            429,
            "Asked too often",
            f"The next question counts in {wait} seconds.",
            headers={"Retry-After": str(wait)},
        ) from None
    except CrmAway:
        raise ProblemError(
            503, "The CRM cannot be reached", "Nothing is known of this card just now; ask later."
        ) from None
    with here.desk.db.read() as rx:
        # A CRM that still gives the id of somebody who was erased: to say that the visit is linked
        # would be untrue.
        gone = customer is not None and erased.marks(rx).is_gone(customer)
    return CustomerAnswer(customer=None if gone else customer)
