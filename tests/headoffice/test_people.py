"""Accounts with roles over HTTP: every page to every role, what is written, and by whom."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from click.testing import CliRunner
from fastapi.routing import APIRoute

from headoffice.__main__ import main
from headoffice.answers import Answers
from headoffice.audit import SqliteAudit
from headoffice.database import Database
from headoffice.standing import Standing
from headoffice.store import ClickHouseStore
from headoffice.web.app import ROUTERS
from tests.headoffice.office import NOW, Office, event, problem, served

HTML = {"Accept": "text/html"}
ROLES = {
    "region": Standing("region", "south"),
    "store": Standing("store", "lyon"),
    "reader": Standing("read-only", "lyon"),
}


@pytest.fixture
def office(store: ClickHouseStore, tmp_path: Path) -> Iterator[Office]:
    """Three stores that sent the same, of which arras is nobody's here."""
    with served(store, tmp_path) as found:
        parts = found.app.state.parts
        found.app.state.parts = replace(parts, regions={"south": ("lyon", "nice")})
        for n, name in enumerate(("lyon", "nice", "arras")):
            bearer = parts.accounts.enrol_store(name, NOW)
            sent = [event(10 * n + i, store=name) for i in (1, 2, 3)]
            assert found.post(*sent, bearer=bearer).json()["stored"] == 3
        yield found


def person(office: Office, role: str) -> requests.Session:
    session = requests.Session()
    password = office.parts.accounts.enrol_account(role, NOW, ROLES[role])
    form = {"name": role, "password": password}
    url = f"{office.url}/sign-in"
    assert session.post(url, form, timeout=60, allow_redirects=False).status_code == 303
    return session


def pages() -> list[str]:
    """Every page that a person reads, of lyon where it is of one store."""
    filled = {"store": "lyon", "visit": str(UUID(int=9)), "style": "1", "name": "dwell"}
    found = []
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                path = re.sub(r"\{(\w+)(:\w+)?\}", lambda it: filled[it[1]], route.path)
                found.append(path)
    machines = {"/v1/inbox", "/v1/live", "/v1/events", "/metrics", "/health"}
    return sorted(set(found) - machines)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_page_tells_of_another_store(office: Office, role: str) -> None:
    session = person(office, role)
    told = {}
    for path in pages():
        answer = session.get(office.url + path, headers=HTML, timeout=60)
        told[path] = (answer.status_code, "arras" in answer.text.lower())
    wrong = {path: it for path, it in told.items() if it[1] or it[0] not in {200, 404, 422}}
    assert wrong == {}
    # Most of them are there to be read.
    assert sum(status == 200 for status, _ in told.values()) > len(told) / 2


def test_week_before_is_that_of_the_stores_one_reads_though_it_is_kept(office: Office) -> None:
    """Of lyon one visit today and two a week ago; of nice one and four, of arras one and eight.

    A region and a store are shown lyon.
    """
    parts = office.app.state.parts
    kept = Answers(lambda: NOW, timedelta(minutes=20))
    office.app.state.parts = replace(parts, answers=kept)
    before = (NOW - timedelta(days=7, minutes=5)).isoformat().replace("+00:00", ".000Z")
    for n, (name, many) in enumerate({"lyon": 2, "nice": 4, "arras": 8}.items(), start=1):
        bearer = parts.accounts.enrol_store(name, NOW)
        started = {"how": "touch", "language": "fr"}
        times = [{}, *[{"time": before}] * many]
        sent = [
            event(100 * n + i, "visit.started", name, visitid=str(UUID(int=100 * n + i)),
                  data=started, **time)
            for i, time in enumerate(times)
        ]  # fmt: skip
        assert office.post(*sent, bearer=bearer).json()["stored"] == 1 + many

    def change(session: requests.Session) -> str:
        answer = session.get(office.url + "/", headers=HTML, timeout=60)
        return re.findall(r'class="change">(\S+)', answer.text)[0]

    everybody, region, store = office.person(), person(office, "region"), person(office, "store")
    found = [change(it) for it in (everybody, region, store, everybody)]
    assert found == ["−11", "−1", "−1", "−11"]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_page_of_another_store_is_refused(office: Office, role: str) -> None:
    session = person(office, role)
    asked = {path.replace("lyon", "arras") for path in pages() if "lyon" in path}
    asked |= {"/?store=arras", "/board?store=arras", "/lines?store=arras", "/rejected?store=arras"}
    asked |= {f"/{name}?store=arras" for name in ("live", "operations", "journey", "products")}
    asked |= {"/v1/events?store=arras", "/v1/figures/visits?store=arras"}
    found = {path: session.get(office.url + path, timeout=60).status_code for path in asked}
    assert {path: status for path, status in found.items() if status not in {403, 404}} == {}


