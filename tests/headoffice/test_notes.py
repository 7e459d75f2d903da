"""Notes over HTTP: who wrote them, where they stand, and what is answered to bad input."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests

from headoffice.notes import Note
from headoffice.store import ClickHouseStore
from tests.headoffice.office import NOW, Office, emptied, problem, served

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def office(
    one_engine: ClickHouseStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    with served(emptied(one_engine), Path(tmp_path_factory.mktemp("notes"))) as running:
        yield running


@pytest.fixture(scope="module")
def person(office: Office) -> requests.Session:
    return office.person()


def write(office: Office, person: requests.Session, **more: str) -> requests.Response:
    form = {"day": "2026-11-20", "words": " Window \n changed ", "back": "/stores?days=7", **more}
    return person.post(f"{office.url}/notes", form, timeout=60, allow_redirects=False)


def test_note_is_kept_with_who_and_when_and_goes_when_it_is_removed(
    office: Office, person: requests.Session
) -> None:
    answer = write(office, person, store="lyon")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/stores?days=7")
    (note,) = office.parts.notes.of(DAY, DAY)
    assert note == Note(note.n, DAY, "lyon", "Window changed", "claire", NOW)
    assert office.parts.notes.of(DAY, DAY, "paris") == ()
    page = person.get(f"{office.url}/briefing/lyon?day=2026-11-20", timeout=60).text
    assert "Window changed" in page
    for _ in range(2):
        person.post(f"{office.url}/notes/{note.n}/remove", {"back": "/stores"}, timeout=60)
    assert office.parts.notes.of(DAY, DAY) == ()


def test_note_of_all_stores_is_each_stores(office: Office, person: requests.Session) -> None:
    write(office, person, words="Strike")
    (note,) = office.parts.notes.of(DAY, DAY, "lyon")
    assert (note.store, note.words) == ("", "Strike")
    office.parts.notes.remove(note.n)


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"day": "yesterday"}, 422, "'yesterday' is no date; 2026-11-21 would be one"),
        ({"day": "2019-01-01"}, 422, "2019-01-01 was found; a day from 2024-10-20 to 2027-11-22"),
        ({"words": " \n "}, 422, "no words were found"),
        ({"words": "x" * 121}, 422, "121 letters were found; at most 120 are right"),
        ({"words": "a\x00b"}, 422, "letters were found that cannot be shown"),
        ({"store": "nowhere"}, 404, "no store is called 'nowhere'; there are: lyon"),
    ],
)
def test_bad_note_is_answered_and_not_kept(
    office: Office, person: requests.Session, more: dict[str, str], status: int, said: str
) -> None:
    found, detail = problem(write(office, person, **more))
    assert (found, detail[: len(said)]) == (status, said)
    assert office.parts.notes.of(date.min, date.max) == ()


def test_note_of_nobody_and_of_another_site_is_refused(
    office: Office, person: requests.Session
) -> None:
    assert write(office, requests.Session()).headers["Location"] == "/sign-in"
    person.headers["Sec-Fetch-Site"] = "cross-site"
    try:
        assert write(office, person).status_code == 403
    finally:
        del person.headers["Sec-Fetch-Site"]
    assert write(office, person, back="//elsewhere.example").headers["Location"] == "/stores"
    for note in office.parts.notes.of(DAY, DAY):
        office.parts.notes.remove(note.n)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/stores?tier=grand", 404, "no store has a tier called 'grand'; there are: none, until"),
        ("/stores?against=never", 422, "query.against"),
        ("/stores?store=nowhere", 404, "no store is called 'nowhere'; there are: lyon"),
        ("/briefing/nowhere", 404, "no store is called 'nowhere'; there are: lyon"),
        ("/briefing/nowhere.pdf", 404, "no store is called 'nowhere'; there are: lyon"),
        ("/briefing?day=2026-11-21", 404, "2026-11-21 was found; a day that is over"),
        ("/briefing.pdf?day=0001-01-01", 404, "0001-01-01 was found; a day that is over"),
        ("/briefing?day=soon", 422, "query.day"),
    ],
)
def test_what_cannot_be_shown_is_told(
    office: Office, person: requests.Session, path: str, status: int, said: str
) -> None:
    found, detail = problem(person.get(office.url + path, timeout=60))
    assert (found, detail[: len(said)]) == (status, said)


@pytest.mark.parametrize("path", ["/stores", "/briefing", "/briefing.pdf", "/briefing/lyon"])
def test_pages_without_data_say_so_and_want_a_person(
    office: Office, person: requests.Session, path: str
) -> None:
    assert office.get(path).headers["Location"] == "/sign-in"
    assert person.get(office.url + path, timeout=60).status_code == 200
