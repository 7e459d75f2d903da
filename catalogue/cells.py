"""What one cell of a brand's file says: prices, barcodes, moments, lists; or why it fits not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Final

from catalogue.problems import Misfit
from contract.ids import normal_gtin
from contract.parts import Money, Promotion

A_PRICE: Final = "a price above 0 such as 89.00"
AN_INTERVAL: Final = "two times such as 2026-11-27T00:00+01:00/2026-11-30T23:59+01:00"
_PRICE = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)
_MONEY = re.compile(r"(\S+)\s+([A-Z]{3})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MANGLED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


def money(found: str, column: str, currency: str) -> Money:
    """A price that may name its own currency, as in `89.00 EUR`. Raises Misfit."""
    named = _MONEY.fullmatch(found)
    price, own = (named[1], named[2]) if named else (found, currency)
    if not _PRICE.fullmatch(price) or not Decimal(price):
        raise Misfit(f"{column} {found!r}", A_PRICE)
    return Money(amount=Decimal(price), currency=own)


def asked(found: str, column: str, currency: str) -> Money | None:
    """The price in a cell; nothing where it is empty or 0, which is how a shop leaves it out.

    Raises Misfit.
    """
    named = _MONEY.fullmatch(found)
    price = named[1] if named else found
    if not price or (_PRICE.fullmatch(price) and not Decimal(price)):
        return None
    return money(found, column, currency)


def gtin(found: str) -> str:
    """The 14 digits of a barcode. Raises Misfit."""
    # A leading apostrophe is how a spreadsheet keeps digits from becoming a number.
    digits = found.removeprefix("'")
    if not digits:
        raise Misfit("no barcode", "a GTIN of 8, 12, 13 or 14 digits")
    if _MANGLED.fullmatch(digits):
        raise Misfit(
            f"barcode {digits}, shortened by a spreadsheet", "all its digits, kept as text"
        )
    try:
        return normal_gtin(digits)
    except ValueError as error:
        raise Misfit(f"barcode {error}", "a valid GTIN") from None


def interval(found: str, column: str) -> tuple[datetime, datetime]:
    """Since and until in `SINCE/UNTIL`; without an offset in UTC, as Google has it. Raises Misfit.

    A day alone is the whole day.
    """
    since, slash, until = (part.strip() for part in found.partition("/"))
    try:
        first, last = moment(since), moment(until, time(23, 59))
        backwards = last < first
    except (ValueError, OverflowError):
        raise Misfit(f"{column} {found!r}", AN_INTERVAL) from None
    if not slash or backwards:
        raise Misfit(f"{column} {found!r}", AN_INTERVAL)
    return first, last


def moment(found: str, of_day: time = time.min) -> datetime:
    """A time, in UTC where no offset is; of a day alone, *of_day*. Raises ValueError."""
    read = datetime.fromisoformat(found)
    if _DATE.fullmatch(found):
        read = datetime.combine(read, of_day)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def promotion(found: str, column: str, currency: str) -> Promotion:
    """`PRICE SINCE/UNTIL`, the price perhaps with its currency. Raises Misfit."""
    price, _, dates = found.rpartition(" ")
    try:
        since, until = interval(dates, column)
        asked = money(price.strip(), column, currency)
    except Misfit:
        raise Misfit(f"{column} {found!r}", f"a price, a space and {AN_INTERVAL}") from None
    return Promotion(price=asked, since=since, until=until)


def path(found: str) -> tuple[str, ...]:
    """The steps of a taxonomy written `A > B`, each once."""
    return tuple(dict.fromkeys(step for part in found.split(">") if (step := part.strip())))


def names(found: str) -> tuple[str, ...]:
    """A list parted by semicolons, commas or line breaks, each once."""
    return tuple(dict.fromkeys(n for part in re.split(r"[;,\n]", found) if (n := part.strip())))


def entries(found: str) -> tuple[tuple[str, ...], ...]:
    """A list parted by semicolons or line breaks, whose entries have parts parted by `|`."""
    lines = (line for line in re.split(r"[;\n]", found) if line.strip())
    return tuple(tuple(part.strip() for part in line.split("|")) for line in lines)
