"""The managers' page of how rooms read, the worst first: rate, n, and what to do when it is low."""

import html
import re

from tests.hub.garments import tell_many
from tests.hub.web.conftest import Callers

REMEDY = "Calibrate this room: <code>python -m fittingroom calibrate</code>, at its mirror."


def rows(page: str) -> dict[str, tuple[list[str], bool]]:
    """By room the cells of its line, and whether it is told what to do."""
    bodies = re.findall(r'<tbody data-room="([^"]+)".*?>(.*?)</tbody>', page, re.DOTALL)
    return {
        room: (re.findall(r"<t[hd][^>]*>(?:<span[^>]*>)?([^<]+)", body)[:3], REMEDY in body)
        for room, body in bodies
    }


def test_rate_its_n_and_what_to_do(callers: Callers) -> None:
    desk = callers.shop.desk
    told = {"cabin-1": (200, 1), "cabin-2": (20, 1), "cabin-3": (20, 2), "cabin-4": (9, 9)}
    for room, (garments, disowned) in told.items():
        tell_many(desk.db, desk.clock.now(), room, garments, disowned)
    page = html.unescape(callers.person("adele").get("/rejected").text)
    assert list(rows(page).items()) == [
        ("cabin-3", (["Cabin 3", "90%", "20"], True)),
        ("cabin-2", (["Cabin 2", "95%", "20"], False)),
        ("cabin-1", (["Cabin 1", "99%", "200"], False)),
        ("cabin-4", (["Cabin 4", "too few", "9"], False)),
    ]


def test_store_without_a_rain_reader_is_told_so(callers: Callers) -> None:
    page = callers.person("adele").get("/rejected").text
    assert (rows(page), "No RAIN reader has told of a garment" in page) == ({}, True)
