"""The store's touchpoints in rows: what is wrong with each, and which one comes first."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.figures import Rate
from hub.fleet import Known, Row, Told, Trouble, Usage, rows
from hub.floor import Screen

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WELL = Screen("cabin-3", NOW, version="1.0", readers={"uhf": "ok"}, made=NOW)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def one(screen: Screen | None, **more: object) -> Row:
    screens = {"cabin-3": screen} if screen else {}
    known = Known(version="1.0", enrolled=("cabin-3",), screens=screens, **more)  # type: ignore[arg-type]
    (row,) = rows(known, NOW)
    return row


def changed(**changes: object) -> Screen:
    found = {f: getattr(WELL, f) for f in Screen.__slots__} | changes
    return Screen(**found)


@pytest.mark.parametrize(
    ("screen", "troubles"),
    [
        (None, (Trouble.NEVER,)),
        (WELL, ()),
        (changed(heard=ago(180), made=ago(180)), ()),
        (changed(heard=ago(181), made=ago(181)), (Trouble.SILENT,)),
        (changed(readers={"uhf": "ok", "nfc": "missing"}), (Trouble.READER,)),
        (changed(readers={"uhf": "silent"}), (Trouble.READER,)),
        (changed(version="0.9"), (Trouble.VERSION,)),
        (changed(version=None), ()),
        (changed(made=ago(181)), (Trouble.BEHIND,)),
        (changed(made=ago(180)), ()),
        (
            changed(readers={"uhf": "silent"}, version="2", made=ago(900)),
            (Trouble.READER, Trouble.BEHIND, Trouble.VERSION),
        ),
        # What it said of its readers may be long over.
        (changed(heard=ago(900), readers={"uhf": "silent"}, version="2"), (Trouble.SILENT,)),
    ],
)
def test_what_is_wrong_with_a_touchpoint(
    screen: Screen | None, troubles: tuple[Trouble, ...]
) -> None:
    assert one(screen).troubles == troubles


def test_touchpoint_that_the_floor_has_forgotten_was_heard_all_the_same() -> None:
    row = one(None, heard={"cabin-3": ago(86_400)})
    assert (row.troubles, row.heard) == ((Trouble.SILENT,), ago(86_400))


def test_the_worst_trouble_comes_first_and_then_the_number() -> None:
    screens = {
        name: changed(touchpoint=name, heard=ago(999 if name == "kiosk-1" else 0))
        for name in ("cabin-10", "cabin-2", "kiosk-1")
    }
    screens["cabin-9"] = changed(touchpoint="cabin-9", version="0.9")
    screens["cabin-8"] = changed(touchpoint="cabin-8", readers={"uhf": "silent"})
    enrolled = ("cabin-1", "kiosk-1")
    found = rows(Known(version="1.0", enrolled=enrolled, screens=screens), NOW)
    assert [row.touchpoint for row in found] == [
        *("kiosk-1", "cabin-8", "cabin-9", "cabin-1"),
        *("cabin-2", "cabin-10"),
    ]


def test_retired_touchpoint_is_looked_for_by_nobody_and_a_foreign_one_is_shown() -> None:
    screens = {
        "cabin-7": changed(touchpoint="cabin-7", heard=ago(181)),
        "cabin-8": changed(touchpoint="cabin-8", heard=ago(180)),
    }
    found = rows(Known(version="1.0", screens=screens), NOW)
    assert [row.touchpoint for row in found] == ["cabin-8"]


def test_what_is_known_of_others_is_not_said_of_this_one() -> None:
    told = [Told("1", "cabin-2", "reload", NOW), Told("2", "cabin-3", "identify", NOW, "done")]
    row = one(
        WELL,
        today={"cabin-2": Usage(600, 600), "cabin-3": Usage(1799, 3600)},
        week={"cabin-3": Usage(36_000, 36_000)},
        lost=[("cabin-2", 7), ("cabin-3", 1), ("cabin-3", 2)],
        told=told,
        pictures={"cabin-2": NOW, "cabin-3": ago(60)},
    )
    assert (row.today, row.week) == (Rate(29, 60), Rate(600, 600))
    assert (row.lost, row.told, row.picture) == (3, (told[1],), ago(60))


@pytest.mark.parametrize(
    ("usage", "rate", "value"),
    [
        (Usage(0, 0), Rate(0, 0), None),
        (Usage(590, 599), Rate(9, 9), None),
        (Usage(599, 600), Rate(9, 10), 0.9),
        (Usage(600.4, 600), Rate(10, 10), 1.0),
    ],
)
def test_share_is_of_whole_minutes_and_nothing_of_few(
    usage: Usage, rate: Rate, value: float | None
) -> None:
    assert (usage.share(), usage.share().value) == (rate, value)
