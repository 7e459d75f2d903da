"""Shutting somebody out, as it is typed; with a real broker and hub in tests/hub/test_serve."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contract.settings import load
from hub.__main__ import main
from hub.access import Access
from hub.settings import Settings
from hub.store import Database
from messaging.clock import SystemClock
from tests.hub.web.shop import PIN, QUICK


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hub.toml"
    file.write_text(f'store = "lyon"\nname = "Lyon"\nstate_dir = "{tmp_path}"\n')
    return file


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def retire(config: Path, *words: str) -> tuple[int, str]:
    """Exit code, and all that was said."""
    result = run(config, "retire", *words)
    return result.exit_code, result.output


@contextmanager
def access_of(config: Path) -> Iterator[Access]:
    db = Database(load(config.read_text(), str(config), Settings).state_dir / "hub.db")
    yield Access(db, SystemClock(), QUICK)
    db.close()


def enrolled_people(config: Path) -> None:
    with access_of(config) as access:
        for associate, name in (("ines", "Inès"), ("malo", "Malo"), ("malo-2", "Malo")):
            access.enrol_associate(name, PIN, associate=associate)


def test_retired_person_is_signed_out_and_may_not_come_back(config: Path) -> None:
    enrolled_people(config)
    with access_of(config) as access:
        token = access.sign_in("tablet-1", "ines", PIN).token
        assert retire(config, "associate", "Inès") == (
            0,
            (
                "Inès (ines) is retired: signed out everywhere, and what they had to bring goes "
                "back to everybody.\n"
            ),
        )
        assert access.person(token, "tablet-1") is None
        assert [person.associate for person in access.associates()] == ["malo", "malo-2"]
    assert retire(config, "associate", "ines") == (
        0,
        "Inès (ines) was retired before; nothing changed.\n",
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "Ines",
            (
                "nobody here is called 'Ines'; known: Inès (ines), Malo (malo), Malo (malo-2); "
                "did you mean 'ines'?"
            ),
        ),
        ("Malo", "2 people are called 'Malo'; say which: malo, malo-2"),
    ],
)
def test_person_who_is_not_known_or_not_the_only_one(config: Path, name: str, words: str) -> None:
    enrolled_people(config)
    assert retire(config, "associate", name) == (1, f"Error: {words}\n")


def test_nobody_is_known_in_a_new_store(config: Path) -> None:
    assert retire(config, "associate", "Inès") == (
        1,
        "Error: nobody here is called 'Inès'; nobody is enrolled\n",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("device", "is retired: whoever was signed in on it is signed out."),
        ("feed", "is retired: its token opens nothing any more."),
    ],
)
def test_retired_device_and_feed_open_nothing(config: Path, kind: str, words: str) -> None:
    run(config, "enrol", kind, "one-1")
    run(config, "enrol", kind, "one-2")
    assert retire(config, kind, "one-1") == (0, f"one-1 {words}\n")
    assert retire(config, kind, "one-1") == (
        1,
        f"Error: no {kind} is called 'one-1'; known: one-2; did you mean 'one-2'?\n",
    )


def test_device_that_is_retired_signs_its_people_out(config: Path) -> None:
    enrolled_people(config)
    run(config, "enrol", "device", "tablet-1")
    with access_of(config) as access:
        access.sign_in("tablet-1", "ines", PIN)
        assert retire(config, "device", "tablet-1")[0] == 0
        assert access.present() == ()


def test_touchpoint_without_a_broker_admin_is_shut_out_here_and_says_so(config: Path) -> None:
    secret = run(config, "enrol", "touchpoint", "cabin-3").stdout.split()[-1]
    assert retire(config, "touchpoint", "cabin-3") == (
        0,
        (
            "The broker was not told: [broker] admin_username and admin_secret_file are not set. "
            "Remove cabin-3 there by hand.\n"
            "cabin-3 is retired: this hub lets it in no more.\n"
        ),
    )
    with access_of(config) as access:
        assert access.verify("touchpoint", "cabin-3", secret) is False
        assert access.place_of("cabin-3") is None


def test_touchpoint_stays_known_when_the_broker_is_away(
    config: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(config, "enrol", "touchpoint", "cabin-3")
    password = config.parent / "admin"
    password.write_text("nobody-listens")
    broker = f'[broker]\nport = {free_port}\nadmin_username = "admin"\n'
    config.write_text(config.read_text() + broker + f'admin_secret_file = "{password}"\n')
    monkeypatch.setattr("hub.broker.BrokerAdmin.__init__.__defaults__", (0.5,))
    refused = run(config, "retire", "touchpoint", "cabin-3")
    said = refused.stderr.splitlines()[-1]
    assert refused.exit_code == 1
    assert said.startswith(f"Error: cabin-3 is not retired, broker 127.0.0.1:{free_port}: ")
    with access_of(config) as access:
        assert access.holders("touchpoint") == ("cabin-3",)


@pytest.mark.parametrize("verb", ["enrol", "retire"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lyon-hub", "lyon-hub is this hub's own name at the broker ([broker] username)"),
        ("root", "root is the name of the broker's admin ([broker] admin_username)"),
        ("admin", "admin is the name of the broker's admin ([broker] admin_username)"),
    ],
)
def test_account_the_broker_lives_by_is_no_touchpoint(
    config: Path, verb: str, name: str, words: str
) -> None:
    line = '[broker]\nusername = "lyon-hub"\nadmin_username = "root"\nadmin_secret_file = "none"\n'
    config.write_text(config.read_text() + line)
    refused = run(config, verb, "touchpoint", name)
    assert (refused.exit_code, refused.stderr) == (
        1,
        f"Error: {words}; a touchpoint has another\n",
    )


@pytest.mark.parametrize("verb", ["enrol", "retire"])
@pytest.mark.parametrize("name", ["hub", "stock", "request", "catalogue", "settings", "all"])
def test_reserved_name_is_no_touchpoint(config: Path, verb: str, name: str) -> None:
    refused = run(config, verb, "touchpoint", name)
    assert refused.exit_code == 2
    assert f"'{name}' is reserved: all, catalogue, hub, request" in refused.stderr
