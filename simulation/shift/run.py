"""The busy shift as one run: a whole store, its phones, its requests, and how long a card takes."""

import contextlib
import io
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import requests

from hub.enrol import enrolment
from simulation import evidence
from simulation.bench.figure import share
from simulation.demo import Run
from simulation.outfit import secret_in
from simulation.pictures.cabins import Cabin
from simulation.plan import SPARE, STORE, Plan, Times, at_rest
from simulation.shift.asking import Pacer, Toucher
from simulation.shift.load import Load
from simulation.shift.phones import Phones

PHONES: Final = 30
PER_MINUTE: Final = 200.0
#: Seconds after which each phone has the pictures of each style, as on any day but the first.
WARM: Final = 240.0
_PIN: Final = "2580"


def shift(
    plan: Plan,
    seconds: float,
    told: Callable[[str], None],
    phones: int = PHONES,
    warm: float = WARM,
) -> dict[str, Any]:
    """Milliseconds from touch and from publish to the painted card of who is called, and of all."""
    run = Run(_store(plan, seconds), told)
    closing = threading.Event()
    try:
        run.fit_out()
        carried = _carry(run.plan, phones)
        catalogue = run.open()
        open_phones = Phones(run.plan.hub_url, carried, closing, plan.folder)
        told(f"  Opening {phones} phones …")
        open_phones.start()
        open_phones.await_open()
        voice = Cabin(run.broker, STORE, SPARE, run.credentials.spare_secret)
        asking: list[threading.Thread] = [
            Toucher(glass, catalogue, closing) for glass in run.glasses.values()
        ]
        asking.append(Pacer(voice, catalogue, PER_MINUTE, closing))
        told(f"  {PER_MINUTE:.0f} requests a minute, for {warm:.0f} s not counted …")
        for thread in asking:
            thread.start()
        time.sleep(warm)
        told(f"  and for {seconds:.0f} s …")
        load, began = Load(), time.time() * 1000
        page = _page_times(run.plan.hub_url, seconds)
        used = load.shares()
        closing.set()
        for thread in (*asking, open_phones):
            thread.join(60)
        voice.close()
        return _report(open_phones, _made(run.plan, began), page, used)
    finally:
        closing.set()
        run.stop()


def _store(plan: Plan, seconds: float) -> Plan:
    """What stands in the store: a mirror, broker and hub. Head office is far away, and is away."""
    mirrors = tuple(s for s in plan.screens if s.kind == "fittingroom")[:1]
    trouble = replace(plan.trouble, headoffice_late=True)
    plan = replace(plan, headless=True, seconds=seconds, times=Times())
    return at_rest(replace(plan, screens=mirrors, trouble=trouble))


def _made(plan: Plan, since: float) -> dict[str, dict[str, float]]:
    """Requests and when each was made as its event tells: by touch, and by those without a glass.

    A mirror dates it when the finger is lifted; all clocks here are one.
    """
    glasses = {screen.touchpoint for screen in plan.screens}
    found: dict[str, dict[str, float]] = {"touched": {}, "published": {}}
    for row in evidence.hub_rows(plan.hub_database):
        if row.name == "request.made" and row.made_ms is not None and row.made_ms >= since:
            touched = row.source.rpartition("/")[2] in glasses
            found["touched" if touched else "published"][row.data["request"]] = row.made_ms
    return found


def _carry(plan: Plan, count: int) -> dict[str, tuple[str, str]]:
    """A phone and a person for each, enrolled by the commands a store would use."""
    config = ("--config", str(plan.settings("hub")))
    found = {}
    for number in range(1, count + 1):
        who = f"shift-{number}"
        known = ("--id", who, "--pin", _PIN)
        _call("associate", f"Person {number}", *known, *config)
        device = secret_in(_call("device", f"{who}-phone", *config))
        found[f"{who}-phone.{device}"] = (who, _PIN)
    return found


def _call(*arguments: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        enrolment.main(arguments, standalone_mode=False)
    return printed.getvalue()


def _page_times(hub: str, seconds: float) -> list[float]:
    """Meanwhile, what one look at /health costs on the same hub, in milliseconds."""
    end, found = time.monotonic() + seconds, []
    with requests.Session() as session:
        while time.monotonic() < end:
            began = time.perf_counter()
            session.get(f"{hub}/health", timeout=10)
            found.append((time.perf_counter() - began) * 1000)
            time.sleep(0.5)
    return found


def _report(
    phones: Phones,
    made: Mapping[str, Mapping[str, float]],
    page: list[float],
    used: Mapping[str, float],
) -> dict[str, Any]:
    touched, published = made["touched"], made["published"]
    every = _delays(phones.painted, {**touched, **published})
    called = [
        {request: at for request, at in painted.items() if calls[request]}
        for painted, calls in zip(phones.painted, phones.called, strict=True)
    ]
    requests = len(touched) + len(published)
    return {
        "phones": len(phones.painted),
        "requests": requests,
        "touches": len(touched),
        # On the phone of whom the request calls; the others' lists follow as they have time to.
        "touch_to_card_ms": _spread(_delays(called, touched)),
        "publish_to_card_ms": _spread(_delays(called, published)),
        "uncalled": requests - len(_delays(called, {**touched, **published})),
        # Of what calls somebody else a phone shows the first few.
        "to_card_in_each_list_ms": _spread(every),
        "health_ms": _spread(page),
        "cores_used": dict(used),
    }


def _delays(phones: Iterable[Mapping[str, float]], since: Mapping[str, float]) -> list[float]:
    return [
        painted[request] - at
        for painted in phones
        for request, at in since.items()
        if request in painted
    ]


def _spread(values: list[float]) -> dict[str, float | None]:
    if not values:
        return {"p50": None, "p95": None, "p99": None}
    return {f"p{percent}": share(values, percent) for percent in (50, 95, 99)}
