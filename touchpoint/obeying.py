"""What the hub wants done: each command once, and what became of it as an event."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import structlog

from contract.events import TouchpointObeyed
from messaging.clock import Clock
from messaging.draft import Draft
from touchpoint.conductor import Record
from touchpoint.hearing import Command

_log = structlog.get_logger()

#: The key of the last commands in the outbox's state.
OBEYED = "obeyed"
#: After a break a broker brings a command again, and after a restart too: a reload must not be
#: obeyed for ever.
_REMEMBERED = 32

Result = Literal["done", "busy", "failed", "unable"]
Answer = Callable[[Result], None]


class Obedience:
    """For one thread; what became of a command may be said on any.

    *acts* has by its verb what is done; each is handed what wants to know the result. *kept* is
    what the last run left under `OBEYED`.
    """

    def __init__(
        self,
        acts: Mapping[str, Callable[[Answer], None]],
        record: Record,
        clock: Clock,
        kept: bytes | None,
    ) -> None:
        self._acts, self._record, self._clock = dict(acts), record, clock
        self._known = _read(kept)

    def obey(self, command: Command) -> None:
        """Do it, unless it was done before."""
        if command.id in self._known:
            return
        if command.id:
            self._known = (*self._known, command.id)[-_REMEMBERED:]
        answer = partial(self._answer, command)
        act = self._acts.get(command.verb)
        if act is None:
            answer("unable")
            return
        try:
            act(answer)
        except Exception:  # noqa: BLE001 - the shopper's page must outlive whatever staff ask for
            _log.exception("command.failed", verb=command.verb)
            answer("failed")

    def _answer(self, command: Command, result: Result) -> None:
        _log.info("command.obeyed", verb=command.verb, result=result)
        if command.id is None:
            return
        data = TouchpointObeyed(command=command.id, verb=command.verb, result=result)
        kept = json.dumps(self._known).encode()
        # Somebody looks at a page and waits for it.
        self._record([Draft(data, self._clock.monotonic(), urgent=True)], {OBEYED: kept})


def _read(kept: bytes | None) -> tuple[str, ...]:
    try:
        found = json.loads(kept or b"[]")
    except ValueError:
        return ()
    return tuple(map(str, found)) if isinstance(found, list) else ()
