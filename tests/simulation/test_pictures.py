"""The list of pictures, what of it is chosen, and the page that shows it."""

import re
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import event_in
from simulation.broker import Broker, free_port
from simulation.company import glasses, hardware_of, programs
from simulation.day import Store, day
from simulation.pictures.album import Print, index_html
from simulation.pictures.make import brand
from simulation.pictures.pairwise import covering, pairs
from simulation.pictures.plates import PLATES, chosen
from simulation.pictures.readme import PLACES, readme_html
from simulation.pictures.screens import BRANDS, MOST, SETS, SHOTS, SIZES, axes, possible
from simulation.pictures.studio import afternoon, studio_plan
from simulation.pictures.tour import hangings
from simulation.usual import default_plan

NAMES = [plate.name for plate in PLATES]
HERE = Store("lyon", 1.0, 1.0)
SATURDAY = date(2026, 11, 21)


def test_every_screen_of_the_studio_has_its_programs(tmp_path: Path) -> None:
    plan = studio_plan(default_plan(headless=True), tmp_path, free_port)
    names = {screen.touchpoint for screen in plan.screens}
    found = programs(plan, Broker(tmp_path / "broker", plan.ports.broker), glasses(plan))
    assert found.keys() == {
        "broker",
        "headoffice",
        "hub",
        *names,
        *(part for screen in plan.screens for part in hardware_of(screen)),
    }


def test_no_two_pictures_have_one_name() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_index_shows_every_picture_once_and_leads_to_it() -> None:
    page = index_html([Print(plate, (390, 844)) for plate in PLATES], brand())
    links = re.findall(r'<a href="([^"#]+\.png)">', page)
    thumbs = re.findall(r'<img src="thumbs/([^"]+)\.jpg"', page)
    assert (links, thumbs) == ([f"{name}.png" for name in NAMES], NAMES)


def test_every_group_stands_together() -> None:
    groups = [plate.group for plate in PLATES]
    assert [g for i, g in enumerate(groups) if i and g != groups[i - 1]] == list(
        dict.fromkeys(groups)
    )[1:]


@pytest.mark.parametrize(
    ("pattern", "name", "wanted"),
    [
        (None, "demo", True),
        ("demo", "demo", True),
        ("staff-phone-*", "staff-phone-one", True),
        ("staff-phone-*", "staff-tablet-one", False),
        ("nord, demo", "kiosk-rest-de-nord-portrait-plain", True),
        ("kiosk", "mirror-portrait-en-rest", False),
        ("*", "nowhere", False),
    ],
)
def test_pattern_chooses(pattern: str | None, name: str, *, wanted: bool) -> None:
    assert chosen(pattern).wants(name) is wanted


def test_kind_is_needed_when_one_of_its_pictures_is_wanted() -> None:
    some = chosen("staff-phone-one")
    found = [some.any("staff", "phone"), some.any("staff", "tablet"), some.any("office", "wide")]
    assert found == [True, False, False]


def test_every_two_values_meet_in_as_many_pictures_as_can_be_looked_at() -> None:
    wanted = {pair for row in product(*axes()) if possible(row) for pair in pairs(row)}
    rows = [(s.screen.key, s.language, s.brand, s.size, s.reading) for s in SHOTS]
    assert {pair for row in rows for pair in pairs(row)} == wanted
    assert (len(rows), [row for row in rows if not possible(row)]) == (len({*rows}), [])
    # Each screen in each language: with more than 24 of them a set is more than can be looked at.
    of_sets = [sum(shot.screen in screens for shot in SHOTS) for screens in SETS]
    assert of_sets == [5 * len(screens) for screens in SETS]
    assert max(of_sets) <= MOST == 120


def test_covering_leaves_out_what_cannot_be() -> None:
    found = covering(("ab", "xy", "12"), lambda row: row[0] == "a" or row[2] == "1")
    assert {pair for row in found for pair in pairs(row)} == {
        (0, "a", 1, "x"), (0, "a", 1, "y"), (0, "b", 1, "x"), (0, "b", 1, "y"),
        (0, "a", 2, "1"), (0, "a", 2, "2"), (0, "b", 2, "1"),
        (1, "x", 2, "1"), (1, "x", 2, "2"), (1, "y", 2, "1"), (1, "y", 2, "2"),
    }  # fmt: skip


def test_each_picture_is_taken_once_in_the_window_it_needs() -> None:
    hung = list(hangings(SHOTS))
    taken = [shot for _, shots in hung for shot in shots]
    assert sorted(s.name for s in taken) == sorted(s.name for s in SHOTS)
    for hanging, shots in hung:
        assert {(BRANDS[s.brand], SIZES[s.size]) for s in shots} == {(hanging.brand, hanging.size)}
        assert {s.language for s in shots if s.screen.at_rest} <= {hanging.languages[0]}


def test_readme_shows_pictures_of_the_list() -> None:
    page = readme_html(PLACES)
    assert set(PLACES.values()) <= set(NAMES)
    assert re.findall(r'src="([^"]+)\.png"', page) == [
        PLACES[place] for place in ("kiosk", "mirror", "office", "staff")
    ]


@pytest.mark.parametrize("hour", range(24))
def test_it_is_always_afternoon_in_the_studio(hour: int) -> None:
    now = datetime(2026, 11, 21, hour, 30, tzinfo=UTC)
    assert now.astimezone(ZoneInfo(afternoon(now))).hour == 17


def test_same_seed_is_the_same_day() -> None:
    assert day(HERE, SATURDAY, UTC, seed=7) == day(HERE, SATURDAY, UTC, seed=7)


def test_another_seed_is_another_day() -> None:
    assert day(HERE, SATURDAY, UTC, seed=7) != day(HERE, SATURDAY, UTC, seed=8)


def test_day_is_of_events_that_head_office_takes() -> None:
    rows = day(HERE, SATURDAY, UTC, seed=7)
    assert [event_in(row).id for row in rows] == [row["id"] for row in rows]


def test_sequence_of_each_maker_has_no_gap() -> None:
    by_source: dict[str, list[int]] = {}
    for row in day(HERE, SATURDAY, UTC, seed=7):
        by_source.setdefault(row["source"], []).append(int(row["sequence"]))
    assert by_source == {source: list(range(1, len(n) + 1)) for source, n in by_source.items()}


def test_nothing_happens_after_now() -> None:
    now = datetime(2026, 11, 21, 14, tzinfo=UTC)
    whole, part = (day(HERE, SATURDAY, UTC, seed=7, until=u) for u in (None, now))
    assert part == [row for row in whole if row["time"] <= "2026-11-21T14:00:00"]
