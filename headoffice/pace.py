"""A page is not held up by Python's own housekeeping: its collector, and its turns of threads."""

import gc
import sys
from typing import Final

#: New objects before the youngest are looked through, such looks before the next generation is, and
#: of these before everything. A page of 240 stores makes tens of thousands that go by themselves;
#: Python's own 700, 10 and 10 would look through all of head office in the middle of it. To look
#: through 10,000 takes 5 ms.
_SELDOM: Final = (10_000, 50, 50)
#: Seconds that a thread computes while others wait for their turn. Python's own 5 ms would be added
#: to an answer for each time that it waits for the engine or a socket beside a busy thread.
_TURN: Final = 0.0005


def settle() -> None:
    """What is loaded by now stays to the end and is never looked through again.

    Called once, as a program has started.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    sys.setswitchinterval(_TURN)
