"""`python -m headoffice move`, from a real embedded store to three real nodes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.erasure.tombstones import Tombstones
from headoffice.store import JourneyStore, open_store, supervised
from headoffice.upkeep.commands import move
from headoffice.upkeep.moving import Step
from headoffice.upkeep.moving import move as move_all
from tests.headoffice.office import NOW, ROOT, event
from tests.ports.nodes import Nodes, allow_nodes, three_nodes

#: One worker, so that the nodes of one module after the other are up.
pytestmark = [allow_nodes, pytest.mark.timeout(480), pytest.mark.xdist_group("nodes")]
STORES = ("lyon", "paris-marais", "nantes")
WEEKS = [f"2026-{month:02}-{day:02}" for month in (5, 6) for day in (1, 8, 15, 22)]
PER_STORE = 320
ALL = "SELECT * FROM events FINAL ORDER BY source, id"
#: The command, which after each week waits for a word that never comes.
HELD = """
import sys
from headoffice.upkeep import commands

def tell(step, tell=commands._tell):
    tell(step)
    sys.stdout.flush()
    sys.stdin.read()

commands._tell = tell
commands.move()
"""
RECEIVED = "2026-11-21T15:20:00.000Z"


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with three_nodes(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest.fixture
def target(nodes: Nodes) -> Iterator[JourneyStore]:
    with closing(open_store(nodes.dsn)) as opened:
        opened.each_shard("TRUNCATE TABLE events_local")
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Iterator[JourneyStore]:
    """Open while the command runs, as by `serve`."""
    with closing(supervised(f"chdb://{tmp_path}/state/journeys")) as opened:
        for store in STORES:
            opened.insert(
                lines(store, *(event(n, **at(n, store)) for n in range(1, PER_STORE + 1))), store
            )
        yield opened


def at(number: int, store: str) -> dict[str, Any]:
    say = f'{number}: « 9€ \\ \u2028 " / »'
    return {
        "time": f"{WEEKS[number % len(WEEKS)]}T10:00:00.000Z",
        "store": store,
        "data": {"note": say},
    }


def lines(store: str, *events: dict[str, Any]) -> bytes:
    batch = check_batch(json.loads(json.dumps(events)), store, NOW)
    assert len(batch.rows) == len(events)
    return "\n".join(row.received(RECEIVED) for row in batch.rows).encode()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "headoffice.toml"
    file.write_text(f'state_dir = "{tmp_path}/state"\n')
    return file


@pytest.fixture
def tombstones(tmp_path: Path) -> Iterator[Tombstones]:
    with closing(Database(tmp_path / "state/headoffice.sqlite")) as database:
        yield Tombstones(database)


def started(dsn: str, config: Path, *program: str) -> "subprocess.Popen[str]":
    words = program or ("-m", "headoffice", "move")
    return subprocess.Popen(
        [sys.executable, *words, dsn, "--config", str(config)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def moved(dsn: str, config: Path, *words: str) -> tuple[int, list[str], list[str]]:
    """The command's exit code, and what it said and complained of, without a process for it."""
    done = CliRunner().invoke(move, [dsn, "--config", str(config), *words])
    return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()


def all_of(store: JourneyStore) -> list[dict[str, Any]]:
    return [dict(row) for row in store.query(ALL, {}, timeout=60)]


def test_move_killed_half_way_and_begun_again_brings_everything(
    source: JourneyStore, target: JourneyStore, nodes: Nodes, config: Path
) -> None:
    first = started(nodes.dsn, config, "-c", HELD)
    assert first.stdout
    assert first.stdout.readline() == ("week of 2026-04-27, 1 of 8: 120 events, 120 of them sent\n")
    first.kill()
    first.communicate(timeout=60)
    assert (first.returncode, len(all_of(target))) == (-9, 120)
    again = started(nodes.dsn, config)
    out, wrong = again.communicate(timeout=60)
    said = out.splitlines()
    week = "week of 2026-04-27, 1 of 8: 120 events, all there already"
    total = "both sides count 960 events, alike by day, store and type"
    assert (again.returncode, said[0], said[-1], wrong) == (0, week, total, "")
    assert all_of(target) == all_of(source)


def test_what_was_erased_since_is_moved_as_it_is_now(
    source: JourneyStore, target: JourneyStore, tombstones: Tombstones
) -> None:
    steps: list[Step] = []
    move_all(source, target, tombstones, steps.append)
    source.each_shard("ALTER TABLE events_local UPDATE body = '{}' WHERE store = 'lyon'")
    move_all(source, target, tombstones, steps.append)
    assert {step.sent for step in steps} == {120}
    assert all_of(target) == all_of(source)
    move_all(source, target, tombstones, steps.append)
    assert [step.sent for step in steps[16:]] == [0] * 8


def test_difference_is_told_and_fails(
    source: JourneyStore, target: JourneyStore, tombstones: Tombstones, nodes: Nodes, config: Path
) -> None:
    move_all(source, target, tombstones, lambda _: None)
    target.insert(lines("lyon", event(9000, **at(9000, "lyon"))), "more")
    assert moved(nodes.dsn, config, "--check") == (
        1,
        [],
        [
            "2026-05-01  lyon  parcours.product.viewed.v1: 40 here, 41 there",
            "Error: the two sides differ; what came in meanwhile is taken over by moving again",
        ],
    )
    source.insert(lines("lyon", event(9000, **at(9000, "lyon"))), "more")
    assert moved(nodes.dsn, config, "--check")[0] == 0


@pytest.mark.parametrize(
    ("dsn", "wrong"),
    [
        (
            "clickhouse-1:8443",
            "Error: 'clickhouse-1:8443' names no store; chdb:///var/lib/parcours/journeys or",
        ),
        ("chdb://{}/state/journeys", "Error: DSN is where the journeys are already; name another"),
        ("http://127.0.0.2:1", "Error: no ClickHouse answers: "),
    ],
)
def test_place_where_nothing_can_be_moved_to_says_so(
    tmp_path: Path, config: Path, dsn: str, wrong: str
) -> None:
    code, said, complained = moved(dsn.format(tmp_path), config)
    assert (code, said) == (1, [])
    assert complained[0].startswith(wrong)
