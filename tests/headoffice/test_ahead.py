"""What is asked before anybody opens a page is what pages of all stores find, and nobody else."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from headoffice import figures
from headoffice.answers import Answers
from headoffice.store import STATEMENTS, JourneyStore
from headoffice.web.ahead import ask_ahead
from tests.headoffice.office import NOW, Office
from tests.headoffice.test_people import HTML, person

_NAMES = {statement.sql: name for name, statement in STATEMENTS.items()}


class Listening:
    """A journey store that notes which questions it was asked, and of which stores."""

    def __init__(self, store: JourneyStore) -> None:
        self._store = store
        self.asked: list[tuple[str, list[str] | None]] = []
        self.ends: list[datetime | None] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def query(self, sql: str, params: Mapping[str, Any], *, timeout: float) -> Any:
        self.asked.append((_NAMES[sql], params.get("stores")))
        found = self._store.query(sql, params, timeout=timeout)
        self.ends.append(params.get("until"))
        return found


@pytest.fixture
def listening(office: Office) -> Listening:
    """Everything was asked ahead, and noted."""
    parts = office.app.state.parts
    listening, kept = Listening(parts.store), Answers(lambda: NOW, timedelta(minutes=20))
    parts = replace(parts, answers=kept, store=listening, regions={"south": ("lyon", "nice")})
    office.app.state.parts = parts
    ask_ahead(parts, lambda: False)
    assert listening.asked
    return listening


def signed_in(office: Office) -> requests.Session:
    """Somebody who reads all stores and has opened no page yet."""
    password = office.parts.accounts.enrol_account("everybody", NOW)
    session, form = requests.Session(), {"name": "everybody", "password": password}
    answer = session.post(f"{office.url}/sign-in", form, timeout=60, allow_redirects=False)
    assert answer.status_code == 303
    return session


@pytest.mark.parametrize("path", ["/journey", "/products", "/service", "/stores"])
def test_page_of_all_stores_asks_nothing_that_was_asked_ahead(
    office: Office, listening: Listening, path: str
) -> None:
    everybody = signed_in(office)
    listening.asked.clear()
    for days in (7, 30, 90):
        answer = everybody.get(f"{office.url}{path}?days={days}", headers=HTML, timeout=60)
        assert answer.status_code == 200
    assert listening.asked == []


def test_map_that_was_asked_ahead_is_shown_to_nobody_who_reads_fewer_stores(
    office: Office, listening: Listening
) -> None:
    for role, stores in {"region": ["lyon", "nice"], "store": ["lyon"]}.items():
        somebody = person(office, role)
        listening.asked.clear()
        answer = somebody.get(f"{office.url}/journey?days=7", headers=HTML, timeout=60)
        assert answer.status_code == 200
        names = ("bought_by_rule", "days_heard", "journey_flows", "journey_phases")
        assert sorted(listening.asked) == [(name, stores) for name in names]


def test_who_goes_on_looking_at_today_waits_for_no_minute_of_a_week_before(
    office: Office, listening: Listening
) -> None:
    minute = NOW - timedelta(days=7) + timedelta(minutes=1)
    everybody, until = signed_in(office), time.monotonic() + 60
    everybody.get(f"{office.url}/", headers=HTML, timeout=60)
    while listening.ends.count(minute) < len(figures.TODAY):
        assert time.monotonic() < until
        time.sleep(0.01)
    parts = office.app.state.parts
    office.app.state.parts = replace(parts, now=lambda: NOW + timedelta(minutes=1))
    answer = everybody.get(f"{office.url}/", headers=HTML, timeout=60)
    assert (answer.status_code, listening.ends.count(minute)) == (200, len(figures.TODAY))
