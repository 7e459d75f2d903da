"""The whole of `make bench`, or parts of it: every figure beside a yardstick of the same run."""

import io
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from contract.topics import EVENT
from simulation.bench.codes import codes
from simulation.bench.connect import connect_taps
from simulation.bench.figure import Figure, median, share, table, write
from simulation.bench.ingest import Sender, bare_rate, hub_rate
from simulation.bench.kiosk import kiosk_figures
from simulation.bench.llrp import llrp_figures
from simulation.bench.nfc import nfc_figures, nfc_taps
from simulation.bench.office.run import Size, asked, asked_of_nodes, coming_in
from simulation.bench.taps import tap_to_frame
from simulation.demo import Run
from simulation.plan import SPARE, STORE, Plan
from simulation.processes import ProgramFailed
from simulation.shift.run import shift

ROOT = Path(__file__).resolve().parents[2]
#: Events of the ingest benchmark; short runs measure the start, not the flow.
EVENTS = 5000
LIVE_SECONDS = 30.0
SHIFT_SECONDS = 60.0
TAPS = 30
NFC_TAPS = 100
#: nfcpy's connect() takes a second for each.
CONNECT_TAPS = 20
_TRIES = 40


def bench(
    plan: Plan, told: Callable[[str], None], parts: Sequence[str], size: Size
) -> Mapping[str, Sequence[Figure]]:
    """Measure *parts*, print their tables, write docs/benchmarks.md and build/bench.json."""
    office = plan.folder.with_name("bench-office")
    measured: dict[str, Callable[[], list[Figure]]] = {
        "store": lambda: _store(plan, told),
        "readers": lambda: _readers(told),
        "ingest": lambda: coming_in(office, size, told),
        "pages": lambda: asked(office, size, told),
        "nodes": lambda: asked_of_nodes(office, size, told),
    }
    figures = {part: measured[part]() for part in parts}
    for found in figures.values():
        told(table(found))
    when = datetime.now(UTC).date().isoformat()
    write(figures, ROOT / "docs/benchmarks.md", ROOT / "build/bench.json", when, _machine())
    return figures


def _store(plan: Plan, told: Callable[[str], None]) -> list[Figure]:
    run = Run(replace(plan, headless=True, seconds=LIVE_SECONDS), told)
    try:
        run.fit_out()
        sender = Sender(run.broker, STORE, SPARE, run.credentials.spare_secret)
        told("  A bare subscriber on the same broker …")
        bare = _bare(run, sender)
        catalogue = run.open()
        told("  Taps on a simulated chip in a quiet store …")
        taps = tap_to_frame(run.glasses[plan.screens[0].touchpoint], catalogue, TAPS)
        told("  The hub's inbox …")
        kept = hub_rate(sender, EVENTS)
        sender.close()
        health, page = _round_trip(f"{plan.headoffice_url}/health"), _round_trip(plan.hub_url)
        decode = _decode(run.pictures)
        told(f"  {LIVE_SECONDS:.0f} s with people …")
        found = run.close(run.live(catalogue, lambda: True))
    finally:
        run.stop()
    told("  Lookbooks swiped, and a catalogue of 5,000 styles …")
    screens = kiosk_figures(decode)
    busy = _busy(shift(replace(plan, folder=plan.folder.with_name("shift")), SHIFT_SECONDS, told))
    return [*_figures(found, taps, bare, kept, health, page, decode), *busy, *screens]


def _readers(told: Callable[[str], None]) -> list[Figure]:
    told("  Tags on an emulated NFC reader …")
    # With the store closed: what is compared is two clients, not who gets a core.
    nfc = nfc_figures(nfc_taps(NFC_TAPS), connect_taps(CONNECT_TAPS))
    told("  Tags over LLRP …")
    return [*nfc, *llrp_figures(), *codes(told)]


def _figures(
    found: dict[str, Any],
    taps: list[float],
    bare: float,
    kept: float,
    health: float,
    page: float,
    decode: float,
) -> list[Figure]:
    latency = found["latency_ms"]
    photo = "Pillow decodes the page's photograph"
    return [
        Figure("tap → frame, simulated chip, quiet store, p50", median(taps), "ms", photo, decode),
        Figure(
            "tap → frame, simulated chip, quiet store, p95", share(taps, 95), "ms", photo, decode
        ),
        Figure(
            "tap → frame, simulated readers, three screens, people and a browser on the same "
            "two cores, p50",
            _of(latency, "tap_to_frame", "p50"),
            "ms",
            photo,
            decode,
        ),
        Figure(
            "hub keeps events", round(kept), "events/s", "bare paho QoS 1 subscriber", round(bare)
        ),
        Figure(
            "touch → card painted, p50",
            _of(latency, "request_to_staff", "p50"),
            "ms",
            "one GET of the staff page",
            page,
        ),
        Figure(
            "event → head office, p50",
            _of(latency, "event_to_headoffice", "p50"),
            "ms",
            "one GET of head office's /health",
            health,
        ),
    ]


def _busy(found: dict[str, Any]) -> list[Figure]:
    """Cards on the phones of a busy shift, all of them on the same two cores as the store."""
    where = f"{found['phones']} phones, 200 requests a minute"
    yardstick = "one GET of /health meanwhile, p50"
    health = float(found["health_ms"]["p50"])
    return [
        Figure(
            f"{since}, {where}, p95{goal}",
            _of(found, key, "p95"),
            "ms",
            yardstick,
            health,
        )
        for since, key, goal in (
            (
                "touch on a mirror → card painted for whom it calls",
                "touch_to_card_ms",
                " (goal 250)",
            ),
            ("request published → the same", "publish_to_card_ms", " (goal 250)"),
            ("request made → card on each phone that shows it", "to_card_in_each_list_ms", ""),
        )
    ]


def _of(latency: dict[str, Any], what: str, which: str) -> float:
    value = latency[what][which]
    if value is None:
        raise ProgramFailed(f"{what} was not measured: is chromium installed?")
    return float(value)


def _bare(run: Run, sender: Sender) -> float:
    topic = EVENT.filter(store=STORE, touchpoint=SPARE)
    secret = run.plan.secret("hub").read_text().strip()
    return bare_rate(run.broker, secret, sender, topic, EVENTS)


def _round_trip(url: str) -> float:
    with requests.Session() as session:
        return median([_timed(lambda: session.get(url, timeout=10)) for _ in range(_TRIES)])


def _decode(pictures: Path) -> float:
    """Milliseconds to decode one photograph at the width a garment page shows."""
    with Image.open(min(pictures.glob("*.jpg"))) as original:
        shown = original.convert("RGB")
        shown.thumbnail((960, 1280))
    body = io.BytesIO()
    shown.save(body, "JPEG", quality=88)
    raw = body.getvalue()
    return median([_timed(lambda: Image.open(io.BytesIO(raw)).load()) for _ in range(_TRIES)])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _machine() -> str:
    return f"{platform.machine()}, CPython {platform.python_version()}, {platform.system()}"
