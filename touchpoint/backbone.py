"""What every touchpoint has behind its screen or its reader: an outbox, a line, and a larder."""

import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from contract.ids import NewId
from messaging.outbox import Outbox
from messaging.port import Bus, Outgoing, Will
from messaging.sender import Sender
from messaging.storetime import StoreTime
from touchpoint.fetcher import Fetcher
from touchpoint.health import Health
from touchpoint.hearing import Claimed, Command, Overheard, Sounded
from touchpoint.identity import Identity
from touchpoint.inputs import Input
from touchpoint.larder import Larder
from touchpoint.settings import DeviceSettings
from touchpoint.starting import product_version
from touchpoint.tier import Tier
from touchpoint.uplink import Uplink


class MakeBus(Protocol):
    def __call__(
        self,
        client_id: str,
        username: str,
        password: str,
        host: str,
        port: int,
        ca: Path | None,
        *,
        will: Will,
    ) -> Bus: ...


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled touchpoint and its *secret*; *zone* is whose reader it shares, if it does."""

    settings: DeviceSettings
    secret: str
    clock: StoreTime
    new_id: NewId
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told: of the hub's news, of photographs that came, of what a zone's others say, of
    what the hub wants done.
    """

    tell: Callable[[Input], None]
    came: Callable[[str], None] = lambda _: None
    overhear: Callable[[Overheard | Sounded | Claimed], None] = lambda _: None
    obey: Callable[[Command], None] = lambda _: None


class Backbone:
    """*width* is the window's, if there is one; *standing* is said after each connect.

    In the languages of *fallback* texts are looked for that the shopper's does not have. One that
    *plays* films has them fetched.
    """

    def __init__(
        self,
        device: Device,
        make_bus: MakeBus,
        ears: Ears,
        width: int | None = None,
        standing: Sequence[Outgoing] = (),
        fallback: tuple[str, ...] = (),
        *,
        plays: bool = False,
    ) -> None:
        settings, clock = device.settings, device.clock
        folder, name = settings.state_dir, settings.touchpoint
        self.who = who = _identity(device)
        self.outbox = Outbox.open(
            folder / "outbox.db", clock, device.new_id, store=settings.store, touchpoint=name
        )
        self.tier = Tier(clock, ears.tell)
        self.health = Health(who.boot, who.version, folder, clock, self.tier.opened)
        self.larder = Larder(folder)
        self.bus = _bus(device, make_bus, who.will())
        self._fetcher = Fetcher(
            self.larder,
            settings.hub.url,
            (name, device.secret),
            width,
            ears.tell,
            ears.came,
            settings.hub.ca,
            fallback,
            self.tier.learn,
            plays=plays,
        )
        self.uplink = Uplink(
            who,
            self.bus,
            self.outbox,
            Sender(self.outbox, self.bus.publish, clock, random.random),
            clock,
            self.health,
            ears.tell,
            self._fetcher.fetch,
            ears.overhear,
            standing,
            ears.obey,
        )

    def begin(self, stack: ExitStack) -> None:
        """Start it; *stack* stops it."""
        for part in (self.uplink, self._fetcher):
            part.start()
            stack.callback(part.stop)


def _identity(device: Device) -> Identity:
    settings = device.settings
    names = (settings.store, settings.touchpoint, settings.place)
    now = device.clock.now()
    return Identity(*names, device.new_id(), product_version(), now, device.zone)


def _bus(device: Device, make_bus: MakeBus, will: Will) -> Bus:
    name, broker = device.settings.touchpoint, device.settings.broker
    return make_bus(name, name, device.secret, broker.host, broker.port, broker.ca, will=will)
