"""What is asked before anybody opens a page is what the pages of all stores then find."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from headoffice.answers import Answers
from headoffice.store import STATEMENTS, JourneyStore
from headoffice.web.ahead import ask_ahead
from tests.headoffice.office import NOW, Office

HTML = {"Accept": "text/html"}
_NAMES = {statement.sql: name for name, statement in STATEMENTS.items()}


class Listening:
    """A journey store that notes which questions it was asked."""

    def __init__(self, store: JourneyStore) -> None:
        self._store = store
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def query(self, sql: str, params: Mapping[str, Any], *, timeout: float) -> Any:
        self.asked.append(_NAMES[sql])
        return self._store.query(sql, params, timeout=timeout)


@pytest.mark.parametrize("path", ["/journey", "/products", "/service", "/stores"])
def test_page_of_all_stores_asks_nothing_that_was_asked_ahead(office: Office, path: str) -> None:
    parts = office.app.state.parts
    listening = Listening(parts.store)
    kept = Answers(lambda: NOW, timedelta(minutes=20))
    parts = office.app.state.parts = replace(parts, answers=kept, store=listening)
    ask_ahead(parts, lambda: False)
    ahead, person = list(listening.asked), office.person()
    listening.asked.clear()
    for days in (7, 30, 90):
        answer = person.get(f"{office.url}{path}?days={days}", headers=HTML, timeout=60)
        assert answer.status_code == 200
    assert (listening.asked, len(ahead) > 0) == ([], True)
