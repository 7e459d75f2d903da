"""What the hub says of itself on the bus: here, or gone."""

from dataclasses import dataclass

from contract import topics
from contract.states import HubState
from messaging.clock import Clock
from messaging.port import Outgoing, Will


@dataclass(frozen=True, slots=True)
class Presence:
    """*boot* names one run of the program: a new one makes touchpoints send again at once."""

    store: str
    boot: str
    version: str
    clock: Clock

    def says(self, *, online: bool) -> Outgoing:
        return Outgoing(self._topic(), self._state(online=online), retain=True)

    def will(self) -> Will:
        """What the broker says of us when we fall silent."""
        return Will(self._topic(), self._state(online=False))

    def _topic(self) -> str:
        return topics.HUB_STATE.name(store=self.store)

    def _state(self, *, online: bool) -> bytes:
        now = self.clock.now()
        state = HubState(online=online, boot=self.boot, version=self.version, now=now)
        return state.model_dump_json().encode()
