"""Hubs that hand batches in, one line each, as fast as they are taken or at a pace."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Final, Self

import requests

from contract.envelope import BATCH_CONTENT_TYPE
from contract.http import IngestAnswer
from simulation.bench.office.batches import Load
from simulation.bench.office.serving import Served
from simulation.processes import ProgramFailed

_TIMEOUT: Final = 120.0
#: At most so many hubs at once.
_HUBS: Final = 32


def hand_in(office: Served, loads: Sequence[Load]) -> tuple[float, Counter[str]]:
    """Seconds until all of *loads* are answered for, each by its hub, and what became of them.

    Raises ProgramFailed when an event is refused.
    """
    began = time.monotonic()
    with ThreadPoolExecutor(min(_HUBS, len(loads))) as hubs:
        answers = list(hubs.map(lambda one: _all(office, one), loads))
    return time.monotonic() - began, sum(answers, Counter[str]())


def _all(office: Served, load: Load) -> Counter[str]:
    found = Counter[str]()
    with requests.Session() as line:
        for body in load.bodies:
            found += _taken(line, office, load.store, body)
    return found


def _taken(line: requests.Session, office: Served, store: str, body: bytes) -> Counter[str]:
    headers = {
        "Authorization": f"Bearer {office.bearers[store]}",
        "Content-Type": BATCH_CONTENT_TYPE,
        "Content-Encoding": "gzip",
    }
    while True:
        answer = line.post(f"{office.url}/v1/events", body, headers=headers, timeout=_TIMEOUT)
        if answer.status_code == requests.codes.too_many:
            time.sleep(float(answer.headers["Retry-After"]))
            continue
        if not answer.ok:
            raise ProgramFailed(f"a batch of {store} was answered {answer.status_code}")
        said = IngestAnswer.model_validate_json(answer.content)
        if said.rejected:
            raise ProgramFailed(f"an event of {store} was refused: {said.rejected[0].detail}")
        return Counter(stored=said.stored, duplicates=said.duplicates)


class Paced:
    """One hub that sends a batch every *seconds*, until it is stopped.

    What it was refused is raised at the end: without it nothing was measured under its load.
    """

    def __init__(self, office: Served, load: Load, seconds: float) -> None:
        self._office, self._load, self._seconds = office, load, seconds
        self._ending = threading.Event()
        self.found = Counter[str]()
        self._trouble: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="paced hub")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        if self._trouble and kind is None:
            raise self._trouble

    def _run(self) -> None:
        try:
            self._send()
        except (ProgramFailed, requests.RequestException) as error:
            self._trouble = error

    def _send(self) -> None:
        due = time.monotonic()
        with requests.Session() as line:
            for body in cycle(self._load.bodies):
                due += self._seconds
                if self._ending.wait(max(0.0, due - time.monotonic())):
                    return
                self.found += _taken(line, self._office, self._load.store, body)
