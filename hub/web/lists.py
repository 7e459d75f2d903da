"""The queue as one person reads it: what waits, what is theirs, what others have, what is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contract.requests import RequestStatus
from hub.commands import Request
from hub.requests import LADDER
from hub.web.cards import Card, CardMaker

#: The step of the ladder on which the manager stands.
MANAGER_TOLD: Final = LADDER.index("manager") + 1
#: How long a request that ended is shown to whoever has to read it.
UNREAD_FOR: Final = timedelta(days=1)
PUT_BACK_FOR: Final = timedelta(minutes=10)
#: Of what calls somebody else, so many of those that wait stand in the list; a phone shows no more
#: at once, and with thirty of them each card counts.
NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Queue:
    """What one associate has to know, the longest wait first."""

    waiting: tuple[Card, ...]
    #: How many more wait, all of which call somebody else.
    folded: int
    mine: tuple[Card, ...]
    others: tuple[Card, ...]
    #: Cancelled while this associate had it: to be put back.
    put_back: tuple[Card, ...]
    #: Ended with nobody having answered; for a manager to know.
    unanswered: tuple[Card, ...]


def queue(
    requests: Iterable[Request],
    maker: CardMaker,
    ended: Iterable[Request] = (),
    *,
    manager: bool = False,
    whole: bool = False,
) -> Queue:
    """Open *requests* and those *ended* unread; what its reader was told of comes first.

    Unless the *whole* is asked for, of what calls somebody else only the first few.
    """

    def rank(request: Request) -> tuple[bool, int, datetime, str]:
        steps = min(request.level, MANAGER_TOLD if manager else 1) if request.waiting else 0
        return not maker.calls(request), -steps, request.made, request.request

    requests = sorted(requests, key=rank)
    waiting = [request for request in requests if not request.taken]
    shown = waiting if whole else _near(waiting, maker)
    taken = [maker.card(request) for request in requests if request.taken]
    over = [request for request in ended if maker.now - request.updated < UNREAD_FOR]
    return Queue(
        waiting=tuple(maker.card(request) for request in shown),
        folded=len(waiting) - len(shown),
        mine=tuple(card for card in taken if card.mine),
        others=tuple(card for card in taken if not card.mine),
        put_back=tuple(maker.card(r) for r in over if _to_put_back(r, maker)),
        unanswered=tuple(
            maker.card(r) for r in over if manager and r.state is RequestStatus.EXPIRED
        ),
    )


def _near(waiting: Iterable[Request], maker: CardMaker) -> list[Request]:
    """What rings on the reader's phone, and the first of what calls somebody else."""
    near, others = [], 0
    for request in waiting:
        elsewhere = not maker.rings(request)
        others += elsewhere
        if not elsewhere or others <= NEAR:
            near.append(request)
    return near


def _to_put_back(request: Request, maker: CardMaker) -> bool:
    recent = maker.now - request.updated < PUT_BACK_FOR
    mine = request.associate == maker.reader
    return request.state is RequestStatus.CANCELLED and mine and recent
