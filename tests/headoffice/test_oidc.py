"""Sign-in through a real, certified identity provider: who comes in, as whom, until when."""

import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from joserfc.jwk import KeySet, RSAKey

from tests.headoffice.office import Office, engine, served
from tests.headoffice.oidc import (
    a_port,
    alerts,
    house,
    known_to,
    signed_in,
    signed_in_there,
    submitted,
)  # fmt: skip

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder, now=None) as running:
        yield running


@pytest.fixture(scope="module")
def issuer(office: Office) -> Iterator[str]:
    with house(a_port(), office.url) as found:
        yield found


def newest(office: Office, count: int) -> list[tuple[str, str, str]]:
    return [(it.who, it.did, it.what) for it in office.parts.audit.newest(count)]


def reads(person: requests.Session, office: Office) -> str:
    page = person.get(f"{office.url}/", headers=HTML, timeout=60, allow_redirects=False)
    found = re.search(r'class="who".*?<span>(.*?)</span>', page.text, re.DOTALL)
    return found[1] if found else page.headers.get("Location", "")


def test_person_signs_in_reads_by_their_group_and_signs_out_there_too(
    office: Office, issuer: str
) -> None:
    known_to(office, issuer)
    person = requests.Session()
    entered = signed_in(person, office, "s-1")
    assert (entered.status_code, 'content="0; url=/"' in entered.text) == (200, True)
    assert reads(person, office) == "Claire Petit (Maison)"
    assert office.parts.accounts.standing_of("Claire Petit (Maison)").role == "network"
    left = person.post(f"{office.url}/sign-out", timeout=60)
    assert reads(person, office) == "/sign-in"
    assert newest(office, 2) == [
        ("Claire Petit (Maison)", "signed out", ""),
        ("Claire Petit (Maison)", "signed in", "s-1, by all-stores"),
    ]
    there = re.search(r'class="onward" href="([^"]+)"', left.text)
    assert there
    asked = person.get(there[1].replace("&amp;", "&"), timeout=60)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    assert submitted(person, asked, {**fields, "logout": "yes"}).url.split("?")[0] == (
        f"{office.url}/sign-in"
    )


def test_first_group_of_the_settings_decides_and_names_are_nobody_elses(
    office: Office, issuer: str
) -> None:
    known_to(office, issuer)
    accounts, now = office.parts.accounts, datetime.now(UTC)
    accounts.enrol_account("Noé Blanc (Maison)", now)
    person = requests.Session()
    signed_in(person, office, "s-2")
    assert reads(person, office) == "Noé Blanc (Maison) 2"
    found = accounts.standing_of("Noé Blanc (Maison) 2")
    assert (found.role, found.of) == ("store", "lyon")
    for subject, name in (("s-1", "Claire Petit (Maison)"), ("s-5", "Claire Petit (Maison) 2")):
        other = requests.Session()
        signed_in(other, office, subject)
        assert reads(other, office) == name
    with pytest.raises(ValueError, match="without a password"):
        accounts.enrol_account("Noé Blanc (Maison) 2", now)
    assert accounts.sign_in("Noé Blanc (Maison) 2", "", now) is None
    assert accounts.end_sessions("Noé Blanc (Maison) 2")
    assert reads(person, office) == "/sign-in"


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("s-3", "Maison knows you, and says that you are in: kitchen."),
        ("s-4", "Maison knows you, and names no group that you are in."),
    ],
)
def test_nobody_without_a_group_comes_in(
    office: Office, issuer: str, subject: str, found: str
) -> None:
    known_to(office, issuer)
    person = requests.Session()
    answer = signed_in(person, office, subject)
    assert (answer.status_code, alerts(answer)[0]) == (403, found)
    assert alerts(answer)[1].startswith("One of these would let you in: all-stores, south, audit.")
    assert reads(person, office) == "/sign-in"
    assert newest(office, 1)[0][1:] == (
        "was refused", "Zoé Roux (Maison), s-3, groups: kitchen" if subject == "s-3"
        else "Ana Sol (Maison), s-4, no groups",
    )  # fmt: skip


