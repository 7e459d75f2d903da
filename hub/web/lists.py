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


@dataclass(frozen=True, slots=True)
class Queue:
    """What one associate has to know, the longest wait first."""

    waiting: tuple[Card, ...]
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
) -> Queue:
    """Open *requests* and those *ended* unread; what its reader was told of comes first."""

    def rank(request: Request) -> tuple[bool, int, datetime, str]:
        told = maker.told.get(request.request, ()) if request.waiting else ()
        called = any(one.associate == maker.reader for one in told)
        steps = min(request.level, MANAGER_TOLD if manager else 1) if request.waiting else 0
        return not called, -steps, request.made, request.request

    cards = [maker.card(request) for request in sorted(requests, key=rank)]
    over = [request for request in ended if maker.now - request.updated < UNREAD_FOR]
    return Queue(
        waiting=tuple(card for card in cards if not card.taken),
        mine=tuple(card for card in cards if card.mine),
        others=tuple(card for card in cards if card.taken and not card.mine),
        put_back=tuple(maker.card(r) for r in over if _to_put_back(r, maker)),
        unanswered=tuple(
            maker.card(r) for r in over if manager and r.state is RequestStatus.EXPIRED
        ),
    )


def _to_put_back(request: Request, maker: CardMaker) -> bool:
    recent = maker.now - request.updated < PUT_BACK_FOR
    mine = request.associate == maker.reader
    return request.state is RequestStatus.CANCELLED and mine and recent
