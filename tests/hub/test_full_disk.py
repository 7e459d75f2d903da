"""A full disk at the hub: nothing is kept by halves, nothing is answered, and it goes on after."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contract.ids import new_id
from hub.inbox import Inbox
from hub.letters import Heard
from messaging.port import Message
from tests.hub.harness import Lyon


@contextmanager
def no_room(lyon: Lyon) -> Iterator[None]:
    """The hub's database may not grow by one page."""
    with lyon.hub.db.transaction() as tx:
        (pages,) = tx.execute("pragma page_count").fetchone()
        tx.execute(f"pragma max_page_count = {pages}")
    yield
    with lyon.hub.db.transaction() as tx:
        tx.execute("pragma max_page_count = 100000")


def test_disk_full_keeps_and_answers_nothing_and_goes_on_when_there_is_room(lyon: Lyon) -> None:
    device, request = lyon.device(), new_id()
    events = [*(device.wish() for _ in range(200)), device.ask(request)]
    sent = [device.outgoing(event) for event in events]
    heard = [Heard(Message(it.topic, it.payload, it.properties), 1000.0) for it in sent]
    inbox = Inbox(lyon.desk, lyon.hub.bus)
    with no_room(lyon), pytest.raises(sqlite3.OperationalError, match="full"):
        inbox.take(heard)
    lyon.run()
    assert (lyon.kept(), lyon.owed(), lyon.desk.open_requests(), device.acks) == ([], [], (), [])
    inbox.take(heard)
    lyon.run()
    ids = [event["id"] for event in events]
    assert ([found for _, found in lyon.kept()], lyon.owed(), device.settled()) == (ids, ids, ids)
    assert device.acks[-1].through == len(events)
    assert [found.request for found in lyon.desk.open_requests()] == [request]
