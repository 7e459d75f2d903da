"""Whoever was erased is not in the store that everything is moved to, nor on its disk."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contract.ids import new_id
from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.tombstones import Tombstones
from headoffice.store import JourneyStore, supervised
from headoffice.upkeep.commands import move
from headoffice.upkeep.moving import Step
from headoffice.upkeep.moving import move as move_all
from tests.headoffice.erasure.lives import ANNA, BERTA, history, prepared, traces
from tests.headoffice.office import NOW

#: One worker, one engine.
pytestmark = [pytest.mark.xdist_group("engine"), pytest.mark.timeout(480)]
AS_THEY_LIE = "SELECT * FROM events ORDER BY source, id"
WAITING = (
    "events that were there in older words are there once; waiting until the old files are gone "
    "from the disk, up to 5 minutes"
)


@dataclass
class Places:
    """Head office's folder, and an embedded store to move to."""

    folder: Path
    source: JourneyStore
    target: JourneyStore
    tombstones: Tombstones

    def move(self) -> tuple[bool, list[int]]:
        steps: list[Step] = []
        older = move_all(self.source, self.target, self.tombstones, steps.append)
        return older, [step.sent for step in steps]

    def moved(self) -> list[str]:
        """The command, as a person gives it."""
        words = [f"chdb://{self.folder}/new/journeys", "--config", str(self.folder / "office.toml")]
        done = CliRunner().invoke(move, words)
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout.splitlines()


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    state, new = tmp_path / "state", tmp_path / "new"
    (tmp_path / "office.toml").write_text(f'state_dir = "{state}"\n')
    for folder in (state, new):
        folder.mkdir()
        with closing(supervised(f"chdb://{folder}/journeys")) as store:
            prepared(store)
    with (
        closing(supervised(f"chdb://{state}/journeys")) as source,
        closing(supervised(f"chdb://{new}/journeys")) as target,
        closing(Database(state / "headoffice.sqlite")) as database,
    ):
        rows = check_batch(json.loads(json.dumps(history(ANNA))), "lyon", NOW).rows
        ndjson = "\n".join(row.received("2026-11-21T15:20:00.000Z") for row in rows).encode()
        source.insert(ndjson, hashlib.sha256(ndjson).hexdigest())
        yield Places(tmp_path, source, target, Tombstones(database))


def lying(store: JourneyStore) -> list[dict[str, Any]]:
    """All rows as they lie there, merged or not."""
    return [dict(row) for row in store.query(AS_THEY_LIE, {}, timeout=60)]


def test_customer_erased_after_a_first_move_is_gone_from_the_target_with_the_next(
    places: Places,
) -> None:
    assert places.move() == (False, [12])
    assert Journeys(places.target).name(ANNA)
    places.tombstones.put(ANNA, NOW, new_id)
    assert Journeys(places.source).erase(ANNA) == 5
    assert places.moved() == [
        "week of 2026-11-16, 1 of 1: 12 events, 12 of them sent",
        WAITING,
        "both sides count 12 events, alike by day, store and type",
    ]
    assert lying(places.target) == lying(places.source)
    assert not Journeys(places.target).name(ANNA)
    assert traces(places.folder / "new", ANNA) == []
    assert places.move() == (False, [0])


def test_customer_who_is_still_in_an_old_store_does_not_come_back_from_it(places: Places) -> None:
    places.tombstones.put(ANNA, NOW, new_id)
    assert places.move() == (False, [12])
    assert {row["customer"] for row in lying(places.target)} == {"", BERTA}
    assert traces(places.folder / "new", ANNA) == []
    Journeys(places.source).erase(ANNA)
    assert lying(places.target) == lying(places.source)


def test_move_broken_off_before_its_merge_is_put_right_by_the_next(places: Places) -> None:
    places.move()
    places.tombstones.put(ANNA, NOW, new_id)
    Journeys(places.source).erase(ANNA)

    def broken_off(_: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_all(places.source, places.target, places.tombstones, broken_off)
    assert len(lying(places.target)) == 24
    assert places.move() == (True, [0])
    assert lying(places.target) == lying(places.source)


def test_nothing_is_moved_when_nobody_can_tell_who_was_erased(places: Places) -> None:
    lost = places.folder / "lost"
    lost.mkdir()
    (lost / "headoffice.sqlite").write_text("no database" * 500)
    config = places.folder / "lost.toml"
    config.write_text(
        f'state_dir = "{lost}"\n[store]\ndsn = "chdb://{places.folder}/state/journeys"\n'
    )
    words = [f"chdb://{places.folder}/new/journeys", "--config", str(config)]
    done = CliRunner().invoke(move, words)
    assert (done.exit_code, done.stdout, lying(places.target)) == (1, "", [])
    assert done.stderr == (
        f"Error: {lost}/headoffice.sqlite: file is not a database; it says who was erased, and "
        "nothing is moved without it: try again when no other program holds it, or bring it back "
        "from a backup\n"
    )
