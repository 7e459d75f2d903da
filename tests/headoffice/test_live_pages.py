"""The live pages' doors: what fits is told, what came meanwhile is counted, nobody is named."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from contract.ids import new_id
from contract.model import instant
from tests.headoffice.office import GTIN, NOW, Office, engine, event, problem, served

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Lyon in which a request was made and accepted, and Paris in which a visit began."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder) as running:
        at = {"time": instant(NOW - timedelta(minutes=1)), "recordedtime": instant(NOW)}
        request = {"request": new_id()}
        made = {**request, "kind": "size", "place": "cabin-3"}
        accepted = {**request, "associate": "ines-secret", "after_seconds": 20}
        running.post(
            event(1, "request.made", data=made, **at),
            event(2, "request.accepted", source="/stores/lyon/hub", data=accepted, **at),
        )
        paris = running.parts.accounts.enrol_store("paris", NOW)
        started = {"how": "tag", "language": "fr"}
        late = {**at, "time": instant(NOW - timedelta(hours=30))}
        running.post(event(3, "visit.started", "paris", data=started, **late), bearer=paris)
        yield running


@pytest.fixture(scope="module")
def person(office: Office) -> requests.Session:
    return office.person()


def said(text: str) -> list[str]:
    return [part.split("</span>")[0] for part in text.split('<span class="said">')[1:]]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("", ["Visit began", "Request accepted after 20 s", "Another size asked for"]),
        ("store=paris", ["Visit began"]),
        ("spot=staff", ["Request accepted after 20 s"]),
        ("spot=cabin&store=lyon", ["Another size asked for"]),
        ("event=request.made", ["Another size asked for"]),
        ("event=opinion.given", []),
    ],
)
def test_only_what_fits_is_told(
    office: Office, person: requests.Session, query: str, lines: list[str]
) -> None:
    assert said(person.get(f"{office.url}/live/lines?{query}", timeout=60).text) == lines
    count = person.get(f"{office.url}/live/count?{query}", timeout=60).json()
    assert count == {"events": len(lines)}


def test_event_that_was_kept_back_says_by_how_much(
    office: Office, person: requests.Session
) -> None:
    assert "came 30.0 h later" in person.get(f"{office.url}/live/lines", timeout=60).text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/live?store=atlantis", 404, "no store is called 'atlantis'; there are: lyon, paris"),
        ("/live/stores/atlantis", 404, "no store is called 'atlantis'"),
        ("/operations?store=atlantis", 404, "no store is called 'atlantis'"),
        ("/live?event=request.maid", 404, "did you mean 'request.made'"),
        ("/live?spot=Cabin%203", 422, "query.spot"),
        ("/live/count?after=yesterday", 422, "Parcours-Cursor"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    office: Office, person: requests.Session, path: str, status: int, words: str
) -> None:
    found, detail = problem(person.get(office.url + path, timeout=60))
    assert (found, words in detail) == (status, True), detail


def test_nobody_of_a_store_s_team_is_on_any_page(office: Office, person: requests.Session) -> None:
    paths = ("/live", "/live/lines", "/live/heard", "/live/stores/lyon", "/live/stores/lyon/now",
             "/operations", "/operations?store=lyon")  # fmt: skip
    texts = [person.get(office.url + path, timeout=60).text for path in paths]
    assert [path for path, text in zip(paths, texts, strict=True) if "ines-secret" in text] == []


def test_events_of_one_moment_stand_in_the_order_in_which_they_were_made(office: Office) -> None:
    rouen = office.parts.accounts.enrol_store("rouen", NOW)
    at = {"time": instant(NOW), "recordedtime": instant(NOW)}
    started, arrived = {"how": "tag", "language": "fr"}, {"gtin": GTIN, "tag": "t", "by": "uhf"}
    # The later half of an id, by which the engine sorts them, tells nothing of when it was minted.
    ids = [f"0192f0c1-0000-7000-8000-00000000000{n}" for n in (8, 9, 7)]
    batch = [
        event(1, "visit.started", "rouen", id=ids[0], data=started, **at),
        event(2, "garment.arrived", "rouen", id=ids[1], data=arrived, **at),
        event(3, "product.viewed", "rouen", id=ids[2], **at),
    ]
    office.post(*batch, bearer=rouen)
    person, newest_first = office.person(), ["Product viewed", "Garment recognised", "Visit began"]
    for path in ("/lines?store=rouen", "/live/lines?store=rouen"):
        assert said(person.get(office.url + path, timeout=60).text) == newest_first
