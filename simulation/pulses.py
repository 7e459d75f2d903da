"""What a store's screens told of themselves on a day: minutes, readers, clocks; seeded, pure."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from contract.model import instant, sequence_text
from simulation.day import Row, Store, garments

SCREENS: Final = ("cabin-1", "cabin-2", "cabin-3", "cabin-4", "kiosk-1", "kiosk-2")
_OPENS, _SHUTS = 10, 20


@dataclass(frozen=True, slots=True)
class _Device:
    """One screen's day; *every* is the seconds from one pulse to the next."""

    store: str
    name: str
    rng: random.Random
    every: int

    def told(self, opens: datetime, shuts: datetime) -> Iterator[tuple[datetime, str, Row]]:
        """Moment, name, and what more than an ordinary event has."""
        if self.rng.random() < 0.05:
            yield opens, "touchpoint.started", {"clock": "unsynced", "data": self._boot()}
        # A cable that somebody pulled, now and then.
        out = opens + timedelta(minutes=self.rng.randrange(600))
        back = out + timedelta(minutes=self.rng.choice((0, 0, 0, 4, 25)))
        at = opens + timedelta(seconds=self.every)
        while at <= shuts:
            lost = (min(at, back) - max(at - timedelta(seconds=self.every), out)).total_seconds()
            yield at, "touchpoint.health", {"data": self._health(max(0.0, lost))}
            at += timedelta(seconds=self.every)
        if self.name.startswith("cabin"):
            yield from self._neighbours(opens)

    def _boot(self) -> Row:
        return {"boot": str(uuid.UUID(int=self.rng.getrandbits(128))), "version": "0.1.0"}

    def _health(self, lost: float) -> Row:
        stopped = self.rng.random() < 0.004
        reader = "uhf" if self.name.startswith("cabin") else "nfc"
        return {
            **self._boot(),
            "readers": {reader: "silent" if stopped else "ok"},
            "faults": {reader: int(stopped)},
            "usable_seconds": self.every - lost,
            "open_seconds": self.every,
        }

    def _neighbours(self, opens: datetime) -> Iterator[tuple[datetime, str, Row]]:
        """Garments that a reader saw through the wall, and their shoppers did not own."""
        for _ in range(self.rng.randrange(4)):
            at = opens + timedelta(minutes=self.rng.randrange(5, 590))
            gtin = self.rng.choice(garments())
            data = {"gtin": gtin, "tag": f"https://id.maison.example/01/{gtin}", "by": "uhf"}
            visit = str(uuid.UUID(int=self.rng.getrandbits(128)))
            for name, later in (("garment.arrived", 0), ("garment.disowned", 9)):
                more = {"visitid": visit, "subject": gtin, "data": data}
                yield at + timedelta(seconds=later), name, more


def pulses(
    store: Store,
    when: date,
    zone: tzinfo | None,
    *,
    seed: int,
    until: datetime | None = None,
    every: int = 300,
) -> list[Row]:
    """What every screen of *store* told on *when* as CloudEvents in order, none after *until*."""
    opens = datetime(when.year, when.month, when.day, _OPENS, tzinfo=zone)
    shuts = opens.replace(hour=_SHUTS)
    found: list[Row] = []
    for name in SCREENS:
        rng = random.Random(f"pulse {seed} {store.name} {name} {when}")
        device = _Device(store.name, name, rng, every)
        told = sorted(device.told(opens, shuts), key=lambda it: it[0])
        found += _written(device, when, [it for it in told if until is None or it[0] <= until])
    return sorted(found, key=lambda row: str(row["time"]))


def _written(device: _Device, when: date, told: list[tuple[datetime, str, Row]]) -> Iterator[Row]:
    source = f"/stores/{device.store}/touchpoints/{device.name}"
    outbox = str(uuid.uuid5(uuid.NAMESPACE_URL, f"pulse {source} {when}"))
    # A run that a failing disk took with it.
    lost_from = device.rng.randrange(1, 60) if device.rng.random() < 0.04 else 10**6
    for number, (at, name, more) in enumerate(told, start=1):
        if lost_from <= number < lost_from + 3:
            continue
        yield {
            "specversion": "1.0",
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source} {at} {name} {number}")),
            "source": source,
            "type": f"parcours.{name}.v1",
            "time": instant(at),
            "storeid": device.store,
            "touchpointid": device.name,
            "outbox": outbox,
            "sequence": sequence_text(number),
            "recordedtime": instant(at + timedelta(seconds=_delay(device))),
            **more,
        }


def _delay(device: _Device) -> float:
    """Two screens' clocks are not quite right."""
    return {"kiosk-2": 2.4, "cabin-4": -1.3}.get(device.name, 0.2) + device.rng.random() / 10
