"""Runs a hub or head office that can be struck down between its commit and its answer.

`python -m simulation.faulty hub --arm FILE serve …`: when FILE is there at that moment, the
program removes it and dies as by a power cut. The products themselves hold no such code: they take
what is to be done at that moment as a function.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from headoffice.__main__ import Hooks as OfficeHooks
from headoffice.__main__ import main as headoffice
from hub.__main__ import Hooks as HubHooks
from hub.__main__ import main as hub


def die_when_armed(arm: Path) -> Callable[[], None]:
    def strike() -> None:
        if arm.exists():
            arm.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)

    return strike


def main(arguments: list[str]) -> None:
    name, _, arm, *rest = arguments
    strike = die_when_armed(Path(arm))
    if name == "hub":
        told = die_when_armed(Path(f"{arm}.answer"))
        hub.main(rest, prog_name="hub", obj=HubHooks(after_commit=strike, after_answer=told))
    else:
        headoffice.main(rest, prog_name="headoffice", obj=OfficeHooks(after_commit=strike))


if __name__ == "__main__":
    main(sys.argv[1:])
