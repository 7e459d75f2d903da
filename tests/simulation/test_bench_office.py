"""What is measured of head office is what hubs would send, and the page of figures loses none."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from headoffice.rows import NO_ID
from simulation.bench.figure import Figure, write
from simulation.bench.office.batches import load, streamed, today, told
from simulation.bench.office.copying import copied, name_of
from simulation.bench.office.drain import backlog, drained
from simulation.bench.office.hubs import hand_in
from simulation.bench.office.pages import pages
from simulation.bench.office.serving import Served
from simulation.history.making import ZONE
from simulation.history.progress import Progress
from simulation.processes import Program
from tests.headoffice.office import Office, engine, served

EVENING = datetime(2026, 11, 20, 18, 30, tzinfo=ZONE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder, now=EVENING) as office:
        yield office


def handed(office: Office) -> Served:
    """The same as the benchmark knows it; its program is this one."""
    nobody = Program("office", [], Path("/nowhere"), lambda: True)
    return Served(office.url, ("claire", office.password), {"lyon": office.bearer}, nobody)


def test_batches_hold_each_event_and_a_twentieth_of_them_twice(office: Office) -> None:
    made = load("lyon", told("lyon", 950, EVENING, 3), 100)
    sent = [it for body in made.bodies for it in json.loads(gzip.decompress(body))]
    assert {it["id"] for it in sent} == {it["id"] for it in made.documents}
    assert (len(made.documents), len(sent), len(made.bodies)) == (950, 995, 10)
    seconds, found = hand_in(handed(office), [made])
    assert found == Counter(stored=950, duplicates=45)
    assert seconds > 0


def test_what_is_told_of_today_has_happened() -> None:
    documents = today("lyon", EVENING, 3)
    assert 100 < len(documents) == len(today("lyon", EVENING, 3))
    assert max(it["recordedtime"] for it in documents) < "2026-11-20T17:30:00.000Z"


def test_backlog_drains_by_the_hub_s_own_uplink(office: Office, tmp_path: Path) -> None:
    days = list(streamed("lyon", 700, EVENING, 4))
    documents = [it for day in days for it in day]
    path = backlog(tmp_path, days, lambda _: None)
    assert drained(path, handed(office), "lyon", 500) > 0
    ids = [it["id"] for it in documents]
    (row,) = office.parts.store.query(
        "SELECT count() AS n, uniqExact(id) AS once FROM events WHERE id IN {ids:Array(UUID)}",
        {"ids": ids},
        timeout=60,
    )
    assert row == {"n": 700, "once": 700}


def test_every_page_is_there(office: Office) -> None:
    wanted = pages(["lyon"], ["lyon"], EVENING.date().replace(day=9), EVENING.date())
    found = load("lyon", told("lyon", 2000, EVENING, 5), 1000)
    hand_in(handed(office), [found])
    person = office.person()
    with closing(person):
        answers = {it.name: person.get(office.url + it.path, timeout=60) for it in wanted}
    # Of a catalogue that was not brought in no style is known.
    expected = {it.name: 404 if it.path.startswith("/products/") else 200 for it in wanted}
    assert {name: it.status_code for name, it in answers.items()} == expected


def test_copies_are_other_stores_with_visits_of_their_own(office: Office) -> None:
    hand_in(handed(office), [load("lyon", told("lyon", 500, EVENING, 6), 500)])
    question = (
        "SELECT count() AS n, uniqExact(id) AS ids, uniqExact(store) AS stores, "
        "uniqExactIf(visit, visit != {none:UUID}) AS visits FROM events FINAL"
    )
    (before,) = office.parts.store.query(question, {"none": NO_ID}, timeout=60)
    copied(office.parts.store, 2, lambda *_: None)
    (after,) = office.parts.store.query(question, {"none": NO_ID}, timeout=60)
    assert after == {name: 3 * n for name, n in before.items()}
    named = office.parts.store.query("SELECT DISTINCT store FROM events", {}, timeout=60)
    assert {row["store"] for row in named} == {name_of("lyon", copy) for copy in range(3)}


def figure(name: str, value: float) -> Figure:
    return Figure(name, value, "ms", "nothing", 2.0)


def test_part_measured_anew_leaves_the_others(tmp_path: Path) -> None:
    page, data = tmp_path / "benchmarks.md", tmp_path / "build/bench.json"
    write({"store": [figure("tap", 1)], "pages": [figure("page", 8)]}, page, data, "1 May", "here")
    write({"pages": [figure("page", 4)]}, page, data, "2 May", "there")
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.endswith(" |")] == [
        "| what | measured | yardstick | measured | ratio |",
        "| tap | 1 ms | nothing | 2 ms | 0.5 |",
        "| what | measured | yardstick | measured | ratio |",
        "| page | 4 ms | nothing | 2 ms | 2 |",
    ]
    assert text.index("Measured on 1 May, on here.") < text.index("Measured on 2 May, on there.")
    assert [(it["part"], it["name"], it["value"]) for it in json.loads(data.read_text())] == [
        ("store", "tap", 1),
        ("pages", "page", 4),
    ]


def test_progress_tells_each_tenth_once_and_how_long_it_took() -> None:
    lines: list[str] = []
    moments = iter(range(100))
    progress = Progress(lines.append, lambda: float(next(moments)))
    for done in range(0, 41, 8):
        progress("days", done, 40)
    progress("weeks", 1, 1)
    assert [line.split() for line in lines] == [
        ["days", "20", "%", "1.0", "s"],
        ["days", "40", "%", "2.0", "s"],
        ["days", "60", "%", "3.0", "s"],
        ["days", "80", "%", "4.0", "s"],
        ["days", "100", "%", "5.0", "s"],
        ["weeks", "100", "%", "1.0", "s"],
    ]
