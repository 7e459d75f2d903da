"""services.toml: how orders come and go back, as every page says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from catalogue import cells
from catalogue.languages import drawable
from catalogue.problems import FileError, Misfit
from catalogue.text import plain
from contract.parts import Delivery, Money, Services

_FREE = re.compile(r"0+(?:\.0+)?(?:\s+([A-Z]{3}))?", re.ASCII)


def read_services(text: str, name: str, currency: str) -> tuple[Services, tuple[str, ...]]:
    """Deliveries and returns, and what did not fit. Raises FileError when it is no TOML."""
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(f"{name}: this is not TOML: {error}") from None
    problems = [
        f"{name}: found {key!r}; wanted delivery or returns"
        for key in read
        if key not in {"delivery", "returns"}
    ]

    def telling(what: str) -> Callable[[Misfit], None]:
        return lambda misfit: problems.append(f"{name} {what}: {misfit}")

    deliveries = []
    entries = read.get("delivery", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        try:
            deliveries.append(_delivery(entry, currency, telling(f"delivery {number}")))
        except Misfit as misfit:
            telling(f"delivery {number}")(misfit)
    try:
        returns = words_by_language(read.get("returns", {}), "returns", telling("returns"))
    except Misfit as misfit:
        returns = {}
        telling("returns")(misfit)
    return Services(deliveries=tuple(deliveries), returns=returns), tuple(problems)


def _delivery(entry: Any, currency: str, tell: Callable[[Misfit], None]) -> Delivery:
    if not isinstance(entry, Mapping) or not entry.get("titles"):
        raise Misfit(f"{entry!r}", "titles by language")
    if unknown := sorted(entry.keys() - {"titles", "cost", "days"}):
        raise Misfit(f"{', '.join(unknown)}", "titles, cost and days")
    titles = words_by_language(entry["titles"], "titles", tell)
    if not titles:
        raise Misfit("titles without a word", "titles by language")
    cost = None if "cost" not in entry else _cost(str(entry["cost"]), currency)
    return Delivery(titles=titles, cost=cost, days=_days(entry.get("days")))


def _cost(found: str, currency: str) -> Money:
    if free := _FREE.fullmatch(found):
        return Money(amount=Decimal(0), currency=free[1] or currency)
    try:
        return cells.money(found, "cost", currency)
    except Misfit as misfit:
        raise Misfit(misfit.found, "0 or a price such as 9.00 EUR") from None


def _days(found: Any) -> tuple[int, int] | None:
    """Working days, one number or two."""
    if found is None:
        return None
    days = found if isinstance(found, list) else [found, found]
    whole = [day for day in days if type(day) is int and 0 <= day <= 365]
    if len(days) != 2 or len(whole) != 2 or whole[0] > whole[1]:
        raise Misfit(f"days {found!r}", "two numbers of working days such as [2, 4]")
    return whole[0], whole[1]


def words_by_language(found: Any, what: str, tell: Callable[[Misfit], None]) -> dict[str, str]:
    """Plain texts by language code; what no screen can draw is told and left out. Raises Misfit."""
    if not isinstance(found, Mapping) or not all(isinstance(said, str) for said in found.values()):
        raise Misfit(f"{what} {found!r}", 'texts by language, as in en = "…"')
    words = {code: plain(said) for code, said in found.items()}
    return {code.lower(): said for code, said in words.items() if said and drawable(code, tell)}
