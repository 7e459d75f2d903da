"""A hub whose database is put back to an old copy, on the line to a real head office."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.ids import new_id
from headoffice.store import ClickHouseStore
from hub.commands import Accept
from tests.headoffice.office import Office, emptied, engine, served
from tests.hub.harness import Device, Lyon
from tests.hub.test_erased_everywhere import Line

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
#: Events between the copy and the accident, and after it.
LOST, NEW = 1000, 100
#: A request among so many.
EACH = 20


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseStore]:
    with engine(tmp_path_factory.mktemp("engine")) as opened:
        yield opened


@pytest.fixture
def office(one_engine: ClickHouseStore, tmp_path: Path) -> Iterator[Office]:
    with served(emptied(one_engine), tmp_path / "office", now=None) as running:
        yield running


def live(lyon: Lyon, device: Device, events: int) -> list[dict[str, object]]:
    """*events* of *device*; every request among them is taken on, which the hub tells itself."""
    told = []
    for number in range(events):
        if number % EACH:
            event = device.wish()
            device.send(event)
        else:
            request = new_id()
            event = device.ask(request)
            device.send(event)
            lyon.desk.act(request, Accept("a-1"))
            lyon.run()
        told.append(event)
    return told


def there(office: Office) -> Counter[tuple[str, str]]:
    """Source and id of every event that head office has, and how often."""
    rows = office.parts.store.query("SELECT source, id FROM events", {}, timeout=60)
    return Counter((row["source"], str(row["id"])) for row in rows)


def test_hub_put_back_by_a_thousand_events_sends_every_new_one_once(
    lyon: Lyon, office: Office, tmp_path: Path
) -> None:
    line, device = Line(lyon, office, tmp_path), lyon.device()
    live(lyon, device, 50)
    line.send()
    lyon.kill()
    shutil.copy(tmp_path / "hub.db", tmp_path / "hub.backup")
    lyon.restart()
    lost = live(lyon, device, LOST)
    line.send()
    before, of_the_hub = there(office), set(lyon.kept())

    lyon.kill()
    shutil.copy(tmp_path / "hub.backup", tmp_path / "hub.db")
    lyon.restart()
    new = live(lyon, device, NEW)
    # It asks for what it does not know any more, and the device has it for seven days.
    lyon.advance(2)
    asked = device.acks[-1].resend_from
    assert asked == 51
    for event in lost:
        device.send(event)
    line.send()

    after = there(office)
    assert set(after.values()) == {1}
    assert set(after) == set(before) | of_the_hub | set(lyon.kept())
    assert {(device.source, str(event["id"])) for event in new} <= set(after)
    own = [name for name in lyon.names() if name == "request.accepted"]
    assert len(own) == 3 + NEW // EACH
    assert office.parts.rejected.count(office.parts.now().replace(hour=0)) == 0
