"""A store's day: people at screens, in cabins and at the till, some of whom never saw a screen."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from simulation.history.network import Shop
from simulation.history.telling import HUB, Document, Telling
from simulation.history.wardrobe import BOOK, SIZES, STYLES, film_of, gtin_of

#: Visits begun in each hour of an ordinary store's ordinary day.
_HOURS: Final = {10: 2, 11: 4, 12: 6, 13: 6, 14: 5, 15: 6, 16: 8, 17: 9, 18: 9, 19: 4}
#: Busier on Saturdays; shut on Sundays.
_WEEK: Final = (0.8, 0.85, 0.95, 0.95, 1.15, 1.6, 0.0)
_CABINS, _KIOSKS = ("cabin-1", "cabin-2", "cabin-3", "cabin-4"), ("kiosk-1", "kiosk-2")
#: Of what is sold: known by its serial; to a known customer; with the visit's code on the receipt.
_SERIAL, _CUSTOMER, _CODE = 0.55, 0.12, 0.08
#: How likely a visit is one in a cabin, and how likely something is tried there and at a kiosk.
_CABIN, _TRIES_IN_CABIN, _TRIES_AT_KIOSK = 0.6, 0.96, 0.5
_TRIES: Final = _CABIN * _TRIES_IN_CABIN + (1 - _CABIN) * _TRIES_AT_KIOSK
#: Who buys without any screen, beside the shoppers who used one.
_OTHERS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Truth:
    """A unit that was sold, and the visit it truly came from; none when there was none."""

    basket: str
    line: int
    visit: str


GTINS: Final = tuple(gtin_of(style, size) for style in range(STYLES) for size in range(len(SIZES)))
#: How likely a size that is asked for is not there: the middle ones sell out first.
_GONE: Final = (0.05, 0.16, 0.24, 0.12, 0.04)


@dataclass(frozen=True, slots=True)
class Garment:
    gtin: str
    serial: str


def store_day(
    shop: Shop, day: date, zone: ZoneInfo, seed: int
) -> tuple[list[Document], list[Truth]]:
    """The events of *day*, in the order of time, and what was truly sold to whom."""
    rng = Random(f"{seed} {shop.name} {day}")
    life = _Day(shop, day, Telling(shop, rng), rng)
    for hour in _HOURS:
        for _ in range(_comers(shop, day, hour, rng)):
            wall = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            life.visit(wall.astimezone(UTC) + timedelta(seconds=rng.uniform(0, 3600)))
    life.others()
    return life.telling.documents(), life.truths


def visits_and_buyers(shop: Shop, day: date, rng: Random) -> tuple[int, int]:
    """How many came on *day*, and how many of them bought: the same life, told to nobody."""
    came = sum(_comers(shop, day, hour, rng) for hour in _HOURS)
    buys = shop.buys_on(day)
    return came, sum(
        _tries(rng, cabin=rng.random() < _CABIN) and _buys(rng, buys) for _ in range(came)
    )


def _comers(shop: Shop, day: date, hour: int, rng: Random) -> int:
    mean = _HOURS[hour] * shop.busy * _WEEK[day.weekday()]
    return max(0, round(rng.gauss(mean, (mean + 0.1) ** 0.5)))


def _tries(rng: Random, *, cabin: bool) -> bool:
    return rng.random() < (_TRIES_IN_CABIN if cabin else _TRIES_AT_KIOSK)


def _buys(rng: Random, share: float) -> bool:
    """Whether who tried something buys it, so that *share* of all visits do."""
    return rng.random() < share / _TRIES


class _Day:
    def __init__(self, shop: Shop, day: date, telling: Telling, rng: Random) -> None:
        self.shop, self.telling, self.rng = shop, telling, rng
        self.buys, self.asks = shop.buys_on(day), shop.asks_on(day)
        self.truths: list[Truth] = []
        self._sold: list[tuple[datetime, str]] = []

    # ── at a screen ─────────────────────────────────────────────────────────────────────────────
    def visit(self, at: datetime) -> None:
        rng = self.rng
        cabin = rng.random() < _CABIN
        where = rng.choice(_CABINS if cabin else _KIOSKS)
        visit, began = self.telling.new_id(at), at
        how, language = ("tag" if cabin else "touch"), rng.choice(("fr", "fr", "en", "it", "de"))
        self._say(where, "visit.started", at, visit, how=how, language=language)
        customer = f"c-{rng.getrandbits(40):010x}" if rng.random() < _CUSTOMER else ""
        if not cabin:
            at = self._look_around(where, at, visit)
        if customer:
            at += self._between(5, 20)
            self.telling.say(where, "visit.linked", at, visit, "", customer, consent="1-fr")
        tried: list[Garment] = []
        if _tries(rng, cabin=cabin):
            for _ in range(rng.choice((1, 2, 2, 3)) if cabin else 1):
                at, garment = self._garment(where, at, visit, cabin=cabin)
                tried.append(garment)
            if rng.random() < (self.asks if cabin else 0.1):
                at = self._request(where, tried[-1].gtin, at, visit)
        at = self._farewell(where, at + self._between(20, 200), visit, tried, cabin=cabin)
        seconds = round((at - began).total_seconds())
        self._say(where, "visit.ended", at, visit, why="left", seconds=seconds)
        if tried and _buys(rng, self.buys):
            self._buy(at, visit, rng.sample(tried, rng.randint(1, len(tried))), customer)

    def _look_around(self, where: str, at: datetime, visit: str) -> datetime:
        if self.rng.random() < 0.45:
            at += self._between(3, 20)
            self._say(where, "lookbook.opened", at, visit, lookbook=BOOK)
            for page in range(self.rng.randint(1, 4)):
                at += self._between(4, 25)
                look = {"lookbook": BOOK, "look": str(page + 1)}
                self._say(where, "look.viewed", at, visit, **look)
        if self.rng.random() < 0.15:
            seconds = round(self.rng.uniform(4, 40), 1)
            at += timedelta(seconds=seconds)
            self._say(where, "video.played", at, visit, video="atelier", seconds=seconds,
                completed=seconds > 25)  # fmt: skip
        return at

    def _garment(
        self, where: str, at: datetime, visit: str, *, cabin: bool
    ) -> tuple[datetime, Garment]:
        # Some styles are wanted more than others.
        gtin = GTINS[min(int(self.rng.expovariate(1 / 60)), len(GTINS) - 1)]
        garment = Garment(gtin, f"{self.rng.getrandbits(36):09x}")
        at += self._between(4, 40)
        tag = f"https://id.maison.example/01/{gtin}/21/{garment.serial}"
        self._say(where, "garment.arrived", at, visit, gtin, gtin=gtin, serial=garment.serial,
            tag=tag, by="uhf" if cabin else "nfc")  # fmt: skip
        if self.rng.random() < 0.8:
            at += self._between(1, 20)
            self._say(where, "product.viewed", at, visit, gtin, gtin=gtin, **{"from": "tag"})
            at = self._look_closer(where, gtin, at, visit)
        return at, garment

    def _look_closer(self, where: str, gtin: str, at: datetime, visit: str) -> datetime:
        """At the sizes that there are, and at the style's film."""
        style, size = divmod(GTINS.index(gtin), len(SIZES))
        if self.rng.random() < 0.3:
            there = 0 if self.rng.random() < _GONE[size] else self.rng.randint(1, 4)
            at += self._between(1, 8)
            self._say(where, "stock.shown", at, visit, gtin, gtin=gtin, available=there,
                age_seconds=40, confidence="computed")  # fmt: skip
        if film_of(style) and self.rng.random() < 0.25:
            seconds = round(self.rng.uniform(4, 40), 1)
            at += timedelta(seconds=seconds)
            self._say(where, "video.played", at, visit, video=film_of(style), seconds=seconds,
                completed=seconds > 25)  # fmt: skip
        return at

    def _request(self, where: str, gtin: str, at: datetime, visit: str) -> datetime:
        at += self._between(5, 60)
        request = self.telling.new_id(at)
        kind = self.rng.choice(("size", "size", "size", "colour", "item", "help"))
        style, size = divmod(GTINS.index(gtin), len(SIZES))
        other = self.rng.choice([it for it in range(len(SIZES)) if abs(it - size) == 1])
        wanted = {"wanted_gtin": gtin_of(style, other)} if kind == "size" else {}
        self._say(where, "request.made", at, visit, request, request=request, kind=kind, gtin=gtin,
            place=where, **wanted)  # fmt: skip
        last = at
        gone = _GONE[other] if wanted else 0.05
        for maker, name, seconds, more in self._fate(where, gone):
            last = at + timedelta(seconds=seconds)
            self.telling.say(maker, name, last, visit, request, request=request, **more)
        if self.rng.random() < 0.08:
            about = {"about": "request", "request": request}
            score = self.rng.choice((2, 3, 4, 5, 5))
            self._say(
                where, "opinion.given", last + self._between(5, 20), visit, score=score, **about
            )
        return last

    def _fate(self, where: str, gone: float) -> Iterator[tuple[str, str, float, dict[str, Any]]]:
        rng, slow, end = self.rng, self.shop.slow, self.rng.random()
        seen = rng.lognormvariate(1.9, 0.5) * slow
        taken = seen + rng.lognormvariate(2.5, 0.6) * slow
        over = taken + rng.lognormvariate(4.2, 0.4) * slow
        if end < 0.03:
            yield HUB, "request.expired", 900, {"after_seconds": 900, "reason": "unanswered"}
        elif end < 0.06:
            yield where, "request.cancelled", 40, {}
        else:
            who = {"associate": "a-7"}
            yield HUB, "request.seen", seen, {**who, "after_seconds": round(seen, 1)}
            # What the last ones of their kind waited, in half minutes.
            told = [60, 120] if slow < 1.1 else [90, 150]
            accepted = {**who, "after_seconds": round(taken, 1), "told_seconds": told}
            yield HUB, "request.accepted", taken, accepted
            more = {**who, "after_seconds": round(over, 1)}
            if end < 0.06 + 0.94 * gone:
                yield HUB, "request.unavailable", over, {**more, "reason": "not_found"}
            else:
                yield HUB, "request.done", over, more

    def _farewell(
        self, where: str, at: datetime, visit: str, tried: list[Garment], *, cabin: bool
    ) -> datetime:
        rng = self.rng
        for garment in tried if cabin and rng.random() < 0.3 else ():
            at += self._between(1, 6)
            taken = rng.random() < 0.4
            reasons = [] if taken else [rng.choice(("too_small", "too_big", "price", "colour"))]
            self._say(where, "garment.judged", at, visit, garment.gtin, gtin=garment.gtin,
                verdict="taken" if taken else "declined", reasons=reasons)  # fmt: skip
        if tried and rng.random() < 0.08:
            at += self._between(2, 10)
            self._say(where, "wish.carried", at, visit, gtins=[tried[0].gtin], to="qr")
        if rng.random() < 0.1:
            at += self._between(1, 8)
            self._say(where, "opinion.given", at, visit, score=rng.choice((3, 4, 5, 5)),
                about="visit")  # fmt: skip
        return at + timedelta(seconds=1)

    # ── at the till ─────────────────────────────────────────────────────────────────────────────
    def _buy(self, after: datetime, visit: str, taken: list[Garment], customer: str) -> None:
        at = after + self._between(120, 3000)
        self._sold.append((at, taken[0].gtin))
        code = visit if self.rng.random() < _CODE else None
        self._receipt(at, taken, customer, code, visit)

    def others(self) -> None:
        """People who buy the same styles and never stood before a screen."""
        for at, gtin in list(self._sold):
            if self.rng.random() < _OTHERS:
                same = gtin if self.rng.random() < 0.4 else self.rng.choice(GTINS)
                piece = Garment(same, f"{self.rng.getrandbits(36):09x}")
                self._receipt(at + self._between(-3000, 3000), [piece], "", None, "")

    def _receipt(
        self, at: datetime, pieces: list[Garment], customer: str, code: str | None, visit: str
    ) -> None:
        basket = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        lines = []
        for number, piece in enumerate(pieces):
            known = {"serial": piece.serial} if self.rng.random() < _SERIAL else {}
            price = {"quantity": 1, "unit_price": "129.00", "currency": "EUR"}
            lines.append({"gtin": piece.gtin, **known, **price})
            self.truths.append(Truth(basket, number, visit))
        more = {"visit_code": code} if code else {}
        named = customer if self.rng.random() < 0.7 else ""
        self.telling.say(HUB, "purchase.completed", at, "", basket, named, basket=basket,
            lines=lines, **more)  # fmt: skip

    def _say(
        self, where: str, name: str, at: datetime, visit: str, topic: str = "", **data: Any
    ) -> None:
        self.telling.say(where, name, at, visit, topic, **data)

    def _between(self, low: float, high: float) -> timedelta:
        return timedelta(seconds=self.rng.uniform(low, high))