def test_who_never_began_fills_no_log(office: Office, issuer: str) -> None:
    known_to(office, issuer)
    before = newest(office, 1)
    for _ in range(3):
        assert office.get("/sign-in/return?code=c&state=s").status_code == 400
    assert newest(office, 1) == before


def test_group_that_is_gone_ends_what_was_begun_with_it(office: Office) -> None:
    port, people = a_port(), {"s-9": {"name": "Léa Vert", "groups": ["south"]}}
    first, second = requests.Session(), requests.Session()
    known_to(office, f"http://127.0.0.1:{port}")
    with house(port, office.url, people):
        signed_in(first, office, "s-9")
        assert reads(first, office) == "Léa Vert (Maison)"
    people["s-9"]["groups"] = []
    # Its key is another one, too, which is read when a token names it.
    keys = KeySet([RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)])
    with house(port, office.url, people, keys):
        assert signed_in(second, office, "s-9").status_code == 403
    assert reads(first, office) == "/sign-in"


def test_code_is_good_for_once_and_a_state_for_its_own_browser(office: Office, issuer: str) -> None:
    known_to(office, issuer)
    person = requests.Session()
    begun = person.get(f"{office.url}/sign-in/begin", allow_redirects=False, timeout=60)
    kept = person.cookies.get("parcours_sign_in", path="/sign-in")
    url = signed_in_there(person, begun.headers["Location"], "s-1").url
    empty = requests.get(
        f"{office.url}/sign-in/return?code=c", cookies={"parcours_sign_in": ".."}, timeout=20
    )
    assert empty.status_code == 400
    for stranger in (requests.Session(), person):
        answer = stranger.get(url, timeout=60)
        assert (answer.status_code, "not begun in this browser" in alerts(answer)[0]) == (400, True)
    again = person.get(url, cookies={"parcours_sign_in": str(kept)}, timeout=60)
    assert (again.status_code, alerts(again)) == (
        400,
        [
            "Maison does not take this code: it was used before, or it is too old.",
            "Begin it again here.",
        ],
    )
    assert newest(office, 1) == [("somebody", "was refused", "Maison, code")]


def test_wrong_client_secret_is_said(office: Office, issuer: str) -> None:
    known_to(office, issuer)._secret = "another one, of as many letters as it needs"  # type: ignore[misc]
    answer = signed_in(requests.Session(), office, "s-1")
    assert answer.status_code == 502
    assert alerts(answer)[0].startswith("Maison does not know head office: invalid_client")


def test_accounts_of_head_office_come_in_while_the_provider_is_away(office: Office) -> None:
    port = a_port()
    known_to(office, f"http://127.0.0.1:{port}")
    answer = office.get("/sign-in/begin")
    assert (answer.status_code, alerts(answer)) == (
        503, ["Maison cannot be reached just now.", "Try again in a minute."],
    )  # fmt: skip
    page = office.get("/sign-in")
    assert 'role="status">Maison cannot be reached just now.' in page.text
    assert reads(office.person(), office) == "claire"


def test_silent_provider_keeps_no_page_waiting(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        provider = known_to(office, issuer, timeout_seconds=20)
        # A page that waited would wait for longer than its reader.
        assert requests.get(f"{office.url}/sign-in", timeout=8).status_code == 200
        assert provider.away is False


def test_accounts_of_head_office_can_be_switched_off(office: Office, issuer: str) -> None:
    known_to(office, issuer, local=False)
    assert "password" not in office.get("/sign-in").text
    form = {"name": "claire", "password": office.password}
    answer = requests.post(f"{office.url}/sign-in", form, timeout=60)
    assert (answer.status_code, "parcours_headoffice" in answer.cookies) == (403, False)
    assert alerts(answer)[0] == "Accounts of head office are switched off here."


def test_without_a_provider_there_is_no_door_to_one(office: Office) -> None:
    office.app.state.parts = office.parts
    answer = office.get("/sign-in/begin")
    assert (answer.status_code, alerts(answer)[0]) == (404, "No identity provider is known here.")
    assert "/sign-in/begin" not in office.get("/sign-in").text
