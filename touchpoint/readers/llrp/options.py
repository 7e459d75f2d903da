"""The options of an LLRP reader, from text; pure."""

from touchpoint.readers.llrp.rospec import Wishes


def read_wishes(
    antennas: str, power: str, session: str, population: str, report: str, keepalive: str
) -> Wishes:
    """Raises ValueError as `whole` does."""
    return Wishes(
        _antennas(antennas),
        _number("power", power, -10, 40, "dBm") if power else None,
        whole("session", session, 0, 3),
        whole("population", population, 1, 65535),
        whole("report", report, 1, 1000),
        _number("keepalive", keepalive, 0.05, 60, "seconds"),
    )


def _antennas(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    good = all(part.isdecimal() and 1 <= int(part) <= 255 for part in parts)
    if not good or len(set(parts)) != len(parts):
        raise ValueError(f'antennas is {text!r}; numbers from 1 as in "1,3" are right')
    return tuple(int(part) for part in parts)


def whole(name: str, text: str, least: int, most: int) -> int:
    """Raises ValueError naming the option, what was found and what would be right."""
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ValueError(f"{name} is {text!r}; {least} to {most} is right")
    return int(text)


def _number(name: str, text: str, least: float, most: float, unit: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise ValueError(f"{name} is {text!r}; {least:g} to {most:g} {unit} are right")
    return value
