"""A store of rooms that share one reader: opened, hung full of garments, closed and counted."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from contract.tags import By
from simulation import evidence
from simulation.cabins.hand import Hand
from simulation.cabins.stays import counted, stays
from simulation.demo import Run
from simulation.plan import Plan
from simulation.processes import ProgramFailed
from simulation.rack import Rack

#: The mirror that is killed, and what of the time has passed when the broker is, and when it is:
#: far apart, for a garment that hangs through both is heard by nobody.
_KILLED, _BROKER_AT, _MIRROR_AT = "cabin-2", 0.3, 0.75
#: Seconds within which every program has fetched what it must know.
_PATIENCE = 60.0


def run_cabins(
    plan: Plan, garments: int, seconds: float, told: Callable[[str], None]
) -> dict[str, Any]:
    """Hang *garments* within *seconds*, broker and a mirror killed midway; raises ProgramFailed."""
    rng = Random(plan.seed)
    run = Run(plan, told)
    try:
        run.fit_out(counted=True)
        catalogue = run.open()
        _await_knowledge(plan)
        rack = Rack(catalogue, rng)
        pieces = {piece.code: piece for piece in (rack.piece(By.UHF) for _ in range(garments))}
        planned = stays(list(pieces.values()), list(plan.zone), seconds, rng)
        told(f"  {len(planned)} garments in {len(plan.zone)} rooms, broker and one mirror killed …")
        broker, mirror = run.programs["broker"], run.programs[_KILLED]
        kills = (broker, seconds * _BROKER_AT), (mirror, seconds * _MIRROR_AT)
        hand = Hand(run.glasses, planned, *kills)
        found = run.close(run.live(catalogue, hand.keep_open, calm=True))
        rows = evidence.hub_rows(plan.hub_database)
    finally:
        run.stop()
    whole = {key: found[key] for key in ("lost", "doubled", "rejected", "missing")}
    return {**counted(planned, rows, hand.hung_at), "killed": hand.killed, **whole}


def _await_knowledge(plan: Plan) -> None:
    """Until everybody knows what the store sells and has sold: what is hung before is not taken."""
    names = ("catalogue.json", "sold.json")
    missing = [plan.state(touchpoint) / name for touchpoint in plan.touchpoints for name in names]
    end = time.monotonic() + _PATIENCE
    while missing := [file for file in missing if not file.is_file()]:
        if time.monotonic() > end:
            raise ProgramFailed(f"{missing[0]} is not there after {_PATIENCE:.0f} s")
        time.sleep(0.1)
