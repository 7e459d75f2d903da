"""Who a touchpoint is on the bus, and the state it leaves there."""

from dataclasses import dataclass
from datetime import datetime

from contract.states import TouchpointState
from contract.topics import (
    ACK,
    ADVICE,
    APPOINTMENT,
    CATALOGUE,
    CLAIM,
    COMMAND,
    HUB_STATE,
    READS,
    REQUEST,
    RESERVATION,
    SETTINGS,
    SOLD,
    SOUND,
    STATE,
    STYLING,
)
from messaging.port import Outgoing, Will


@dataclass(frozen=True, slots=True)
class Identity:
    """*boot* names this run of the program, *since* when it began.

    *zone* is the touchpoint whose reader it shares with others, when it does.
    """

    store: str
    touchpoint: str
    place: str
    boot: str
    version: str
    since: datetime
    zone: str | None = None

    def state(self, *, online: bool) -> Outgoing:
        return Outgoing(self._topic, self._state(online=online), retain=True)

    def will(self) -> Will:
        """What the broker says when this run is gone."""
        return Will(self._topic, self._state(online=False))

    def filters(self) -> tuple[str, ...]:
        """Everything the hub may say to this touchpoint, stock apart."""
        store, touchpoint = self.store, self.touchpoint
        return (
            ACK.filter(store=store, touchpoint=touchpoint),
            COMMAND.filter(store=store, touchpoint=touchpoint),
            HUB_STATE.filter(store=store),
            *(t.filter(store=store, place=self.place) for t in (REQUEST, RESERVATION, APPOINTMENT)),
            STYLING.filter(store=store),
            CATALOGUE.filter(store=store),
            SETTINGS.filter(store=store),
            SOLD.filter(store=store),
            ADVICE.filter(store=store),
            *self._zone_filters(),
        )

    def _zone_filters(self) -> tuple[str, ...]:
        if self.zone is None:
            return ()
        store = self.store
        reads = READS.filter(store=store, touchpoint=self.zone)
        return reads, SOUND.filter(store=store), CLAIM.filter(store=store)

    @property
    def _topic(self) -> str:
        return STATE.name(store=self.store, touchpoint=self.touchpoint)

    def _state(self, *, online: bool) -> bytes:
        state = TouchpointState(
            online=online, boot=self.boot, version=self.version, since=self.since
        )
        return state.model_dump_json().encode()
