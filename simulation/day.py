"""A believable day of one store as head office would hear of it: seeded, pure."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from contract.ids import check_digit
from contract.model import instant, sequence_text

#: Visits begun in each hour of an ordinary store on an ordinary Saturday.
HOURS = {10: 4, 11: 9, 12: 14, 13: 12, 14: 11, 15: 14, 16: 18, 17: 21, 18: 20, 19: 9}
_ROOMS, _KIOSKS = ("cabin-1", "cabin-2", "cabin-3", "cabin-4"), ("kiosk-1", "kiosk-2")
_GARMENTS = 40
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Store:
    """*busy* beside an ordinary store; *slow* is how long its people need beside others'."""

    name: str
    busy: float
    slow: float


def day(
    store: Store, when: date, zone: tzinfo | None, *, seed: int, until: datetime | None = None
) -> list[Row]:
    """The CloudEvents of *when*, in the order in which they happened, none after *until*."""
    writer = _Writer(store, when, random.Random(f"{seed}{store.name}{when}"))
    for hour, usual in HOURS.items():
        mean = usual * store.busy
        for _ in range(max(0, round(writer.rng.gauss(mean, mean * 0.12)))):
            minute, second = writer.rng.randrange(60), writer.rng.randrange(60)
            writer.visit(
                datetime(when.year, when.month, when.day, hour, minute, second, tzinfo=zone)
            )
    return writer.rows(until)


def garments() -> tuple[str, ...]:
    """Their gtins."""
    bodies = [f"0614141{number:06}" for number in range(_GARMENTS)]
    return tuple(body + check_digit(body) for body in bodies)


@dataclass(slots=True)
class _Writer:
    """Collects what happens; sequences are given at the end, in the order of time."""

    store: Store
    when: date
    rng: random.Random
    found: list[tuple[datetime, str, Row]] = field(default_factory=list)
    gtins: tuple[str, ...] = field(default_factory=garments)

    def visit(self, at: datetime) -> None:
        """One shopper at a mirror or a kiosk."""
        room = self.rng.random() < 0.66
        touchpoint = self.rng.choice(_ROOMS if room else _KIOSKS)
        visit, began = self._id(at), at
        language = self.rng.choice(("fr", "en", "fr"))
        self._say(
            touchpoint,
            "visit.started",
            at,
            visit,
            how="tag" if room else "touch",
            language=language,
        )
        if self.rng.random() < (0.96 if room else 0.62):
            for gtin in self.rng.sample(self.gtins, self.rng.choice((1, 2, 2, 3)) if room else 1):
                at = self._garment(touchpoint, gtin, at, visit, "uhf" if room else "nfc")
            if self.rng.random() < (0.41 if room else 0.12):
                at = self._request(touchpoint, gtin, at, visit)
        at += self._between(30, 300)
        self._say(
            touchpoint,
            "visit.ended",
            at,
            visit,
            why="left",
            seconds=round((at - began).total_seconds()),
        )

    def rows(self, until: datetime | None) -> list[Row]:
        number: dict[str, int] = {}
        kept: list[Row] = []
        for at, source, row in sorted(self.found, key=lambda it: it[0]):
            if until is not None and at > until:
                break
            number[source] = number.get(source, 0) + 1
            outbox = uuid.uuid5(uuid.NAMESPACE_URL, f"{source}{self.when}")
            place = {"outbox": str(outbox), "sequence": sequence_text(number[source])}
            kept.append(row | place | {"recordedtime": instant(at + timedelta(seconds=0.3))})
        return kept

    def _garment(self, touchpoint: str, gtin: str, at: datetime, visit: str, by: str) -> datetime:
        at += self._between(4, 40)
        tag = f"https://id.maison.example/01/{gtin}/21/A{self.rng.randrange(9999)}"
        self._say(touchpoint, "garment.arrived", at, visit, gtin, gtin=gtin, tag=tag, by=by)
        if self.rng.random() < 0.86:
            at += self._between(1, 20)
            self._say(touchpoint, "product.viewed", at, visit, gtin, gtin=gtin, **{"from": "tag"})
        return at

    def _request(self, touchpoint: str, gtin: str, at: datetime, visit: str) -> datetime:
        at += self._between(5, 60)
        request = self._id(at)
        kind = self.rng.choice(("size", "size", "size", "colour", "item", "help"))
        self._say(
            touchpoint, "request.made", at, visit, request,
            request=request, kind=kind, gtin=gtin, place=touchpoint,
        )  # fmt: skip
        for name, seconds, more in self._fate():
            maker = touchpoint if name == "request.cancelled" else "hub"
            self._say(maker, name, at + timedelta(seconds=seconds), visit, request,
                request=request, **more,
            )  # fmt: skip
        return at + self._between(150, 250)

    def _fate(self) -> Iterator[tuple[str, float, Row]]:
        """What becomes of a request: names, seconds after it was made, and what more is said."""
        slow, end = self.store.slow, self.rng.random()
        seen = self.rng.lognormvariate(1.9, 0.5) * slow
        taken = seen + self.rng.lognormvariate(2.5, 0.6) * slow
        over = taken + self.rng.lognormvariate(4.4, 0.4) * slow
        if end < 0.03:
            yield "request.expired", 900, {"after_seconds": 900, "reason": "unanswered"}
            return
        if end < 0.06:
            yield "request.cancelled", 40, {}
            return
        yield "request.seen", seen, {"associate": "a-7", "after_seconds": round(seen, 1)}
        yield "request.accepted", taken, {"associate": "a-7", "after_seconds": round(taken, 1)}
        last = {"associate": "a-7", "after_seconds": round(over, 1)}
        if end < 0.14:
            yield "request.unavailable", over, {**last, "reason": "not_found"}
        else:
            yield "request.done", over, last

    def _say(
        self,
        maker: str,
        name: str,
        at: datetime,
        visit: str,
        about: str | None = None,
        **data: Any,
    ) -> None:
        store = self.store.name
        hub = maker == "hub"
        source = f"/stores/{store}/hub" if hub else f"/stores/{store}/touchpoints/{maker}"
        row: Row = {
            "specversion": "1.0",
            "id": self._id(at),
            "source": source,
            "type": f"parcours.{name}.v1",
            "time": instant(at),
            "storeid": store,
            "visitid": visit,
            "data": data,
            **({} if hub else {"touchpointid": maker}),
            **({"subject": about} if about else {}),
        }
        self.found.append((at, source, row))

    def _id(self, at: datetime) -> str:
        """A UUID of version 7, the same for the same seed."""
        milliseconds, low = int(at.timestamp() * 1000), self.rng.getrandbits(62)
        high = (milliseconds << 80) | (7 << 76) | (self.rng.getrandbits(12) << 64)
        return str(uuid.UUID(int=high | (2 << 62) | low))

    def _between(self, low: float, high: float) -> timedelta:
        return timedelta(seconds=self.rng.uniform(low, high))
