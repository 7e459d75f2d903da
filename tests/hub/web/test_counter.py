"""The counter's page and routes: what an associate sees, each step, a code typed, the calendar."""

import re
from datetime import timedelta

import pytest

from contract.ids import new_id
from hub.counter_desk import CounterDesk
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import COAT

HTML = {"Accept": "text/html"}
NOBODYS = "0192f0c1-0000-7000-8000-000000000001"


def advance(callers: Callers, **span: float) -> None:
    clock = callers.shop.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(**span).total_seconds())


def code_of(callers: Callers, name: str) -> str:
    found = CounterDesk(callers.shop.desk).reservation(name)
    assert found
    return found.code or ""


def states(client: Client, path: str) -> list[tuple[str, str, str]]:
    """Where each reservation or session stands on the page, by its element, and its state."""
    text = client.get(path, headers=HTML).text
    return re.findall(
        r'id="(\w+)-([\w-]+)" data-(?:reservation|appointment)="[\w-]+" data-state="(\w+)"', text
    )


def test_oldest_is_confirmed_first_and_kept_ones_follow(callers: Callers) -> None:
    kept = callers.shop.reserve(COAT["Ink", "38"])
    advance(callers, seconds=5)
    first = callers.shop.reserve()
    advance(callers, seconds=5)
    second = callers.shop.reserve(COAT["Ink", "40"])
    session = callers.shop.book()
    ines = callers.person("ines")
    assert ines.post(f"/v1/reservations/{kept}/confirm").status_code == 200
    assert (
        states(ines, "/counter")
        == states(ines, "/counter/now")
        == [
            ("asked", first, "placed"),
            ("asked", second, "placed"),
            ("kept", kept, "confirmed"),
            ("meeting", session, "booked"),
        ]
    )


def test_page_has_all_that_is_needed_to_fetch_it(callers: Callers) -> None:
    name = callers.shop.reserve()
    page = callers.person("ines").get("/counter", headers=HTML).text
    code = code_of(callers, name)
    for words in ("Wool coat", "Rail 4", "<b>40</b>", "coat-ivory-480.png", "10:15",
                  f"{code[:3]} {code[3:]}"):  # fmt: skip
        assert words in page


def test_forms_work_without_scripts_and_with_them(callers: Callers) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    plain = ines.post(f"/reservations/{name}/confirm", headers=HTML, allow_redirects=False)
    assert (plain.status_code, plain.headers["location"]) == (303, "/counter")
    swapped = ines.post(
        f"/reservations/{name}/extend", headers={**HTML, "X-Parcours-Page": "/counter"}
    )
    assert (swapped.status_code, "<main" in swapped.text) == (200, False)
    assert "Keep it a day longer" not in swapped.text
    again = ines.post(f"/reservations/{name}/extend", headers=HTML)
    assert (again.status_code, "It has moved on meanwhile." in again.text) == (409, True)


def test_declined_with_its_reason_corrects_the_stock(callers: Callers) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    advance(callers, minutes=2)
    answer = ines.post(f"/v1/reservations/{name}/decline", json={"reason": "not_found"})
    assert (answer.json()["state"], answer.json()["reason"]) == ("declined", "not_found")
    assert callers.shop.desk.stock(COAT["Ivory", "40"]).available == 0


@pytest.mark.parametrize("written", ["{}", " {} ", "low", "spaced"])
def test_code_that_is_typed_or_scanned_finds_what_it_is_for(callers: Callers, written: str) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    ines.post(f"/v1/reservations/{name}/confirm")
    code = code_of(callers, name)
    typed = {"low": code.lower(), "spaced": f"{code[:3]}-{code[3:]}"}.get(written)
    path = f"/counter?code={typed or written.format(code)}"
    assert states(ines, path)[0] == ("found", name, "confirmed")
    ines.post(f"/reservations/{name}/collect", headers=HTML)
    page = ines.get(path, headers=HTML).text
    assert "It was collected." in page


def test_code_of_one_that_lapsed_says_so(callers: Callers) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    advance(callers, minutes=15)
    CounterDesk(callers.shop.desk).tick(callers.shop.clock.now())
    page = ines.get(f"/counter?code={code_of(callers, name)}", headers=HTML).text
    assert "Nobody confirmed it in time; nothing is kept." in page


def test_code_that_nobody_has_is_said(callers: Callers) -> None:
    page = callers.person("ines").get("/counter?code=zzz999", headers=HTML).text
    assert "Nobody has the code ZZZ999." in page


def test_session_s_code_finds_it(callers: Callers) -> None:
    name, ines = callers.shop.book(), callers.person("ines")
    found = CounterDesk(callers.shop.desk).appointment(name)
    assert found
    assert states(ines, f"/counter?code={found.code}")[0] == ("found", name, "booked")


def test_reservations_in_json(callers: Callers) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    (found,) = ines.get("/v1/reservations").json()["reservations"]
    assert found == {
        "reservation": name,
        "gtin": COAT["Ivory", "40"],
        "quantity": 1,
        "place": "floor",
        "state": "placed",
        "code": code_of(callers, name),
        "placed": "2026-11-21T10:00:00.000Z",
        "until": "2026-11-21T10:15:00.000Z",
        "extended": False,
        "reason": None,
        "updated": "2026-11-21T10:00:00.000Z",
    }


def test_same_step_again_changes_nothing_and_a_late_one_is_refused(callers: Callers) -> None:
    name, ines = callers.shop.reserve(), callers.person("ines")
    answers = [ines.post(f"/v1/reservations/{name}/confirm") for _ in range(2)]
    assert [(a.status_code, a.json()["repeated"]) for a in answers] == [(200, False), (200, True)]
    late = ines.post(f"/v1/reservations/{name}/decline")
    assert (late.status_code, late.json()["state"]) == (409, "confirmed")
    none = ines.post(f"/v1/reservations/{NOBODYS}/confirm")
    assert (none.status_code, none.headers["content-type"]) == (404, "application/problem+json")


