"""Credentials: PINs that cannot be guessed, secrets that can be replaced, sessions that end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hub.access import SESSION_SECONDS, Access, Associate
from hub.guesses import LockedOut, WrongPin, delay_after
from hub.pins import BadPin
from hub.store import Database
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import PIN, QUICK


@pytest.fixture
def access(tmp_path: Path, clock: ManualClock) -> Iterator[Access]:
    db = Database(tmp_path / "hub.sqlite")
    yield Access(db, clock, QUICK)
    db.close()


def test_right_pin_opens_a_session_on_this_device_only(access: Access) -> None:
    ines = access.enrol_associate("Inès", PIN)
    session = access.sign_in("tablet-1", ines.associate, PIN)
    assert access.person(session.token, "tablet-1") == ines
    assert access.person(session.token, "tablet-2") is None
    assert access.present() == (ines,)


def test_session_ends_by_time_by_sign_out_and_by_a_new_pin(
    access: Access, clock: ManualClock
) -> None:
    ines = access.enrol_associate("Inès", PIN)
    devices = ("tablet-1", "tablet-2")
    sessions = [access.sign_in(device, ines.associate, PIN) for device in devices]

    def good() -> list[Associate | None]:
        return [access.person(s.token, d) for s, d in zip(sessions, devices, strict=True)]

    access.sign_out(sessions[0].token)
    assert good() == [None, ines]
    access.enrol_associate("Inès", "1357", associate=ines.associate)
    assert good() == [None, None]
    third = access.sign_in("tablet-1", ines.associate, "1357")
    clock.advance(SESSION_SECONDS)
    assert access.person(third.token, "tablet-1") is None


def test_device_has_one_session(access: Access) -> None:
    ines, malo = (access.enrol_associate(name, PIN) for name in ("Inès", "Malo"))
    sessions = [access.sign_in("tablet-1", ines.associate, PIN)]
    phone = access.sign_in("phone-1", ines.associate, PIN)
    sessions += [access.sign_in("tablet-1", who.associate, PIN) for who in (malo, malo, ines)]
    assert [access.person(s.token, "tablet-1") for s in sessions] == [None, None, None, ines]
    assert access.person(phone.token, "phone-1") == ines
    assert access.present() == (ines,)


def test_wrong_pins_cost_ever_more_time(access: Access, clock: ManualClock) -> None:
    ines = access.enrol_associate("Inès", PIN).associate
    waits = []
    for _ in range(4):
        with pytest.raises(WrongPin) as refused:
            access.sign_in("tablet-1", ines, "9999")
        waits.append(refused.value.wait)
        clock.advance(refused.value.wait)
    assert waits == [0.0, 0.0, 5.0, 10.0]
    assert access.sign_in("tablet-1", ines, PIN).person.associate == ines


def test_locked_person_is_locked_on_that_device_only(access: Access) -> None:
    ines, malo = (access.enrol_associate(name, PIN).associate for name in ("Inès", "Malo"))
    for _ in range(3):
        with pytest.raises(WrongPin):
            access.sign_in("tablet-1", ines, "9999")
    with pytest.raises(LockedOut):
        access.sign_in("tablet-1", ines, PIN)
    assert access.sign_in("tablet-1", malo, PIN).person.name == "Malo"
    assert access.sign_in("tablet-2", ines, PIN).person.name == "Inès"


def test_guesses_at_once_are_all_counted(access: Access) -> None:
    ines = access.enrol_associate("Inès", PIN).associate

    def guess(number: int) -> str:
        try:
            access.sign_in("tablet-1", ines, f"{number:04}")
        except LockedOut:
            return "not looked at"
        except WrongPin:
            return "looked at"
        return "in"

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(guess, range(3000, 3020)))
    assert (results.count("looked at"), results.count("not looked at")) == (3, 17)


def test_unknown_and_retired_people_cannot_sign_in(access: Access) -> None:
    ines = access.enrol_associate("Inès", PIN).associate
    access.retire_associate(ines)
    for who in (ines, "nobody"):
        with pytest.raises(WrongPin):
            access.sign_in("tablet-1", who, PIN)
    assert (access.associates(), access.name_of(ines)) == ((), "Inès")


def test_secret_enrolled_again_revokes_the_old_one(access: Access) -> None:
    old = access.enrol("device", "tablet-1")
    new = access.enrol("device", "tablet-1")
    assert access.holder("device", f"tablet-1.{old}") is None
    assert access.holder("device", f"tablet-1.{new}") == "tablet-1"
    assert access.holder("feed", f"tablet-1.{new}") is None
    access.revoke("device", "tablet-1")
    assert access.holder("device", f"tablet-1.{new}") is None


def test_secrets_and_pins_are_not_in_the_database(tmp_path: Path, clock: ManualClock) -> None:
    db = Database(tmp_path / "hub.sqlite")
    access = Access(db, clock, QUICK)
    secret = access.enrol("touchpoint", "cabin-3")
    access.enrol_associate("Inès", "86420975", associate="ines")
    token = access.sign_in("tablet-1", "ines", "86420975").token
    db.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [s for s in (secret, "86420975", token) if s.encode() in kept] == []


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", "１２３４", "0000", "1234", "8765"]
)
def test_pin_anybody_would_try_is_refused(access: Access, pin: str) -> None:
    with pytest.raises(BadPin):
        access.enrol_associate("Inès", pin)


def test_delay_has_an_end() -> None:
    assert [delay_after(n) for n in (1, 2, 3, 5, 1000)] == [0.0, 0.0, 5.0, 20.0, 900.0]


def test_people_of_one_name_have_ids_of_their_own(access: Access) -> None:
    two = {access.enrol_associate("Inès", PIN).associate for _ in range(2)}
    assert len(two) == 2
    assert {type(person) for person in access.associates()} == {Associate}


def test_wrong_pin_over_http_says_when_to_try_again(callers: Callers) -> None:
    device = callers.device()
    answers = [
        device.post("/v1/session", json={"associate": "ines", "pin": "9999"}) for _ in range(4)
    ]
    assert [(a.status_code, a.headers.get("retry-after")) for a in answers] == [
        (401, None),
        (401, None),
        (429, "5"),
        (429, "5"),
    ]


def test_sign_out_ends_the_session_itself(callers: Callers) -> None:
    ines = callers.person("ines")
    cookies = dict(ines.cookies)
    assert ines.delete("/v1/session").status_code == 204
    again = callers.nobody()
    again.headers.update(ines.headers)
    again.cookies.update(cookies)
    assert again.get("/v1/requests").status_code == 401
