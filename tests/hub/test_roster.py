"""Whom a request is called to: by zone, language and load, and who comes next."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract.requests import RequestKind
from hub.access import Access
from hub.attendance import Attendance
from hub.commands import Request
from hub.people import person
from hub.roster import Colleague, Roster, called
from hub.staffing import Staffing
from hub.store import Database
from messaging.clock import ManualClock, SystemClock

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def asked(place: str = "cabin-3", level: int = 0, language: str | None = None) -> Request:
    return Request(
        request="0192f0c1-0000-7000-8000-000000000001",
        kind=RequestKind.SIZE,
        place=place,
        made=NOW,
        updated=NOW,
        waiting_since=NOW,
        level=level,
        language=language,
    )


CABINS = Colleague("camille", zones=frozenset({"cabins"}), languages=frozenset({"fr", "en"}))
FLOOR = Colleague("malo", zones=frozenset({"floor"}), languages=frozenset({"fr", "it"}))
BOSS = Colleague("adele", manager=True)
ROSTER = Roster((CABINS, FLOOR, BOSS), zones={"cabin-3": "cabins", "kiosk-1": "floor"})


def test_zone_decides_first() -> None:
    busy = {"camille": 3, "adele": 3}
    assert called(asked(), ROSTER, {"adele": 4} | {"camille": 3}) == ("camille",)
    assert called(asked("kiosk-1"), ROSTER, busy) == ("malo",)


def test_language_decides_among_those_of_the_zone() -> None:
    german = Colleague("lea", zones=frozenset({"cabins"}), languages=frozenset({"de"}))
    two = Roster((CABINS, german), zones=ROSTER.zones)
    assert called(asked(language="de"), two, {"lea": 5}) == ("lea",)
    assert called(asked(language="fr"), two, {"camille": 5}) == ("camille",)


def test_who_carries_less_is_called_among_equals() -> None:
    equals = Roster((Colleague("a"), Colleague("b"), Colleague("c")))
    assert called(asked(), equals, {"a": 2, "b": 1, "c": 2}) == ("b",)


def test_next_is_somebody_who_was_not_told() -> None:
    first = called(asked(), ROSTER, {})
    second = called(asked(level=1), ROSTER, {}, first)
    third = called(asked(level=1), ROSTER, {}, first + second)
    assert sorted(first + second + third) == ["adele", "camille", "malo"]
    assert called(asked(level=1), ROSTER, {}, first + second + third) == ()


def test_managers_are_told_once_on_their_step() -> None:
    assert called(asked(level=2), ROSTER, {}) == ("adele",)
    assert called(asked(level=2), ROSTER, {}, ("adele",)) == ()


@pytest.mark.parametrize(("roster", "empty"), [(Roster(), True), (Roster(known=False), False)])
def test_nobody_is_missed_before_every_page_was_heard(roster: Roster, empty: bool) -> None:
    assert (roster.empty, called(asked(), roster, {})) == (empty, ())


class TestAttendance:
    def test_page_out_of_sight_or_silent_is_nobody(self, clock: ManualClock) -> None:
        here = Attendance(clock)
        here.seen("camille", "phone-1", visible=True)
        here.seen("malo", "phone-2", visible=False)
        assert here.present() == ("camille",)
        clock.advance(29)
        here.seen("malo", "phone-2", visible=True)
        clock.advance(1)
        assert here.present() == ("malo",)

    def test_break_ends_when_its_person_says_so_or_leaves(self, clock: ManualClock) -> None:
        here = Attendance(clock)
        for device in ("phone-1", "tablet-1"):
            here.seen("camille", device, visible=True)
        here.rest("camille", on=True)
        assert (here.present(), here.resting("camille")) == ((), True)
        here.gone("tablet-1")
        assert here.resting("camille")
        here.gone("phone-1")
        assert not here.resting("camille")
        here.rest("malo", on=True)
        here.rest("malo", on=False)
        here.seen("malo", "phone-2", visible=True)
        assert here.present() == ("malo",)

    def test_till_screen_is_there_while_it_is_heard(self, clock: ManualClock) -> None:
        here = Attendance(clock)
        here.screen("till-1")
        assert here.screens() == ("till-1",)
        clock.advance(30)
        assert here.screens() == ()

    def test_hub_that_has_just_started_does_not_know(self, clock: ManualClock) -> None:
        here = Attendance(clock)
        assert not here.known
        clock.advance(30)
        assert here.known


def test_person_is_described_by_command_and_an_unknown_zone_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "hub.toml"
    config.write_text(
        f'store = "lyon"\nname = "Lyon"\nstate_dir = "{tmp_path}"\n[zones]\ncabins = ["cabin-3"]\n'
    )
    db = Database(tmp_path / "hub.db")
    access = Access(db, SystemClock())
    access.enrol_associate("Inès", "2580", associate="ines")
    where = ["--config", str(config)]
    run = CliRunner().invoke
    said = run(person, ["ines", "--speaks", "fr", "--speaks", "it", "--zone", "cabins", *where])
    assert (said.exit_code, said.output) == (0, "Inès: languages fr, it; zones cabins.\n")
    attendance = Attendance(SystemClock())
    attendance.seen("ines", "phone-1", visible=True)
    roster = Staffing(db, access, attendance, {"cabins": ("cabin-3",)}).roster()
    db.close()
    zones = frozenset({"cabins"})
    assert roster.present == (Colleague("ines", False, frozenset({"fr", "it"}), zones),)
    assert roster.zones == {"cabin-3": "cabins"}
    refused = run(person, ["ines", "--zone", "cellar", *where])
    assert "no zone is called 'cellar'; [zones] has: cabins" in refused.output
    assert "nobody here has the id 'nobody'" in run(person, ["nobody", *where]).output
