"""Eight people who read while batches come in."""

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Final

from simulation.bench.office.pages import Page, Took, timed, took
from simulation.bench.office.serving import Served

PEOPLE: Final = 8
#: How long somebody looks at a page before the next one, on average; seconds.
LOOKS: Final = 2.0


def read_by_many(office: Served, wanted: Sequence[Page], seconds: float) -> dict[Page, Took]:
    """What each page took while several people opened one after the other for so long."""
    times: dict[Page, list[float]] = defaultdict(list)
    ending, lock = time.monotonic() + seconds, threading.Lock()

    def person(number: int) -> None:
        rng, session = Random(f"reader {number}"), office.session()
        order = rng.sample(wanted, len(wanted))
        while time.monotonic() < ending:
            page = order.pop() if order else rng.choice(wanted)
            one = timed(session, office.url + page.path)
            with lock:
                times[page].append(one)
            time.sleep(rng.uniform(0, 2 * LOOKS))

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(person, range(PEOPLE)))
    return took({page: times[page] for page in wanted if times[page]})
