"""Wrong PINs: a prankster closes one device, and locks out neither the shift nor a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.access import Access
from hub.guesses import ALARM_TRIES, DEVICE_SECONDS, DEVICE_TRIES, DeviceLocked, WrongPin
from hub.store import Database
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import PIN, QUICK

PEOPLE = tuple(f"associate-{n}" for n in range(8))


@pytest.fixture
def access(tmp_path: Path, clock: ManualClock) -> Iterator[Access]:
    db = Database(tmp_path / "hub.sqlite")
    found = Access(db, clock, QUICK)
    for associate in PEOPLE:
        found.enrol_associate(associate, PIN, associate=associate)
    yield found
    db.close()


def guess(access: Access, device: str, associate: str) -> WrongPin:
    with pytest.raises(WrongPin) as refused:
        access.sign_in(device, associate, "9999")
    return refused.value


def close(access: Access, device: str) -> list[WrongPin]:
    """Try wrong PINs of everybody, as a prankster would, until the device takes none."""
    return [guess(access, device, PEOPLE[n % len(PEOPLE)]) for n in range(DEVICE_TRIES)]


def test_device_is_closed_for_everybody_and_others_go_on(access: Access) -> None:
    answers = close(access, "tablet-1")
    locked = [isinstance(answer, DeviceLocked) for answer in answers]
    assert locked == [False] * (DEVICE_TRIES - 1) + [True]
    with pytest.raises(DeviceLocked):
        access.sign_in("tablet-1", PEOPLE[-1], PIN)
    assert access.sign_in("phone-1", PEOPLE[0], PIN).person.associate == PEOPLE[0]


def test_closed_device_opens_by_time_and_by_a_manager(access: Access, clock: ManualClock) -> None:
    close(access, "tablet-1")
    assert access.guesses.locked() == {"tablet-1": DEVICE_SECONDS}
    access.guesses.release("tablet-1")
    assert access.sign_in("tablet-1", PEOPLE[0], PIN)
    close(access, "tablet-2")
    clock.advance(DEVICE_SECONDS)
    assert access.sign_in("tablet-2", PEOPLE[0], PIN)
    assert access.guesses.locked() == {}


def test_right_pins_are_not_held_against_a_device(access: Access) -> None:
    for _ in range(DEVICE_TRIES + 5):
        access.sign_in("till-1", PEOPLE[0], PIN)
    assert access.guesses.locked() == {}


def test_person_hears_once_of_what_was_tried_in_their_name(
    access: Access, clock: ManualClock
) -> None:
    for device in ("tablet-1", "phone-2"):
        for _ in range(3):
            clock.advance(guess(access, device, PEOPLE[0]).wait)
    tried = access.sign_in("phone-1", PEOPLE[0], PIN).tried
    assert tried is not None
    assert (tried.times, tried.devices) == (6, ("tablet-1", "phone-2"))
    assert access.sign_in("phone-1", PEOPLE[0], PIN).tried is None


def test_slips_of_ones_own_are_no_alarm(access: Access, clock: ManualClock) -> None:
    for _ in range(ALARM_TRIES - 1):
        clock.advance(guess(access, "phone-1", PEOPLE[0]).wait)
    assert access.sign_in("phone-1", PEOPLE[0], PIN).tried is None


@settings(max_examples=25, deadline=None)
@given(
    order=st.lists(st.tuples(st.sampled_from(PEOPLE), st.floats(0, 400)), min_size=1, max_size=60)
)
def test_whatever_is_tried_on_one_device_everybody_gets_in_on_another(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[str, float]]
) -> None:
    clock = ManualClock()
    db = Database(tmp_path_factory.mktemp("guesses") / "hub.sqlite")
    access = Access(db, clock, QUICK)
    for associate in PEOPLE:
        access.enrol_associate(associate, PIN, associate=associate)
    for associate, pause in order:
        clock.advance(pause)
        guess(access, "tablet-1", associate)
    signed_in = [access.sign_in("phone-1", associate, PIN).person for associate in PEOPLE]
    # Nobody knows of a try that was not looked at: at most so many were, in any quarter of an hour.
    with db.read() as rx:
        times = [row[0] for row in rx.execute("select at from access_guess order by at")]
    db.close()
    assert [person.associate for person in signed_in] == list(PEOPLE)
    spans = zip(times, times[DEVICE_TRIES:], strict=False)
    assert all(last - first >= DEVICE_SECONDS for first, last in spans)


def test_manager_opens_a_closed_device_from_another(callers: Callers) -> None:
    access, device = callers.shop.access, callers.device()
    for n in range(DEVICE_TRIES):
        guess(access, "tablet-1", f"stranger-{n}")
    body = {"associate": "ines", "pin": PIN}
    refused = device.post("/v1/session", json=body)
    assert (refused.status_code, refused.json()["title"]) == (
        429,
        "Too many wrong PINs on this device",
    )
    boss = callers.person("adele")
    assert "Takes no PIN for now" in boss.get("/devices").text
    assert boss.post("/devices/tablet-1/open").status_code == 200
    assert device.post("/v1/session", json=body).status_code == 200


def test_person_reads_of_it_before_the_requests(callers: Callers) -> None:
    for _ in range(2):
        for device in ("tablet-7", "tablet-8", "tablet-9"):
            guess(callers.shop.access, device, "ines")
    phone = callers.device()
    page = phone.post("/sign-in/ines", data={"pin": PIN}, allow_redirects=False)
    assert (page.status_code, "6 wrong PINs were typed in your name" in page.text) == (200, True)
    assert phone.get("/v1/requests").status_code == 200
