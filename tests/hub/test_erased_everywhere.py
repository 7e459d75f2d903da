"""One customer erased in the whole chain: a hub on the line to a real head office, over HTTP."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from contract.ids import new_id
from headoffice.database import Database
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.refusals import Refusals
from headoffice.erasure.tombstones import Tombstone, Tombstones
from headoffice.store import ClickHouseStore
from hub.cli import EVERYTHING
from hub.headoffice import HeadOffice
from hub.mail import Postman
from hub.postbox import Postbox
from hub.shared import Shared
from hub.upstream import Upstream
from tests.headoffice.erasure.lives import prepared
from tests.headoffice.office import NOW, Office, emptied, engine, served
from tests.hub.harness import Lyon
from tests.hub.test_erased import ANNA, links, traces

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ClickHouseStore]]:
    folder = tmp_path_factory.mktemp("engine")
    with engine(folder) as opened:
        prepared(opened)
    with engine(folder) as opened:
        yield folder, opened


@pytest.fixture
def office(one_engine: tuple[Path, ClickHouseStore], tmp_path: Path) -> Iterator[Office]:
    with served(emptied(one_engine[1]), tmp_path / "office") as running:
        yield running


class Line:
    """A hub's two ways to head office."""

    def __init__(self, lyon: Lyon, office: Office, folder: Path) -> None:
        self._lyon, self._url, self._token = lyon, office.url, folder / "token"
        self._token.write_text(office.bearer)

    def send(self) -> None:
        """All that is owed."""
        to = HeadOffice(self._url, self._token, 20)
        assert Upstream(self._lyon.hub.db, to, self._lyon.clock, lambda: 1.0).pump() is None

    def hear(self) -> None:
        shared = Shared(self._lyon.hub.db, "lyon", "Europe/Paris", {"store": "lyon"}, EVERYTHING)
        box = Postbox(self._url, self._token, 5.0, wait=0)
        by = Postman(self._lyon.desk, shared, box, lambda: 1.0)
        by.pump()
        by.pump()


def erase(office: Office, folder: Path) -> Tombstone:
    """As the command does it, beside the running head office."""
    journeys = Journeys(office.parts.store)
    with closing(Database(folder / "headoffice.sqlite")) as database:
        tombstone = Tombstones(database).put(ANNA, NOW, new_id)
        journeys.erase(ANNA)
        Refusals(database).erase(ANNA)
        assert journeys.sweep(50)
        assert database.sweep()
    return tombstone


def count(office: Office) -> int:
    rows = office.parts.store.query("SELECT count() AS n FROM events", {}, timeout=60)
    return int(rows[0]["n"])


def test_hub_restored_from_before_brings_nobody_back_and_answers(
    lyon: Lyon, office: Office, one_engine: tuple[Path, ClickHouseStore], tmp_path: Path
) -> None:
    line, device = Line(lyon, office, tmp_path), lyon.device("kiosk-1")
    for event in links(device):
        device.send(event)
    # Not sent yet: everything in it will be sent again.
    lyon.kill()
    shutil.copy(tmp_path / "hub.db", tmp_path / "hub.backup")
    lyon.restart()
    line.send()
    before, journeys = count(office), Journeys(office.parts.store)
    assert traces(one_engine[0])

    tombstone = erase(office, tmp_path / "office")
    assert journeys.answers(tombstone.message) == {}
    lyon.kill()
    shutil.move(tmp_path / "hub.backup", tmp_path / "hub.db")
    lyon.restart()
    # The line up is quicker than the inbox: the hub still sends the customer.
    line.send()
    assert (count(office), office.parts.rejected.count(NOW)) == (before, 0)
    line.hear()
    line.send()
    assert list(journeys.answers(tombstone.message)) == ["lyon"]
    assert (traces(tmp_path), traces(one_engine[0])) == ([], [])
    assert {reason for _, reason in lyon.refused()} == {"invalid_envelope"}
