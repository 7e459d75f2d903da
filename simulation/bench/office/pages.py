"""The pages somebody signed in opens, over real HTTP, and how long each takes."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

import requests

from simulation.bench.figure import median, share
from simulation.processes import ProgramFailed

_TIMEOUT: Final = 60.0
#: Milliseconds that a page may take, and one that shows a funnel somebody made by hand.
GOAL: Final = 300
FUNNEL_GOAL: Final = 1000
_STEPS: Final = ("visit.started", "garment.arrived", "request.made", "request.done")


@dataclass(frozen=True, slots=True)
class Page:
    """What it is called in the table, where it is, and the milliseconds it may take."""

    name: str
    path: str
    goal: int = GOAL


def pages(
    stores: Sequence[str], pilots: Sequence[str], since: date, today: date
) -> tuple[Page, ...]:
    """Every page of head office that asks the journey store; *pilots* pilot *since* that day."""
    store, style = stores[0], "wool-coat"
    steps = [("step", step) for step in _STEPS]
    # Shut on Sundays.
    last = today - timedelta(days=2 if today.weekday() == 0 else 1)
    return (
        Page("live", "/"),
        Page("events as they come", "/live"),
        Page("a store's floor", f"/live/stores/{store}"),
        Page("journey, 7 days", "/journey?days=7"),
        Page("journey, 30 days", "/journey?days=30"),
        Page("journey, 90 days", "/journey?days=90"),
        Page("journey of one store, 90 days", _asked("/journey", store=store, days="90")),
        Page("visits that ended in a phase", "/journey/visits?days=30&phase=consideration"),
        _funnel("made funnel of all stores, 30 days", *steps),
        _funnel("the same by language, within an hour", *steps, by="language", within="60"),
        _funnel("made funnel of one store, 30 days", *steps, store=store),
        Page(
            "pilots against the others",
            _asked("/pilots", *(("store", it) for it in pilots), since=since.isoformat()),
        ),
        Page("products, 30 days", "/products?days=30"),
        Page("a style, 30 days", f"/products/{style}?days=30"),
        Page("service, 30 days", "/service?days=30"),
        Page("service of one store, 30 days", _asked("/service", store=store)),
        Page("stores side by side, 30 days", "/stores?days=30"),
        Page("operations", "/operations"),
        Page("briefing of the network", f"/briefing?day={last}"),
        Page("briefing of one store", f"/briefing/{store}?day={last}"),
        Page("refused events", "/rejected"),
    )


def _funnel(name: str, *steps: tuple[str, str], **more: str) -> Page:
    return Page(name, _asked("/funnel", *steps, days="30", **more), FUNNEL_GOAL)


def _asked(path: str, *pairs: tuple[str, str], **more: str) -> str:
    return f"{path}?{urlencode([*pairs, *more.items()])}"


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds until a page was whole, of those that were opened."""

    p50: float
    p95: float
    opened: int


def timed(session: requests.Session, url: str) -> float:
    """Milliseconds of one page. Raises ProgramFailed when it is not answered as it should be."""
    began = time.perf_counter()
    answer = session.get(url, timeout=_TIMEOUT, allow_redirects=False)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != requests.codes.ok:
        raise ProgramFailed(f"{url} was answered {answer.status_code}: {answer.text[:300]}")
    return took


def took(times: Mapping[Page, Sequence[float]]) -> dict[Page, Took]:
    return {
        page: Took(median(all_of), share(all_of, 95), len(all_of)) for page, all_of in times.items()
    }


def opened(
    session: requests.Session, url: str, wanted: Sequence[Page], rounds: int
) -> dict[Page, Took]:
    """Each page *rounds* times, one after the other; the first time of all does not count."""
    times: dict[Page, list[float]] = {page: [] for page in wanted}
    for number in range(rounds + 1):
        for page in wanted:
            one = timed(session, url + page.path)
            if number:
                times[page].append(one)
    return took(times)
