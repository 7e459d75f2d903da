"""`python -m headoffice export` and `erase`: what they say, what they refuse, what they leave."""

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headoffice.__main__ import main
from headoffice.accounts import SqliteAccounts
from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.erasure.tombstones import Tombstones
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import open_store
from tests.headoffice.erasure.lives import ANNA, BERTA, history, prepared, traces
from tests.headoffice.office import NOW, event

#: One worker, one engine.
pytestmark = [pytest.mark.xdist_group("engine"), pytest.mark.timeout(480)]


class Office:
    """Head office's folder, closed: its commands open it, as a person would have it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.config = folder / "state", folder / "headoffice.toml"
        self.config.write_text(f'state_dir = "{self.folder}"\n')
        self.dsn = f"chdb://{self.folder}/journeys"
        self.folder.mkdir()
        with closing(open_store(self.dsn)) as store:
            prepared(store)
        with closing(Database(self.folder / "headoffice.sqlite")) as database:
            for name in ("lyon", "paris"):
                SqliteAccounts(database).enrol_store(name, NOW)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--config", str(self.config)])

    def take(self, *events: object) -> int:
        """A batch of Lyon's, as the serving process would take it; how many were new."""
        with (
            closing(open_store(self.dsn)) as store,
            closing(Database(self.folder / "headoffice.sqlite")) as database,
        ):
            writer = Writer(
                store,
                RejectedEvents(database),
                lambda: NOW,
                grouping=Grouping(seconds=0),
                erased=Tombstones(database),
            )
            writer.start()
            batch = check_batch(json.loads(json.dumps(events)), "lyon", NOW)
            answer = writer.submit(batch)
            writer.stop()
        return answer.result(0).stored


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_customer_is_exported_erased_and_cannot_be_brought_back(
    office: Office, tmp_path: Path
) -> None:
    assert office.take(*history(ANNA)) == 12
    file = tmp_path / "anna.json"
    said = office.run("export", ANNA, "--to", str(file))
    assert said.stdout == f"{file}: 2 visits, 1 purchases, 2 refused\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = json.loads(file.read_text())
    ids = [[int(it["id"][-2:], 16) for it in visit["events"]] for visit in found["visits"]]
    assert (ids, found["purchases"][0]["data"]["basket"][-2:]) == ([[1, 2, 3], [5, 6, 7]], "4d")

    first, again = office.run("erase", ANNA), office.run("erase", ANNA)
    assert first.stdout.splitlines()[1] == "erased: 5 events, 2 refused ones"
    assert again.stdout.startswith("erased already, on 20")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert traces(office.folder, ANNA) == []
    assert office.take(*history(ANNA)) == 0
    assert traces(office.folder, ANNA) == []
    gone = office.run("export", ANNA, "--to", str(tmp_path / "none.json"))
    assert gone.stderr.startswith(f"Error: nothing is kept of {ANNA}: erased on 20")
    assert (gone.exit_code, (tmp_path / "none.json").exists()) == (1, False)


def test_typo_changes_nothing(office: Office) -> None:
    office.take(*history(ANNA))
    files = {it for it in office.folder.rglob("*") if it.is_file() and "journeys" not in it.parts}
    for typo in (ANNA[:-1], ANNA.upper(), "nobody"):
        for words in (["erase", typo], ["export", typo], ["erase", typo, "--status"]):
            said = office.run(*words)
            assert (said.exit_code, said.stdout) == (1, "")
    assert office.run("erase", typo).stderr.startswith(
        "Error: nothing is kept of 'nobody', and nothing was changed; ids are told apart by every"
    )
    left = {it for it in office.folder.rglob("*") if it.is_file() and "journeys" not in it.parts}
    assert {it.name for it in left - files} == set()
    assert traces(office.folder, ANNA)
    assert office.run("erase", "erased").stderr == (
        "Error: 'erased' is no customer; say the id that the CRM gave\n"
    )


def test_customer_of_whom_only_a_hub_knows_is_erased_when_asked_to(office: Office) -> None:
    said = office.run("erase", ANNA, "--anyway")
    assert (said.stderr, said.stdout.splitlines()[1:2]) == (
        "",
        ["erased: 0 events, 0 refused ones"],
    )
    assert office.take(*history(ANNA)) == 12
    assert traces(office.folder, ANNA) == []
    assert office.run("export", BERTA, "--to", str(office.folder / "b.json")).exit_code == 0


def test_status_names_each_hub_that_has_not_answered(office: Office) -> None:
    office.take(*history(ANNA))
    office.run("erase", ANNA)
    lines = office.run("erase", ANNA, "--status").stdout.splitlines()
    assert lines[0].startswith("head office: 20")
    assert lines[1:] == [
        "lyon: its hub has not answered yet",
        "paris: its hub has not answered yet",
    ]
    with closing(Database(office.folder / "headoffice.sqlite")) as database:
        tombstone = Tombstones(database).of(ANNA)
    assert tombstone
    done = event(
        40, "customer.erased", source="/stores/lyon/hub", data={"message": tombstone.message}
    )
    assert office.take(done) == 1
    lines = office.run("erase", ANNA, "--status").stdout.splitlines()
    assert lines[1:] == ["lyon: 2026-11-21 10:15:02Z", "paris: its hub has not answered yet"]


def test_database_that_another_program_holds_is_told_in_a_sentence(office: Office) -> None:
    file = office.folder / "headoffice.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = office.run("erase", ANNA, "--anyway")
    assert said.exit_code == 1
    assert said.stderr == (
        f"Error: {file}: database is locked; run this again when no other program holds it and its "
        "disk has room: it goes on from where it was\n"
    )


def test_help_teaches() -> None:
    for command in ("export", "erase"):
        said = CliRunner().invoke(main, [command, "--help"]).stdout
        for word in ("CUSTOMER", "opaque id", "--config"):
            assert word in said