def test_region_is_shown_one_of_its_stores_where_a_page_cannot_add_them(office: Office) -> None:
    answer = person(office, "region").get(f"{office.url}/", headers=HTML, timeout=60)
    assert (answer.status_code, answer.url) == (200, f"{office.url}/?store=lyon")


def test_events_are_those_of_ones_own_stores(office: Office) -> None:
    own = person(office, "store").get(f"{office.url}/v1/events", timeout=60)
    assert {line["storeid"] for line in map(_json, own.text.splitlines())} == {"lyon"}
    whole = person(office, "region").get(f"{office.url}/v1/events", timeout=60)
    assert problem(whole) == (
        403,
        "all stores were asked for at once; this account reads: lyon, nice",
    )


def _json(line: str) -> Any:
    return json.loads(line)


def write(office: Office, session: requests.Session, store: str) -> int:
    form = {"day": "2026-11-20", "store": store, "words": "window changed"}
    answer = session.post(f"{office.url}/notes", form, timeout=60, allow_redirects=False)
    return answer.status_code


def test_notes_are_written_for_ones_own_stores_and_by_no_reader(office: Office) -> None:
    region, reader = person(office, "region"), person(office, "reader")
    found = [write(office, region, name) for name in ("nice", "arras", "")]
    assert (found, write(office, reader, "lyon")) == ([303, 403, 403], 403)
    day = NOW.date().replace(day=20)
    (note,) = office.parts.notes.of(day, day)
    of_all = office.parts.notes.put(day, "", "strike", "claire", NOW)
    gone = [
        who.post(f"{office.url}/notes/{n}/remove", timeout=60, allow_redirects=False).status_code
        for who, n in ((reader, note.n), (region, of_all), (region, note.n))
    ]
    assert gone == [403, 403, 303]
    assert [it.words for it in office.parts.notes.of(day, day)] == ["strike"]
    done = [(it.who, it.did, it.what) for it in office.parts.audit.newest(9)]
    assert done == [
        ("region", "removed a note", str(note.n)),
        ("region", "wrote a note", "window changed"),
        ("reader", "signed in", ""),
        ("region", "signed in", ""),
    ]


def test_a_password_typed_as_a_name_is_not_written_down(office: Office) -> None:
    form = {"name": "hunter2", "password": ""}
    assert requests.post(f"{office.url}/sign-in", form, timeout=60).status_code == 403
    assert [(it.who, it.did) for it in office.parts.audit.newest(9)] == [
        ("somebody", "was refused")
    ]


def test_accounts_are_enrolled_with_a_role_and_keep_it(tmp_path: Path) -> None:
    config = tmp_path / "headoffice.toml"
    config.write_text(f'state_dir = "{tmp_path}"\n[regions]\nsouth = ["lyon"]\n')

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, [*words, "--config", str(config)])
        return done.exit_code, done.output

    assert run("enrol", "account", "ann", "--role", "region", "--of", "south")[0] == 0
    assert run("enrol", "account", "ann")[0] == 0
    assert run("enrol", "account", "bob", "--role", "store", "--of", "lyon") == (
        1,
        "Error: store of 'lyon' was found; --of would be right with: nothing\n",
    )
    assert run("enrol", "account", "bob", "--of", "lyon")[0] == 1
    database = Database(tmp_path / "headoffice.sqlite")
    audit = [(it.did, it.what) for it in SqliteAudit(database).newest(9)]
    database.close()
    assert audit == [("enrolled an account", "ann"), ("enrolled an account", "ann")]
    code, printed = run("audit", "--limit", "1")
    assert (code, printed.endswith(" (command) enrolled an account: ann\n")) == (0, True)


def test_account_keeps_its_role_with_a_new_password(office: Office) -> None:
    accounts = office.parts.accounts
    accounts.enrol_account("claire", NOW, ROLES["store"])
    assert accounts.standing_of("claire") == ROLES["store"]
    accounts.enrol_account("claire", NOW)
    assert accounts.standing_of("claire") == ROLES["store"]
    assert accounts.standing_of("of before") == Standing()


def test_what_was_done_is_forgotten_after_two_years(database: Database) -> None:
    audit = SqliteAudit(database)
    audit.note("claire", "signed in", "", NOW.replace(year=2024, month=1))
    audit.note("claire", "signed in", "", NOW.replace(year=2024, month=12))
    audit.note("claire", "signed in", "", NOW)
    assert [it.at.year for it in audit.newest(9)] == [2026, 2024]
