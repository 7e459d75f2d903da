"""docs/figures.md: every figure of a store's day, what it means and what it counts in."""

from contract.figures import FEWEST, FIGURES, Figure

_HEAD = f"""# Figures

Written by `make docs` from `contract/figures/`; change the figures, not this page.

One name, one meaning, one sum, wherever a figure is shown. Each is made anew from events whenever
it is asked for, each event once by (source, id), so that what comes late changes yesterday's. A day
is the store's own, from midnight to midnight by the clock on its wall: 23 to 25 hours. What became
of a request and of a visit is looked for up to a day after its day. An event that was made before
its device knew the time, or more than five minutes ahead of its hub, counts in no figure.

Beside every share, middle and mean stands n, how many there were. Of fewer than {FEWEST} neither
is shown. A middle and a 95th are interpolated in a straight line between neighbours. A wait counts
the seconds in which the store was open. What one associate did is shown to that person alone, and
compared with nobody.

| figure | what it means | unit |
|---|---|---|
"""


def figures_page() -> str:
    return _HEAD + "".join(map(_row, FIGURES))


def _row(figure: Figure) -> str:
    return f"| {figure.name} | {figure.definition} | {figure.unit} |\n"
