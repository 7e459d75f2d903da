"""One customer is taken out of head office: no byte of the id is left, the figures stay, and no
re-send brings them back.
"""

import json
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.ids import new_id
from headoffice.database import Database
from headoffice.erasure.export import document
from headoffice.erasure.tombstones import Tombstones
from headoffice.figures import FIGURES, Span, plain
from headoffice.ingest import Grouping, Writer
from headoffice.keys import KeyMissing, erasure_key, key_file
from headoffice.messages import Messages
from headoffice.rejected import RejectedEvents
from headoffice.store import STATEMENTS, StoreError
from tests.headoffice.erasure.conftest import Place
from tests.headoffice.erasure.lives import ANNA, BERTA, history, traces
from tests.headoffice.office import NOW

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


def erase(place: Place, customer: str = ANNA) -> tuple[int, int]:
    place.tombstones.put(customer, NOW, new_id)
    return place.journeys.erase(customer), place.refusals.erase(customer)


def swept(place: Place) -> bool:
    return place.journeys.sweep(50) and place.database.sweep()


def figures(place: Place) -> dict[str, Any]:
    span = Span(
        datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo("UTC")
    )

    def ask(name: str, params: Any) -> Any:
        return place.store.query(STATEMENTS[name].sql, params, timeout=60)

    return {name: plain(figure.ask(ask, span, "")) for name, figure in FIGURES.items()}


def test_no_byte_of_the_customer_is_left_and_the_figures_stay(lived: Place) -> None:
    before, rows = figures(lived), len(lived.rows())
    assert traces(lived.folder, ANNA)
    assert erase(lived) == (5, 2)
    assert swept(lived)
    assert traces(lived.folder, ANNA) == []
    after = figures(lived)
    # Whose purchase it was is known by the customer alone, and is what was to be forgotten.
    tied = {"conversion"}
    assert {name for name, value in after.items() if value != before[name]} == tied
    assert len(lived.rows()) == rows
    kept = {str(row["id"])[-2:]: row["customer"] for row in lived.rows() if row["customer"]}
    assert kept == {"09": BERTA}
    assert document(ANNA, lived.journeys, lived.refusals, NOW) is None


def test_same_batch_again_is_all_duplicates_with_the_customer_or_without(lived: Place) -> None:
    erase(lived)
    rows, refused = lived.rows(), RejectedEvents(lived.database).count(NOW)
    assert lived.take(*history(ANNA)) == (0, 12, 0, 2)
    assert lived.take(*history("erased")) == (0, 12, 0, 2)
    assert (lived.rows(), RejectedEvents(lived.database).count(NOW)) == (rows, refused)
    assert swept(lived)
    assert traces(lived.folder, ANNA) == []


def test_what_comes_for_the_first_time_is_kept_without_the_customer(place: Place) -> None:
    place.tombstones.put(ANNA, NOW, new_id)
    assert place.take(*history(ANNA)) == (12, 0, 0, 2)
    assert place.database.sweep()
    assert traces(place.folder, ANNA) == []


def test_hash_is_that_of_what_is_kept(lived: Place) -> None:
    erase(lived)
    kept = {(row["source"], str(row["id"])): row["payload_hash"] for row in lived.rows()}
    free = lived.batch(*history("erased")).rows
    assert [it.hash for it in free] == [kept[it.key] for it in free]


def test_another_content_of_an_erased_event_is_a_conflict_without_the_customer(
    lived: Place,
) -> None:
    erase(lived)
    changed = history(ANNA)[1] | {"time": "2026-11-21T11:00:00.000Z"}
    assert lived.take(changed) == (0, 0, 1, 1)
    (refused,) = (it for it in RejectedEvents(lived.database).newest(9) if it.reason == "conflict")
    assert json.loads(refused.body)["customerid"] == "erased"


def test_tombstone_of_another_process_and_of_before_a_restart_is_heeded(lived: Place) -> None:
    assert lived.take(history(ANNA)[1]) == (0, 1, 0, 0)
    beside = Database(lived.folder / "headoffice.sqlite")
    Tombstones(beside).put(ANNA, NOW, new_id)
    beside.close()
    lived.journeys.erase(ANNA)
    assert lived.take(history(ANNA)[1]) == (0, 1, 0, 0)
    again = Tombstones(lived.database)
    assert again.marks().is_gone(ANNA)
    assert not again.marks().is_gone(BERTA)


