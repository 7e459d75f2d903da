"""Whom head office erased, a store's hub forgets, tells by nothing, and lets nobody bring back."""

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from contract.erasure import EraseOrder, mark_of
from contract.http import InboxMessage
from contract.ids import new_id
from hub import aside
from hub.cli import EVERYTHING
from hub.crm.file import FileCrm, key_beside, write_customers
from hub.customers import read_customers
from hub.erased import marks
from hub.headoffice import Verdict
from hub.mail import Postman
from hub.postbox import Mail
from hub.shared import Shared
from tests.hub.harness import Device, Lyon

ANNA, BERTA = "crm-7f3a9c51e0", "crm-7f3a9c51e0b2"
KEY = bytes(range(32))


def order(number: int = 1, customer: str = ANNA, key: bytes = KEY) -> InboxMessage:
    data = EraseOrder(mark=mark_of(key, customer).hex(), key=key.hex()).model_dump()
    return InboxMessage(n=number, id=new_id(), kind="erase", data=data)


class Office:
    """Head office's inbox, as often as it is asked."""

    def __init__(self, *messages: InboxMessage) -> None:
        self.messages = messages

    def ask(self, after: int) -> Mail:
        return Mail(Verdict.TAKEN, tuple(it for it in self.messages if it.n > after))


def postman(lyon: Lyon, office: Office, cards: Path | None = None) -> Postman:
    shared = Shared(lyon.hub.db, "lyon", "Europe/Paris", {"store": "lyon"}, EVERYTHING)
    return Postman(lyon.desk, shared, office, lambda: 1.0, cards)


def told(lyon: Lyon, *messages: InboxMessage) -> None:
    """The hub hears of it, and has nothing to write any more."""
    by = postman(lyon, Office(*messages))
    by.pump()
    by.pump()


def traces(folder: Path, customer: str = ANNA) -> list[str]:
    """The files that hold the bytes of *customer*, and of nobody who begins so."""
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        it.name for it in found if customer.encode() in it.read_bytes().replace(BERTA.encode(), b"")
    ]


def links(device: Device, customer: str = ANNA) -> list[dict[str, Any]]:
    """A visit that is linked and unlinked, another's, and what is refused, for two reasons."""
    visit, said = {"visitid": new_id()}, {"consent": "1-fr"}
    about = {"customerid": customer}
    return [
        device.event("visit.started", {"how": "touch", "language": "fr"}, **visit),
        device.event("visit.linked", said, **visit, **about),
        device.event("visit.unlinked", {}, **visit, **about),
        device.event("visit.linked", said, visitid=new_id(), customerid=BERTA),
        # Against the contract, which lets unknown words pass.
        device.wish(note=f"for {customer}, see crm:{customer}"),
        device.wish(**about),
        device.event("visit.linked", said, **about),
    ]


def bodies(lyon: Lyon) -> list[dict[str, Any]]:
    with lyon.hub.db.read() as rx:
        return [json.loads(body) for (body,) in rx.execute("select body from events order by n")]


@pytest.fixture
def told_lyon(lyon: Lyon) -> tuple[Lyon, Device, list[dict[str, Any]]]:
    """A store that knew Anna until just now."""
    device = lyon.device("kiosk-1")
    events = links(device)
    for event in events:
        device.send(event)
    told(lyon, order())
    return lyon, device, events


Told = tuple[Lyon, Device, list[dict[str, Any]]]


def test_no_byte_of_the_customer_is_left_in_what_the_hub_keeps(lyon: Lyon, tmp_path: Path) -> None:
    device = lyon.device("kiosk-1")
    for event in links(device):
        device.send(event)
    assert traces(tmp_path)
    owed = lyon.owed()
    told(lyon, order())
    assert traces(tmp_path) == []
    named = [it.get("customerid") for it in bodies(lyon) if "customerid" in it]
    assert named == ["erased", "erased", BERTA]
    assert lyon.owed()[: len(owed)] == owed
    (answer,) = (it for it in bodies(lyon) if it["type"] == "parcours.customer.erased.v1")
    assert lyon.owed()[len(owed) :] == [answer["id"]]


def test_touchpoint_that_replays_its_journal_is_settled_and_brings_nobody_back(
    told_lyon: Told, tmp_path: Path
) -> None:
    lyon, device, events = told_lyon
    kept, refused = lyon.kept(), lyon.refused()
    settled = device.settled()
    device.acks.clear()
    for event in events:
        device.send(event)
    assert device.settled() == settled
    assert (lyon.kept(), lyon.refused()) == (kept, refused)
    told(lyon)
    assert traces(tmp_path) == []


