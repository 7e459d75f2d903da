"""The pilots page: stores that try something, against the others, before and since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from contract.tiers import Tiers
from headoffice.journey_map import FEWEST, Asked, Period, heard
from headoffice.piloted import Measured, measured
from headoffice.pilots import CAUTION, SENTENCES, Against, Comparison, compare
from headoffice.purchases import WITH_PURCHASE, Bought
from headoffice.web.access import ThePageAccount
from headoffice.web.look import page, words_for
from headoffice.web.parts import Parts, TheParts
from headoffice.web.refusing import NO_PHASE, NO_STORE, NOT_BEGUN, Refused, no_such
from headoffice.web.words import Words

router = APIRouter(include_in_schema=False)
#: Days before and since that are compared.
_SPAN: Final = 42
#: The same comparison gives the same interval each time that it is looked at.
_SEED: Final = 20_261_130


@dataclass(frozen=True, slots=True)
class Known:
    """A pilot as the tiers that were sent last have it."""

    feature: str
    since: date
    stores: tuple[str, ...]


@router.get("/pilots", response_class=HTMLResponse)
def pilots(
    request: Request,
    parts: TheParts,
    account: ThePageAccount,
    store: Annotated[list[str] | None, Query(max_length=2000)] = None,
    since: Annotated[date | None, Query(description="the pilot's first day")] = None,
    phase: str = "",
    against: Against = "all",
) -> Response:
    known = parts.known()
    chosen = tuple(dict.fromkeys(one for one in store or () if one))
    if strangers := [one for one in chosen if one not in known]:
        raise no_such(NO_STORE, strangers[0], known)
    phases = parts.phases.phase
    if phase and phase not in {it.name for it in phases}:
        raise no_such(NO_PHASE, phase, (it.name for it in phases))
    today = parts.now().astimezone(parts.zone).date()
    if since is not None and not date(2000, 1, 1) < since < today:
        raise Refused(422, NOT_BEGUN, found=since)
    span = _period(parts, since, today) if since else None
    counted = measured(parts.kept, span, since, phase) if chosen and span and since else None
    found = _compared(counted, chosen, since, against) if counted and since else None
    return page(
        request, parts, "pilots.html", account=account, known=known, chosen=chosen, since=since,
        phase=next((it for it in phases if it.name == phase), None), phases=phases, against=against,
        sides=_sides(counted, found) if counted and found and not phase else (),
        meaning=(WITH_PURCHASE,), found=found, span=span, today=today,
        told=known_pilots(parts, today),
        sentence=_sentence(found, words_for(request)) if found else "", caution=CAUTION,
        fewest=FEWEST,
        heard=heard(parts.ask, Asked(span), known, today) if span else (),
    )  # fmt: skip


def _period(parts: Parts, since: date, today: date) -> Period:
    """The days since then that are over, six weeks at most, and as many before."""
    last = min(since + timedelta(days=_SPAN - 1), today - timedelta(days=1))
    days = (last - since).days + 1
    return Period(since - timedelta(days=days), last, parts.zone)


def _compared(
    counted: Measured, chosen: Sequence[str], since: date, against: Against
) -> Comparison:
    chance = Random(_SEED)  # noqa: S311 - the same each time, and no secret
    return compare(counted.days, chosen, since, chance, against=against)


def _sides(counted: Measured, found: Comparison) -> tuple[Bought, Bought, Bought, Bought]:
    """The pilots before and since, and the others that they are held against."""
    pilots, others = ({it.store for it in side} for side in (found.pilots, found.others))
    return (
        counted.of(pilots, since=False), counted.of(pilots, since=True),
        counted.of(others, since=False), counted.of(others, since=True),
    )  # fmt: skip


def _sentence(found: Comparison, words: Words) -> str:
    said = {"own": found.own, "rest": found.rest, "low": found.low, "high": found.high}
    points: dict[str, Any] = {key: words.points(value or 0.0) for key, value in said.items()}
    size = words.points(abs(found.effect or 0.0)).removeprefix("+")
    return words.say(SENTENCES[found.verdict], effect=size, **points)


def known_pilots(parts: Parts, today: date) -> tuple[Known, ...]:
    """Features that were switched on for some stores by name, and have begun."""
    sent = parts.messages.newest("settings")
    if sent is None:
        return ()
    tiers = Tiers.model_validate(sent)
    return tuple(
        Known(it.feature, it.since, it.stores)
        for it in tiers.switches
        if it.on and it.stores and it.since is not None and it.since < today
    )
