"""A run as a table, and which promises it broke; pure."""

from simulation.endurance.run import Result
from simulation.endurance.story import Plan
from touchpoint.supervisor import SILENCE

#: Wherever a time or a count of such a run is printed.
LABEL = "simulated chip, virtual clock"
#: What a run may grow by after its first tenth: caches that fill, and no tap that stays.
MOST_BYTES, MOST_BLOCKS = 4 << 20, 2000
#: Of fewer taps a run would promise little, whatever it found.
LEAST_PROMISED = 0.5


def table(result: Result) -> str:
    tally = result.tally
    rows = [
        ("taps of 300 to 900 ms, and tags left lying", f"{tally.taps}"),
        ("… of them promised: no fault, nor in the 2 s before", f"{tally.promised}"),
        ("… read once", f"{tally.once}"),
        ("… missed", f"{tally.missed}"),
        ("read twice, of all", f"{tally.twice}"),
        ("arrived and did not leave once", f"{tally.stayed}"),
        ("read as something else", f"{tally.unknown}"),
        ("unplugged and plugged in again", f"{result.unplugged}"),
        ("times the reader said that it was down", f"{tally.downs}"),
        ("simulated hours", f"{result.seconds / 3600:.1f} h"),
        ("longest time without a sign of life", f"{result.silence:.2f} s"),
        ("memory after a tenth of the taps", _memory(result.early.resident)),
        ("memory at the end", _memory(result.late.resident)),
        ("blocks that Python holds more", f"{_more_blocks(result)}"),
        ("files left open", f"{result.files}"),
        ("wall time, real", f"{result.wall:.0f} s"),
        ("processor time, real", f"{result.processor:.0f} s"),
    ]
    return "\n".join(
        [f"| endurance ({LABEL}) | found |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)]
    )


def broken(plan: Plan, result: Result) -> list[str]:
    """The promises that were not kept, in words."""
    tally = result.tally
    grown = result.late.resident - result.early.resident
    checks = {
        f"{tally.missed} taps were missed": tally.missed,
        f"{tally.twice} taps were read twice": tally.twice,
        f"{tally.stayed} taps arrived and did not leave once": tally.stayed,
        f"{tally.unknown} reads name what nobody laid there": tally.unknown,
        f"{result.files} files stayed open": result.files > 0,
        f"{result.unplugged} cycles of {plan.cycles} took place": result.unplugged != plan.cycles,
        f"only {tally.promised} taps of {tally.taps} could be promised": tally.promised
        < LEAST_PROMISED * tally.taps,
        f"the reader was silent for {result.silence:.2f} s": result.silence >= SILENCE,
        f"the process grew by {_memory(grown)}": grown > MOST_BYTES,
        f"Python holds {_more_blocks(result)} blocks more": _more_blocks(result) > MOST_BLOCKS,
    }
    return [what for what, is_broken in checks.items() if is_broken]


def _more_blocks(result: Result) -> int:
    return result.late.blocks - result.early.blocks


def _memory(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"