def test_what_comes_for_the_first_time_is_kept_without_the_customer(
    lyon: Lyon, tmp_path: Path
) -> None:
    told(lyon, order())
    device = lyon.device("kiosk-1")
    for event in links(device):
        device.send(event)
    device.publish(device.wish(), body=b'{"customerid": "' + ANNA.encode() + b'" broken')
    lyon.run()
    assert (len(device.settled()), len(lyon.refused())) == (5, 3)
    told(lyon)
    assert traces(tmp_path) == []


def test_hub_from_an_old_backup_is_told_again(lyon: Lyon, tmp_path: Path) -> None:
    device = lyon.device("kiosk-1")
    for event in links(device):
        device.send(event)
    lyon.kill()
    shutil.copy(tmp_path / "hub.db", tmp_path / "kept.backup")
    lyon.restart()
    office = Office(order())
    postman(lyon, office).pump()
    lyon.kill()
    shutil.move(tmp_path / "kept.backup", tmp_path / "hub.db")
    assert traces(tmp_path) == ["hub.db"]
    lyon.restart()
    told(lyon, *office.messages)
    assert traces(tmp_path) == []


def test_tombstone_survives_a_restart_and_its_key_is_in_no_database(
    told_lyon: Told, tmp_path: Path
) -> None:
    lyon, _, _ = told_lyon
    lyon.kill()
    lyon.restart()
    with lyon.hub.db.read() as rx:
        known = marks(rx)
    assert (known.is_gone(ANNA), known.is_gone(BERTA)) == (True, False)
    file = tmp_path / "erasure.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lyon.kill()
    assert KEY not in (tmp_path / "hub.db").read_bytes()
    assert KEY.hex().encode() not in (tmp_path / "hub.db").read_bytes()
    lyon.restart()


def test_second_key_of_head_office_leaves_the_first_one_good(lyon: Lyon) -> None:
    told(lyon, order(), order(2, BERTA, bytes(32)))
    with lyon.hub.db.read() as rx:
        known = marks(rx)
    assert (known.is_gone(ANNA), known.is_gone(BERTA), known.is_gone("crm-1")) == (
        True,
        True,
        False,
    )


def test_order_that_an_older_hub_set_aside_is_carried_out_by_the_newer_one(
    lyon: Lyon, tmp_path: Path
) -> None:
    device, message = lyon.device("kiosk-1"), order(7)
    for event in links(device):
        device.send(event)
    with lyon.hub.db.transaction() as tx:
        aside.put(
            tx,
            lyon.clock.now(),
            "inbox",
            "/head-office",
            "inbox/erase",
            message.id,
            "unknown_type",
            "kind 'erase' was found; this hub knows settings",
            message.model_dump_json().encode(),
        )
        tx.execute("insert into taken values (?, 7, '')", (message.id,))
        tx.execute("insert into facts values ('inbox_after', '9')")
        tx.execute("drop table erased")
        tx.execute("drop index events_with_customer")
        tx.execute("pragma user_version = 10")
    lyon.kill()
    lyon.restart()
    told(lyon, message)
    assert (traces(tmp_path), [reason for _, reason in lyon.refused()]) == (
        [],
        ["invalid_envelope"] * 2,
    )


def test_order_that_is_none_is_refused_without_its_words(lyon: Lyon, tmp_path: Path) -> None:
    bad = InboxMessage(n=1, id=new_id(), kind="erase", data={"mark": "abc", "key": ANNA})
    told(lyon, bad)
    ((id_, reason),) = lyon.refused()
    assert (id_, reason) == (bad.id, "invalid_data")
    assert traces(tmp_path) == []


def test_customers_file_forgets_them_and_no_import_brings_them_back(
    lyon: Lyon, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    write_customers(file, key_beside(file), {"card-1": ANNA, "card-2": BERTA})
    by = postman(lyon, Office(order()), file)
    by.pump()
    by.pump()
    crm = FileCrm(str(file))
    assert [crm.customer_of(card) for card in ("card-1", "card-2")] == [None, BERTA]
    assert traces(tmp_path) == []
    with lyon.hub.db.read() as rx:
        gone = marks(rx).is_gone
    text = f"code,customer\ncard-1,{ANNA}\ncard-2,{BERTA}\n"
    customers, (problem,) = read_customers(text, "cards.csv", gone)
    assert customers == {"card-2": BERTA}
    assert str(problem) == (
        "line 2: found a customer who was erased; wanted the new id that the CRM gives to who "
        "comes back"
    )
