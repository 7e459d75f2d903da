"""A row holds what its event said, to the millisecond and the letter, and so does the engine."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.model import instant
from headoffice.batches import Batch, check_batch
from headoffice.store import ClickHouseStore
from tests.headoffice.office import Office, event

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
NOW = datetime(2026, 11, 21, 10, 20, tzinfo=UTC)
BEGIN = datetime(1970, 1, 5, tzinfo=UTC)
#: The engine's dates are kept from 1970 to 2149.
MOMENTS = st.integers(0, 5_648_400_000_000 - 1).map(lambda ms: BEGIN + timedelta(milliseconds=ms))


def batch(*events: Any) -> Batch:
    found = check_batch(events, "lyon", NOW)
    assert found.refused == ()
    return found


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=50))
def test_moments_come_back_from_the_engine_to_the_millisecond(
    store: ClickHouseStore, moments: list[tuple[datetime, datetime]]
) -> None:
    store.each_shard("TRUNCATE TABLE events_local")
    sent = [
        event(n, time=instant(made), recordedtime=instant(recorded))
        for n, (made, recorded) in enumerate(moments, start=1)
    ]
    lines = [row.received(instant(NOW)) for row in batch(*sent).rows]
    store.insert("\n".join(lines).encode(), "")
    sql = "SELECT ts, recorded_at, received_at FROM events ORDER BY sequence, id"
    found = [tuple(row.values()) for row in store.query(sql, {}, timeout=60)]
    assert sorted(found) == sorted((made, recorded, NOW) for made, recorded in moments)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_row_is_json_whatever_its_event_says(customer: str, said: str) -> None:
    data = {"consent": said, "new": [said]}
    sent = event(1, "visit.linked", customerid=customer, data=data)
    (row,) = batch(sent).rows
    kept = json.loads(row.line + "}")
    assert (kept["customer"], json.loads(kept["body"])) == (customer, sent)
    assert row.body.decode() == kept["body"]


HALF = "\ud800"


@pytest.mark.parametrize(
    "more",
    [
        {"type": "parcours.visit.linked.v1", "customerid": HALF, "data": {"consent": "1-fr"}},
        {"source": f"/stores/lyon/touchpoints/{HALF}"},
        {"id": HALF},
        {"type": HALF},
    ],
    ids=["customer", "source", "id", "type"],
)
def test_half_a_character_is_refused_and_the_rest_of_its_batch_kept(
    office: Office, more: dict[str, Any]
) -> None:
    answer = office.post(event(1), event(2) | more, event(3))
    said = answer.json()
    assert (answer.status_code, said["stored"], len(said["rejected"])) == (200, 2, 1)
    (kept,) = office.parts.rejected.newest(10)
    assert str(kept.reason) == said["rejected"][0]["reason"]
