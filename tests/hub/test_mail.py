"""What head office sends to a store: taken once from a real head office, and kept."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from contract.features import FEATURES
from contract.http import InboxMessage
from contract.ids import new_id
from contract.tiers import Tiers
from headoffice.store import ClickHouseStore
from hub.cli import EVERYTHING
from hub.desk import Desk
from hub.headoffice import Verdict
from hub.mail import LEAST, Postman
from hub.postbox import Mail, Postbox
from hub.shared import Shared
from hub.store import Database
from messaging.clock import ManualClock
from tests.headoffice.office import Office, emptied, engine, served

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


def tiers(*features: str) -> dict[str, Any]:
    return {"default": "sent", "tiers": {"sent": list(features)}}


ROTTEN = {"default": "sent", "tiers": {"other": ["search"]}}


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseStore]:
    with engine(tmp_path_factory.mktemp("engine")) as opened:
        yield opened


@pytest.fixture
def office(one_engine: ClickHouseStore, tmp_path: Path) -> Iterator[Office]:
    with served(emptied(one_engine), tmp_path / "office") as running:
        yield running


def send(office: Office, data: dict[str, Any], kind: Any = "settings") -> int:
    return office.parts.messages.put(kind, data, office.parts.now(), new_id)


class Hub:
    """One run of a hub's part that asks; another one on the same folder goes on where it was."""

    def __init__(self, folder: Path, url: str, bearer: str, shipped: Tiers = EVERYTHING) -> None:
        self.clock = ManualClock()
        self.db = Database(folder / "hub.db")
        self.desk = Desk(self.db, "lyon", self.clock, new_id)
        self.told: list[bool] = []
        self.desk.publish = lambda changes: self.told.append(changes.settings)
        self.shared = Shared(self.db, "lyon", "Europe/Paris", {"store": "lyon"}, shipped)
        (folder / "token").write_text(bearer)
        self.line = Postbox(url, folder / "token", 5.0, wait=0)
        self.postman = Postman(self.desk, self.shared, self.line, lambda: 1.0)

    def has(self) -> list[str]:
        found: list[str] = self.shared.document()["features"]
        return found

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        with self.db.read() as rx:
            rows = rx.execute("select name, body from events order by n").fetchall()
        return [(name, json.loads(body)["data"]) for name, body in rows]


@pytest.fixture
def hub(office: Office, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(tmp_path, office.url, office.bearer)
    with closing(made.db):
        yield made


def test_shipped_tiers_hold_until_head_office_sends_some(hub: Hub, office: Office) -> None:
    before = hub.shared.version()
    assert (hub.postman.pump(), len(hub.has()), hub.told) == (LEAST, len(FEATURES), [])
    number = send(office, tiers("search", "browse"))
    assert (hub.postman.pump(), hub.has(), hub.told) == (0.0, ["browse", "search"], [True])
    (message,) = office.parts.messages.after("lyon", number - 1)
    version = hub.shared.version()
    assert version != before
    assert hub.events() == [
        ("settings.applied", {"message": message.id, "tier": "sent", "version": version})
    ]
    assert (hub.postman.pump(), len(hub.events())) == (LEAST, 1)


def test_each_message_is_taken_once_over_a_restart(
    hub: Hub, office: Office, tmp_path: Path
) -> None:
    send(office, tiers("search"))
    hub.postman.pump()
    hub.db.close()
    again = Hub(tmp_path, office.url, office.bearer)
    assert (again.has(), again.postman.pump()) == (["search"], LEAST)
    send(office, tiers("browse"))
    again.postman.pump()
    assert (again.has(), len(again.events())) == (["browse"], 2)
    hub.db = again.db


def test_rotten_document_is_kept_aside_and_the_last_good_one_holds(
    hub: Hub, office: Office
) -> None:
    for data in (tiers("search"), ROTTEN):
        send(office, data)
    hub.postman.pump()
    assert hub.has() == ["search"]
    said = "tiers: Value error, default: no tier is called 'sent'; there are: other"
    (refused,) = hub.desk.rejected()
    assert (refused.direction, refused.reason, refused.detail) == ("inbox", "invalid_data", said)
    assert InboxMessage.model_validate_json(refused.body).data == ROTTEN
    assert [name for name, _ in hub.events()] == ["settings.applied", "settings.refused"]
    assert hub.events()[1][1] == {"message": refused.id, "detail": said}


def test_kind_of_a_newer_head_office_is_kept_aside_and_what_follows_is_taken(
    hub: Hub, office: Office
) -> None:
    send(office, {"gtin": "00614141100019"}, kind="reservation")
    send(office, tiers("browse"))
    hub.postman.pump()
    (refused,) = hub.desk.rejected()
    assert (refused.reason, refused.topic, hub.has()) == (
        "unknown_type",
        "inbox/reservation",
        ["browse"],
    )


def test_store_without_a_line_keeps_what_it_has_and_asks_ever_more_seldom(
    hub: Hub, office: Office, tmp_path: Path, free_port: int
) -> None:
    send(office, tiers("search"))
    hub.postman.pump()
    away = Hub(tmp_path, f"http://127.0.0.1:{free_port}", office.bearer)
    with closing(away.db):
        pauses = [away.postman.pump() for _ in range(10)]
        assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0]
        assert away.has() == ["search"]


