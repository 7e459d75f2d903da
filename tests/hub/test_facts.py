"""What a figure follows from: no more is read than counts, and the figure is as from all of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.model import instant
from hub import records
from hub.stock import Correction, Count, Facts, Hold, Sale, figure
from hub.store import QUERIES, Database

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
GTIN = "00614141100019"
OTHER = "00614141100026"
#: Few moments, so that many things happen at once, and on both sides of now.
MOMENTS = st.integers(-4, 4).map(lambda hours: NOW + timedelta(hours=hours))
PIECES = st.integers(-2, 5)
HISTORIES = st.builds(
    Facts,
    st.none() | st.builds(Count, PIECES, MOMENTS, st.just("Rail 4")),
    st.lists(st.builds(Sale, PIECES, MOMENTS), max_size=6).map(tuple),
    st.lists(st.builds(Hold, PIECES, MOMENTS, st.none() | MOMENTS), max_size=6).map(tuple),
    st.lists(st.builds(Correction, PIECES, MOMENTS), max_size=5).map(tuple),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = Database(tmp_path_factory.mktemp("hub") / "hub.db")
    yield found
    found.close()


def keep(tx: Connection, gtin: str, history: Facts) -> None:
    names = (f"{gtin} {n}" for n in count())
    if history.count:
        records.put_counts(tx, {gtin: history.count})
    for sale in history.sales:
        at = instant(sale.at)
        QUERIES.add_sale(tx, cause=next(names), gtin=gtin, quantity=sale.quantity, at=at)
    for found in history.corrections:
        said = {"available": found.available, "at": instant(found.at)}
        QUERIES.add_correction(tx, cause=next(names), gtin=gtin, **said)
    for hold in history.holds:
        ended = instant(hold.ended) if hold.ended else None
        row = (next(names), gtin, hold.quantity, instant(hold.placed), ended)
        tx.execute("insert into holds values (?, ?, ?, ?, ?)", row)


def latest(facts: Facts, now: datetime) -> datetime:
    """The moment for which the counter asks: a clock that was put back undoes no hold."""
    return max([now, *(hold.placed for hold in facts.holds)])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES, other=HISTORIES, now=MOMENTS)
def test_figure_is_the_same_as_from_all_that_ever_was(
    db: Database, history: Facts, other: Facts, now: datetime
) -> None:
    with db.transaction() as tx:
        for table in ("counts", "sales", "holds", "corrections"):
            tx.execute(f"delete from {table}")
        keep(tx, GTIN, history)
        keep(tx, OTHER, other)
        read = records.facts(tx, GTIN, now)
    assert figure(read, now) == figure(history, now)
    assert figure(read, latest(read, now)) == figure(history, latest(history, now))
    later = now + timedelta(hours=3)
    assert figure(read, later) == figure(history, later)


def test_what_came_before_the_last_count_or_correction_is_not_read(tmp_path: Path) -> None:
    hours = [NOW - timedelta(hours=n) for n in range(9, 0, -1)]
    history = Facts(
        Count(9, hours[3]),
        tuple(Sale(1, at) for at in hours),
        tuple(Hold(1, at, at + timedelta(minutes=5)) for at in hours),
        tuple(Correction(n, at) for n, at in enumerate(hours[:7])),
    )
    db = Database(tmp_path / "hub.db")
    with db.transaction() as tx:
        keep(tx, GTIN, history)
        read = records.facts(tx, GTIN, NOW)
    db.close()
    assert read == Facts(
        Count(9, hours[3]), history.sales[7:], history.holds[6:], (Correction(6, hours[6]),)
    )


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("sales", {"since": ""}),
        ("holds", {"since": "", "now": ""}),
        ("correction", {"since": ""}),
    ],
)
def test_it_is_found_without_looking_through_the_rest(
    db: Database, query: str, values: dict[str, str]
) -> None:
    sql = getattr(QUERIES, query).sql
    with db.read() as rx:
        plan = [
            row.detail for row in rx.execute(f"explain query plan {sql}", {"gtin": "", **values})
        ]
    assert [step for step in plan if step.startswith("SCAN")] == []
    assert any("gtin=? AND" in step for step in plan)