def test_nobody_is_erased_between_a_look_at_the_tombstones_and_the_commit(lived: Place) -> None:
    beside = Tombstones(Database(lived.folder / "headoffice.sqlite"))
    done = threading.Event()

    def put() -> None:
        beside.put(ANNA, NOW, new_id)
        done.set()

    waiting = threading.Thread(target=put)
    with lived.tombstones.held():
        waiting.start()
        assert not done.wait(0.3)
    waiting.join(60)
    assert done.is_set()


def test_key_is_a_file_of_ones_own_and_in_no_database(lived: Place) -> None:
    erase(lived)
    key = erasure_key(lived.folder)
    assert stat.S_IMODE(key_file(lived.folder).stat().st_mode) == 0o600
    with_key = [
        file.name
        for file in lived.folder.rglob("*")
        if file.is_file() and (key in file.read_bytes() or key.hex().encode() in file.read_bytes())
    ]
    assert with_key == ["erasure.key"]


def test_hubs_are_told_by_mark_and_key_and_the_table_holds_no_key(lived: Place) -> None:
    tombstone = lived.tombstones.put(ANNA, NOW, new_id)
    (message,) = Messages(lived.database).after("lyon", 0)
    key = erasure_key(lived.folder).hex()
    assert (message.kind, message.id) == ("erase", tombstone.message)
    assert message.data == {"mark": tombstone.mark.hex(), "key": key}
    with lived.database.read() as rx:
        (text,) = rx.execute("SELECT data FROM message").fetchone()
    assert json.loads(text) == {"mark": tombstone.mark.hex()}


def test_customer_whom_two_people_erase_at_once_is_erased_once(lived: Place) -> None:
    first = lived.tombstones.put(ANNA, NOW, new_id)
    assert lived.tombstones.put(ANNA, NOW, new_id) == first
    assert [it.id for it in Messages(lived.database).after("lyon", 0)] == [first.message]


def test_database_that_is_being_written_is_swept_a_little_later(lived: Place) -> None:
    file = lived.folder / "headoffice.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as serve:
        serve.execute("BEGIN IMMEDIATE")
        assert not lived.database.sweep()
        serve.execute("ROLLBACK")
    assert lived.database.sweep()


def test_lost_key_keeps_everything_out_until_it_is_back(lived: Place, tmp_path: Path) -> None:
    lived.tombstones.put(ANNA, NOW, new_id)
    away = shutil.move(key_file(lived.folder), tmp_path / "away")
    with pytest.raises(KeyMissing, match="bring it back"):
        Tombstones(lived.database).put(BERTA, NOW, new_id)
    writer = Writer(
        lived.store,
        RejectedEvents(lived.database),
        lambda: NOW,
        grouping=Grouping(seconds=0),
        erased=Tombstones(lived.database),
    )
    writer.start()
    with pytest.raises(StoreError, match="bring it back"):
        writer.submit(lived.batch(history(ANNA)[2])).result(20)
    shutil.move(away, key_file(lived.folder))
    assert writer.submit(lived.batch(history(ANNA)[2])).result(20).duplicates == 1
    writer.stop()


def test_words_of_long_events_are_rewritten_in_several_statements(place: Place) -> None:
    long = [
        it | {"data": it["data"] | {"note": "'\\{x:String}%s é" * 1500 + str(n)}, "id": new_id()}
        for n in range(9)
        for it in (history(ANNA)[1],)
    ]
    assert place.take(*long) == (9, 0, 0, 0)
    assert place.journeys.erase(ANNA) == 9
    assert [row["customer"] for row in place.rows()] == [""] * 9
    notes = sorted(json.loads(row["body"])["data"]["note"] for row in place.rows())
    assert notes == sorted(it["data"]["note"] for it in long)
    place.tombstones.put(ANNA, NOW, new_id)
    assert place.take(*long) == (0, 9, 0, 0)
