"""The busy shift as one run: a whole store, its phones, its requests, and how long a card takes."""

import contextlib
import io
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import requests

from hub.enrol import enrolment
from simulation.bench.figure import share
from simulation.demo import Run
from simulation.outfit import secret_in
from simulation.pictures.cabins import Cabin
from simulation.plan import SPARE, STORE, Plan, Times
from simulation.shift.asking import OPEN_FOR, Pacer, Toucher
from simulation.shift.load import Load
from simulation.shift.phones import Phones

PHONES: Final = 30
PER_MINUTE: Final = 200.0
_PIN: Final = "2580"


def shift(
    plan: Plan, seconds: float, told: Callable[[str], None], phones: int = PHONES
) -> dict[str, Any]:
    """Milliseconds from touch and from publish to painted card, over every phone and request."""
    run = Run(replace(plan, headless=True, seconds=seconds, times=Times()), told)
    closing = threading.Event()
    try:
        run.fit_out()
        carried = _carry(run.plan, phones)
        catalogue = run.open()
        open_phones = Phones(run.plan.hub_url, carried, closing)
        told(f"  Opening {phones} phones …")
        open_phones.start()
        open_phones.await_open()
        voice = Cabin(run.broker, STORE, SPARE, run.credentials.spare_secret)
        mirror = next(s for s in run.plan.screens if s.kind == "fittingroom")
        toucher = Toucher(run.glasses[mirror.touchpoint], catalogue, closing)
        pacer = Pacer(voice, catalogue, PER_MINUTE, closing)
        told(f"  {seconds:.0f} s of {PER_MINUTE:.0f} requests a minute …")
        load = Load()
        asking: tuple[threading.Thread, ...] = (toucher, pacer)
        for thread in asking:
            thread.start()
        page = _page_times(run.plan.hub_url, seconds)
        used = load.shares()
        closing.set()
        for thread in (*asking, open_phones):
            thread.join(60)
        voice.close()
        return _report(open_phones, toucher.touched, pacer.made, page, used)
    finally:
        closing.set()
        run.stop()


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
    touched: Mapping[str, float],
    made: Mapping[str, float],
    page: list[float],
    used: Mapping[str, float],
) -> dict[str, Any]:
    by_touch = _delays(phones, touched)
    by_publish = _delays(phones, made)
    pairs = len(phones.painted) * (len(touched) + len(made))
    return {
        "phones": len(phones.painted),
        "requests": len(touched) + len(made),
        "touches": len(touched),
        "touch_to_card_ms": _spread(by_touch),
        "publish_to_card_ms": _spread(by_publish),
        # Open for OPEN_FOR seconds, and never on that phone.
        "never_painted": pairs - len(by_touch) - len(by_publish),
        "open_for_seconds": OPEN_FOR,
        "health_ms": _spread(page),
        "cores_used": dict(used),
    }


def _delays(phones: Phones, since: Mapping[str, float]) -> list[float]:
    return [
        painted[request] - at
        for painted in phones.painted
        for request, at in since.items()
        if request in painted
    ]


def _spread(values: list[float]) -> dict[str, float | None]:
    if not values:
        return {"p50": None, "p95": None, "p99": None}
    return {f"p{percent}": share(values, percent) for percent in (50, 95, 99)}