@pytest.mark.parametrize(
    ("bearer", "pause"), [("lyon.wrong", 300.0), ("", 300.0)], ids=["wrong", "none"]
)
def test_hub_that_is_not_let_in_waits_for_a_person(
    hub: Hub, tmp_path: Path, bearer: str, pause: float
) -> None:
    (tmp_path / "token").write_text(bearer)
    assert hub.postman.pump() == pause


class Said:
    """A line whose answers are written down."""

    def __init__(self, *answers: Mail) -> None:
        self.asked: list[int] = []
        self._answers = list(answers)

    def ask(self, after: int) -> Mail:
        self.asked.append(after)
        return self._answers.pop(0)


def settings(number: int, id_: str, *features: str) -> InboxMessage:
    return InboxMessage(n=number, id=id_, kind="settings", data=tiers(*features))


def test_repeat_changes_nothing_be_it_under_another_number(hub: Hub) -> None:
    first, second = new_id(), new_id()
    new = (settings(1, first, "search"), settings(2, second, "browse"))
    old = (settings(1, first, "search"), settings(1, first, "search"))
    line = Said(*(Mail(Verdict.TAKEN, sent) for sent in (new, old, ())))
    postman = Postman(hub.desk, hub.shared, line, lambda: 1.0)
    for _ in range(3):
        postman.pump()
    # A head office that was restored counts anew, and the hub with it.
    assert (hub.has(), line.asked, len(hub.events())) == (["browse"], [0, 2, 1], 2)


def test_message_and_number_are_kept_together_or_not_at_all(hub: Hub) -> None:
    with hub.db.transaction() as tx:
        tx.execute(
            "create trigger forbidden before insert on facts when new.name = 'inbox_after' "
            "begin select raise(abort, 'forbidden'); end"
        )
    line = Said(*(Mail(Verdict.TAKEN, (settings(1, new_id(), "search"),)) for _ in range(2)))
    postman = Postman(hub.desk, hub.shared, line, lambda: 1.0)
    with pytest.raises(Exception, match="forbidden"):
        postman.pump()
    assert (len(hub.has()), hub.events(), hub.told) == (len(FEATURES), [], [])
    with hub.db.transaction() as tx:
        tx.execute("drop trigger forbidden")
    postman.pump()
    assert (hub.has(), line.asked) == (["search"], [0, 0])


def test_stopped_hub_takes_nothing_more(hub: Hub, office: Office) -> None:
    send(office, tiers("search"))
    hub.postman.stop()
    hub.postman.pump()
    assert (len(hub.has()), hub.events()) == (len(FEATURES), [])


def test_who_is_no_head_office_is_not_believed(office: Office, tmp_path: Path) -> None:
    strangers = Hub(tmp_path, f"{office.url}/sign-in?", office.bearer)
    with closing(strangers.db):
        assert strangers.line.ask(0).detail == "HTTP 200 whose body is no inbox of head office"


def test_tiers_that_only_a_newer_hub_could_read_leave_the_shipped_ones(hub: Hub) -> None:
    with hub.db.transaction() as tx:
        tx.execute("insert into facts values ('tiers', '{\"tiers\": 7}')")
    assert len(hub.has()) == len(FEATURES)
