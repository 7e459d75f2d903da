"""The hubs' inbox: numbered messages, each store its own, held open until there is one."""

import threading
from pathlib import Path
from typing import Any

import pytest
import requests

from contract.http import InboxMessage
from contract.ids import new_id
from headoffice.database import Database
from headoffice.messages import MOST, Messages
from tests.headoffice.office import NOW, Office, problem

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


def put(messages: Messages, number: int, store: str = "") -> int:
    return messages.put("settings", {"number": number}, NOW, new_id, store)


def ask(office: Office, bearer: str = "", **query: Any) -> list[tuple[int, int]]:
    headers = {"Authorization": f"Bearer {bearer or office.bearer}"}
    answer = office.get("/v1/inbox", params={"wait": 0, **query}, headers=headers)
    assert answer.status_code == 200, answer.text
    found = [InboxMessage.model_validate(it) for it in answer.json()]
    assert {message.kind for message in found} <= {"settings"}
    return [(message.n, message.data["number"]) for message in found]


def test_each_store_gets_what_is_for_it_and_for_all_behind_its_number(office: Office) -> None:
    messages = office.parts.messages
    numbers = [put(messages, 1), put(messages, 2, "lyon"), put(messages, 3, "paris")]
    assert numbers == [1, 2, 3]
    paris = office.parts.accounts.enrol_store("paris", NOW)
    assert ask(office) == [(1, 1), (2, 2)]
    assert ask(office, paris) == [(1, 1), (3, 3)]
    assert (ask(office, after=1), ask(office, after=2), ask(office, after=3)) == ([(2, 2)], [], [])


def test_question_is_held_open_until_something_comes(office: Office) -> None:
    found: list[list[tuple[int, int]]] = []
    asking = threading.Thread(target=lambda: found.append(ask(office, wait=30)))
    asking.start()
    put(office.parts.messages, 1)
    asking.join(60)
    assert found == [[(1, 1)]]


def test_what_another_process_puts_in_comes(office: Office, tmp_path: Path) -> None:
    beside = Database(tmp_path / "headoffice.sqlite")
    put(Messages(beside), 7)
    beside.close()
    assert ask(office) == [(1, 7)]


def test_hub_that_knows_more_than_there_is_gets_everything_anew(office: Office) -> None:
    put(office.parts.messages, 1)
    assert ask(office, after=9) == [(1, 1)]


def test_many_come_one_answer_after_the_other(office: Office) -> None:
    for number in range(1, MOST + 3):
        put(office.parts.messages, number)
    first = ask(office)
    rest = ask(office, after=first[-1][0])
    assert [n for n, _ in first + rest] == list(range(1, MOST + 3))


@pytest.mark.parametrize(("bearer", "status"), [("", 401), ("lyon.wrong", 403), ("nobody", 403)])
def test_only_a_store_asks(office: Office, bearer: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    assert problem(office.get("/v1/inbox?wait=0", headers=headers))[0] == status
    person = office.person().get(f"{office.url}/v1/inbox?wait=0", timeout=60)
    assert person.status_code == requests.codes.unauthorized
