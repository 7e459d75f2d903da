"""Requests that could be forgotten: let go at sign-out, overruled by a manager, read when over."""

import re
from datetime import timedelta

from contract.model import instant
from hub import commands
from hub.access import LEAVE_SECONDS
from hub.store import QUERIES
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import PIN


def test_who_signs_out_lets_go_of_what_they_had(callers: Callers) -> None:
    request = callers.shop.ask()
    ines, again = callers.person("ines"), callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    states = []
    for client in (ines, again):
        assert client.delete("/v1/session").status_code == 204
        found = callers.shop.desk.request(request)
        assert found is not None
        states.append((found.state, found.associate))
    assert states == [("accepted", "ines"), ("made", None)]


def test_next_person_on_a_tablet_signs_the_last_one_out(callers: Callers) -> None:
    desk, tablet = callers.shop.desk, callers.device()
    requests = [callers.shop.ask() for _ in range(2)]
    phone = callers.person("malo")
    seen = []
    for associate, request in (("ines", requests[0]), ("malo", requests[1]), ("adele", None)):
        body = {"associate": associate, "pin": PIN}
        assert tablet.post("/v1/session", json=body).status_code == 200
        if request is not None:
            assert tablet.post(f"/v1/requests/{request}/accept").status_code == 200
        seen.append([found.associate for r in requests if (found := desk.request(r))])
    clock = callers.shop.clock
    assert isinstance(clock, ManualClock)
    for seconds in (LEAVE_SECONDS - 1, 1):
        clock.advance(seconds)
        callers.shop.beat()
        seen.append([found.associate for r in requests if (found := desk.request(r))])
    present = [person.associate for person in callers.shop.access.present()]
    # Malo keeps what he took on the tablet: he is signed in on his own phone too.
    kept = ["ines", "malo"]
    assert seen == [["ines", None], kept, kept, kept, [None, "malo"]]
    assert (present, phone.get("/v1/requests").status_code) == (["adele", "malo"], 200)


def test_manager_gives_away_what_another_has(callers: Callers) -> None:
    request = callers.shop.ask()
    callers.person("ines").post(f"/v1/requests/{request}/accept")
    malo, boss = callers.person("malo"), callers.person("adele")
    step = f"/v1/requests/{request}"
    assert malo.post(f"{step}/release").status_code == 409
    assert malo.post(f"{step}/hand-over", json={"to": "malo"}).status_code == 409
    assert boss.post(f"{step}/hand-over", json={"to": "malo"}).json()["associate"] == "malo"
    assert boss.post(f"{step}/release").json()["state"] == "made"


def test_carrier_is_told_to_put_it_back_until_understood(callers: Callers) -> None:
    request = callers.shop.ask()
    ines = callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    callers.shop.desk.act(request, commands.Cancel())
    card = f'data-request="{request}" data-state="cancelled"'
    words = "Cancelled: put it back"
    page = ines.get("/queue").text
    assert (page.count(card), page.count(words)) == (1, 1)
    assert card not in callers.person("malo").get("/queue").text
    assert ines.post(f"/requests/{request}/dismiss").status_code == 200
    assert card not in ines.get("/queue").text


def test_manager_reads_what_ended_unanswered(callers: Callers) -> None:
    desk = callers.shop.desk
    request = callers.shop.ask()
    desk.tick(desk.clock.now() + timedelta(seconds=901))
    boss, ines = callers.person("adele"), callers.person("ines")
    assert "Ended unanswered" in boss.get("/queue").text
    assert "Ended unanswered" not in ines.get("/queue").text
    assert ines.post(f"/v1/requests/{request}/dismiss").status_code == 409
    assert boss.post(f"/v1/requests/{request}/dismiss").status_code == 200
    assert "Ended unanswered" not in boss.get("/queue").text


def test_card_says_who_it_stands_first_for(callers: Callers) -> None:
    desk, ines = callers.shop.desk, callers.person("ines")
    callers.shop.ask()

    def told() -> str:
        found = re.search(r'<p class="told[^"]*">(.*?)</p>', ines.get("/queue").text, re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    def come(associate: str) -> None:
        callers.person(associate).post("/v1/presence", json={"visible": True})
        desk.tick(desk.clock.now())

    said = [told()]
    desk.tick(desk.clock.now() + timedelta(seconds=61))
    said.append(told())
    come("malo")
    said.append(told())
    desk.tick(desk.clock.now() + timedelta(seconds=900 - 1))
    said.append(told())
    come("adele")
    said.append(told())
    assert said == [
        "",
        "No answer yet · nobody else is here",
        "No answer yet · also called: Malo",
        "No answer yet · no manager is here",
        "No answer yet · stands first for Adèle",
    ]


def test_manager_reads_how_much_of_what_was_refused_is_kept(callers: Callers) -> None:
    page = callers.person("adele").get("/rejected").text
    assert "the newest 10,000 from touchpoints" in page
    assert "Here are the newest 100, with the beginning of each." in page


def test_manager_sees_sequences_that_never_came(callers: Callers) -> None:
    desk = callers.shop.desk
    with desk.db.transaction() as tx:
        QUERIES.add_gap(
            tx,
            source="/stores/lyon/touchpoints/cabin-3",
            outbox="box",
            first=4,
            last=6,
            noticed=instant(desk.clock.now()),
        )
    page = callers.person("adele").get("/rejected").text
    assert [words in page for words in ("Never came", "4 – 6", "Nothing was set aside")] == [
        True,
        True,
        False,
    ]