def test_sessions_steps_in_json(callers: Callers) -> None:
    name, ines = callers.shop.book(), callers.person("ines")
    assert [a["appointment"] for a in ines.get("/v1/appointments").json()["appointments"]] == [name]
    answers = [ines.post(f"/v1/appointments/{name}/{step}") for step in ("confirm", "keep", "miss")]
    assert [(a.status_code, a.json()["state"]) for a in answers] == [
        (200, "confirmed"),
        (200, "kept"),
        (409, "kept"),
    ]
    assert ines.post(f"/v1/appointments/{NOBODYS}/confirm").status_code == 404


def test_booked_time_is_no_longer_free(callers: Callers) -> None:
    before = callers.touchpoint().get("/v1/styling/slots").json()["slots"]
    callers.shop.book(before[0]["slot"])
    after = callers.touchpoint().get("/v1/styling/slots").json()["slots"]
    assert after == before[1:]


def test_every_change_nudges_the_counter(callers: Callers) -> None:
    told: list[str] = []
    callers.shop.desk.nudges.publish = lambda *topics: told.extend(topics)  # type: ignore[method-assign]
    name = callers.shop.reserve()
    callers.person("ines").post(f"/v1/reservations/{name}/confirm")
    assert told.count("counter") == 2


def test_tab_and_queue_say_how_many_wait_to_hear_without_any_script(callers: Callers) -> None:
    asked, ines = callers.shop.reserve(), callers.person("ines")
    callers.shop.book()
    tab = r'href="/counter">Counter <span class="tally" id="to-answer"><b aria-hidden="true">2</b>'
    pages = [ines.get(path, headers=HTML).text for path in ("/", "/floor", "/stock", "/queue")]
    assert [bool(re.search(tab, page)) for page in pages] == [True, True, True, False]
    lines = [re.findall(r'<a href="/counter" data-asks="([\w-]+) ', page) for page in pages]
    assert lines == [[asked], [], [], [asked]]
    for one in CounterDesk(callers.shop.desk).open_appointments():
        ines.post(f"/v1/appointments/{one.appointment}/confirm")
    ines.post(f"/v1/reservations/{asked}/confirm")
    page = ines.get("/", headers=HTML).text
    assert ("data-asks" in page, '<b aria-hidden="true">' in page) == (False, False)


def address(client: Client) -> str:
    """Of the calendar that a manager makes, as the page shows it once."""
    page = client.post("/counter/calendar", headers=HTML)
    found = re.search(r"<code>http://127\.0\.0\.1:\d+(/calendar/[\w-]+\.ics)</code>", page.text)
    assert found, page.text
    return found[1]


def test_calendar_has_each_session_with_its_code_and_no_name(callers: Callers) -> None:
    from icalendar import Calendar

    name, ines = callers.shop.book(), callers.person("ines")
    ines.post(f"/v1/appointments/{name}/confirm")
    found = CounterDesk(callers.shop.desk).appointment(name)
    assert found
    answer = callers.nobody().get(address(callers.person("adele")))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["summary"]), str(event["status"])) == (
        f"Styling session 14:00, code {found.code}",
        "CONFIRMED",
    )
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (found.begins, found.ends)
    assert {"attendee", "organizer", "description"} & {key.lower() for key in event} == set()


def test_calendar_speaks_the_language_of_who_made_its_address(callers: Callers) -> None:
    from icalendar import Calendar

    found = CounterDesk(callers.shop.desk).appointment(callers.shop.book())
    assert found
    boss = callers.person("adele")
    boss.post("/language", data={"language": "fr"})
    answer = callers.nobody().get(address(boss))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == f"Séance de style à 14:00, code {found.code}"


def test_calendar_s_address_is_shown_once_and_can_be_taken_back(callers: Callers) -> None:
    boss = callers.person("adele")
    first = address(boss)
    assert first not in boss.get("/counter", headers=HTML).text
    second = address(boss)
    assert [callers.nobody().get(path).status_code for path in (first, second)] == [404, 200]
    boss.post("/counter/calendar/close", headers=HTML)
    assert callers.nobody().get(second).status_code == 404
    assert callers.nobody().get("/calendar/.ics").status_code == 404


def test_nobody_but_a_manager_sees_how_to_open_the_calendar(callers: Callers) -> None:
    ines, boss = callers.person("ines"), callers.person("adele")
    pages = [client.get("/counter", headers=HTML).text for client in (ines, boss)]
    assert ["/counter/calendar" in page for page in pages] == [False, True]


def test_secret_of_the_calendar_is_not_in_the_database(callers: Callers) -> None:
    secret = address(callers.person("adele")).removeprefix("/calendar/").removesuffix(".ics")
    with callers.shop.desk.db.read() as rx:
        kept = [str(row[0]) for row in rx.execute("select value from facts")]
    assert not any(secret in value for value in kept)
    assert len(secret) >= 43


def test_unknown_reservation_is_said_to_be_so_on_the_page(callers: Callers) -> None:
    answer = callers.person("ines").post(f"/reservations/{new_id()}/confirm", headers=HTML)
    assert (answer.status_code, "The store no longer knows of it." in answer.text) == (404, True)


def test_counter_rings_nobody_on_a_break(callers: Callers) -> None:
    name = callers.shop.reserve()
    ines = callers.person("ines")
    rings = f'data-asks="{name}"'
    before = rings in ines.get("/queue").text
    ines.post("/presence/break", data={"on": "true"})
    page = ines.get("/queue").text
    assert (before, rings in page, 'href="/counter"' in page) == (True, False, True)
