"""Head office saved while it works, and brought back to an empty place with the same figures."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.figures import FIGURES
from headoffice.journey_map import Asked, JourneyMap, Period, journey_map
from headoffice.marks import SqliteMarks
from headoffice.rolling import Maker, Roller
from headoffice.store import STATEMENTS, JourneyStore, supervised
from headoffice.upkeep.commands import backup, restore
from tests.headoffice.office import NOW, TABLES, Office, event, served
from tests.headoffice.test_journeys import PHASES

ZONE = ZoneInfo("Europe/Paris")
FORMER = "(store, toDate(ts), visit, ts, source, id)"

VISIT = [
    event(1, "visit.started", data={"how": "touch", "language": "fr"}),
    event(2),
    event(3, time="2026-11-20T10:15:02.120Z"),
    event(4, clock="unsynced"),
    event(5, "visit.ended", time="2026-11-21T10:19:00.000Z", data={"why": "left", "seconds": 238}),
]


@pytest.fixture
def before(tmp_path: Path) -> Iterator[JourneyStore]:
    with closing(opened(tmp_path / "before")) as store:
        yield store


def opened(state: Path) -> JourneyStore:
    state.mkdir(exist_ok=True)
    return supervised(f"chdb://{state}/journeys")


def run(command: Any, folder: Path, state: Path) -> tuple[int, list[str]]:
    config = state.with_suffix(".toml")
    config.write_text(f'state_dir = "{state}"\n')
    done = CliRunner().invoke(command, [str(folder), "--config", str(config)])
    return done.exit_code, done.output.splitlines()


def figures(office: Office) -> dict[str, Any]:
    person = office.person()
    return {
        name: person.get(f"{office.url}/v1/figures/{name}", timeout=60).json() for name in FIGURES
    }


def test_restored_head_office_shows_the_same_figures(before: JourneyStore, tmp_path: Path) -> None:
    saved, after = tmp_path / "it's saved", tmp_path / "after"
    with served(before, tmp_path / "before") as office:
        assert office.post(*VISIT, {"id": "x"}).json()["stored"] == len(VISIT)
        assert run(backup, saved, tmp_path / "before")[0] == 0
        office.post(event(6))
        expected = figures(office)
    key = after / "erasure.key"
    assert run(restore, saved, after) == (
        0,
        [f"{after}: 5 events and the database are back", f"Warning: {key} is missing; see --help"],
    )
    with closing(Database(after / "headoffice.sqlite")) as database:
        assert SqliteAccounts(database).stores() == ["lyon"]
    with closing(opened(after)) as store, served(store, after) as office:
        assert office.post(*VISIT, event(6)).json()["duplicates"] == len(VISIT)
        assert figures(office) == expected
        assert [it.reason for it in office.parts.rejected.newest(10)] == ["unknown_type"]
    assert saved.stat().st_mode & 0o777 == 0o700


def test_backup_of_a_store_in_another_order_is_brought_back(
    before: JourneyStore, tmp_path: Path
) -> None:
    """As the versions before ADR 0041 kept it."""
    state, saved, after = tmp_path / "before", tmp_path / "saved", tmp_path / "after"
    ours = before.query("SHOW CREATE TABLE events_local", {}, timeout=60)[0]["statement"]
    former = ours.replace("(toDate(ts), store, visit, ts, source, id)", FORMER)
    assert former != ours
    before.each_shard("DROP TABLE events_local SYNC")
    before.each_shard(former)
    with served(before, state) as office:
        office.post(*VISIT)
        assert run(backup, saved, state)[0] == 0
        expected = figures(office)
    assert run(restore, saved, after)[0] == 0
    with closing(opened(after)) as store, served(store, after) as office:
        assert office.post(*VISIT).json()["duplicates"] == len(VISIT)
        assert figures(office) == expected


def test_nothing_is_restored_over_what_there_is(before: JourneyStore, tmp_path: Path) -> None:
    state, saved = tmp_path / "before", tmp_path / "saved"
    with served(before, state) as office:
        office.post(*VISIT)
    assert run(backup, saved, state)[0] == 0
    said = f"Error: {state} holds a head office already; name a new state_dir"
    assert run(restore, saved, state) == (1, [said])
    assert run(backup, saved, state) == (1, [f"Error: {saved} is not empty; name a new folder"])


def test_backup_that_was_broken_off_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    said = f"Error: {tmp_path}/saved holds no whole backup: headoffice.sqlite is not in it"
    assert run(restore, tmp_path / "saved", tmp_path / "after") == (1, [said])


def test_visits_are_made_anew_where_a_backup_was_restored(
    before: JourneyStore, tmp_path: Path
) -> None:
    state, saved = tmp_path / "before", tmp_path / "saved"
    with served(before, state) as office:
        office.post(*VISIT)
    expected = made(before, state)
    assert expected.visits == 1
    # What was made of a day is saved at another moment than that it was.
    for table in TABLES - {"events_local"}:
        before.each_shard(f"TRUNCATE TABLE {table}")
    assert run(backup, saved, state)[0] == 0
    before.close()
    state.rename(tmp_path / "lost")
    assert run(restore, saved, state)[0] == 0
    with closing(opened(state)) as store:
        assert made(store, state) == expected


def test_visit_whose_events_came_after_the_backup_is_not_restored(
    before: JourneyStore, tmp_path: Path
) -> None:
    state, saved, after = tmp_path / "before", tmp_path / "saved", tmp_path / "after"
    with served(before, state) as office:
        office.post(*VISIT)
    assert made(before, state).visits == 1
    before.each_shard("TRUNCATE TABLE events_local")
    assert run(backup, saved, state)[0] == 0
    assert run(restore, saved, after)[0] == 0
    with closing(opened(after)) as store:
        assert made(store, after).visits == 0


def made(store: JourneyStore, state: Path) -> JourneyMap:
    """The journey map as `serve` over *state* has it once its visits are made."""
    maker = Maker(store, PHASES, ZONE)
    with closing(Database(state / "headoffice.sqlite")) as database:
        marks = SqliteMarks(database)
        marks.mark_all_once(maker.kept(), f"{maker.rules} {state}")
        Roller(maker, marks, lambda: NOW).make_all()

    def ask(name: str, params: Any) -> Any:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    days = Period(date(2026, 11, 20), date(2026, 11, 21), ZONE)
    return journey_map(ask, Asked(days), PHASES)


def test_nothing_is_saved_before_the_first_start(tmp_path: Path) -> None:
    state, saved = tmp_path / "state", tmp_path / "saved"
    wrong = (
        f"Error: {state}/headoffice.sqlite is not there: head office was never started with these "
        "settings, and there is nothing to save; name the settings that `serve` has with --config"
    )
    assert run(backup, saved, state) == (1, [wrong])
    assert not saved.exists()


@pytest.mark.parametrize(
    ("damage", "found"),
    [(0, "file is not a database"), (4096, "*** in database main ***")],
)
def test_damaged_database_is_not_restored_and_a_whole_one_is_then(
    before: JourneyStore, tmp_path: Path, damage: int, found: str
) -> None:
    state, saved, after = tmp_path / "before", tmp_path / "saved", tmp_path / "after"
    with served(before, state) as office:
        office.post(*VISIT)
    assert run(backup, saved, state)[0] == 0
    file = saved / "headoffice.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:damage] + b"x" * (len(whole) - damage))
    code, (said,) = run(restore, saved, after)
    assert (code, said.partition("); ")[2]) == (1, "take an earlier backup")
    assert said.startswith(f"Error: {file} is damaged ({found}")
    file.write_bytes(whole)
    assert run(restore, saved, after)[0] == 0


def test_damaged_journeys_are_not_restored_and_what_was_found_is_said(
    before: JourneyStore, tmp_path: Path
) -> None:
    state, saved, after = tmp_path / "before", tmp_path / "saved", tmp_path / "after"
    with served(before, state) as office:
        office.post(*VISIT)
    assert run(backup, saved, state)[0] == 0
    (saved / "journeys/.backup").write_text("x")
    code, said = run(restore, saved, after)
    assert (code, (after / "headoffice.sqlite").exists()) == (1, False)
    assert said[0].startswith(f"Error: the journeys in {saved} cannot be read whole (")
    assert said[-1].endswith("take an earlier backup, into another state_dir that is new")


@pytest.mark.parametrize("command", [backup, restore], ids=["backup", "restore"])
def test_cluster_is_saved_by_its_own_means(tmp_path: Path, command: Any) -> None:
    config = tmp_path / "headoffice.toml"
    config.write_text(
        f'state_dir = "{tmp_path}/state"\n[store]\ndsn = "https://clickhouse-1:8443"\n'
    )
    done = CliRunner().invoke(command, [str(tmp_path), "--config", str(config)])
    assert done.exit_code == 1
    assert "save them by ClickHouse's BACKUP" in done.output
