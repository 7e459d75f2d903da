"""A store of rooms that share one reader: opened, hung full of garments, closed and counted."""

from collections.abc import Callable
from random import Random
from typing import Any

from contract.tags import By
from simulation import evidence
from simulation.cabins.hand import Hand
from simulation.cabins.stays import counted, stays
from simulation.demo import Run
from simulation.plan import Plan
from simulation.rack import Rack

#: The mirror that is killed, and when: the broker is back by then.
_KILLED, _AFTER = "cabin-2", 0.75


def run_cabins(
    plan: Plan, garments: int, seconds: float, told: Callable[[str], None]
) -> dict[str, Any]:
    """Hang *garments* within *seconds*, broker and a mirror killed midway; raises ProgramFailed."""
    rng = Random(plan.seed)
    run = Run(plan, told)
    try:
        run.fit_out(counted=True)
        catalogue = run.open()
        rack = Rack(catalogue, rng)
        pieces = {piece.code: piece for piece in (rack.piece(By.UHF) for _ in range(garments))}
        planned = stays(list(pieces.values()), list(plan.zone), seconds, rng)
        told(f"  {len(planned)} garments in {len(plan.zone)} rooms, broker and one mirror killed …")
        broker, mirror = run.programs["broker"], run.programs[_KILLED]
        hand = Hand(run.glasses, planned, (broker, seconds / 2), (mirror, seconds * _AFTER))
        found = run.close(run.live(catalogue, hand.keep_open, calm=True))
        rows = evidence.hub_rows(plan.hub_database)
    finally:
        run.stop()
    whole = {key: found[key] for key in ("lost", "doubled", "rejected", "missing")}
    return {**counted(planned, rows, hand.hung_at), **whole}
