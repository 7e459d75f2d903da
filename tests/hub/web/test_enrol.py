"""The enrolment commands as they are typed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from hub.access import Access, Associate
from hub.authority import Authority, fingerprint
from hub.enrol import enrolment
from hub.store import Database
from messaging.clock import SystemClock
from tests.hub.web.shop import QUICK

SETTINGS = 'store = "lyon"\nname = "Lyon"\nstate_dir = "{folder}"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hub.toml"
    file.write_text(SETTINGS.format(folder=tmp_path))
    return file


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(enrolment, [*words, "--config", str(config)])


@contextmanager
def access_of(config: Path) -> Iterator[Access]:
    db = Database(config.parent / "hub.db")
    yield Access(db, SystemClock(), QUICK)
    db.close()


def last_line(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


def test_device_link_holds_what_the_device_presents(config: Path) -> None:
    link = last_line(run(config, "device", "tablet-1"))
    start, _, presented = link.partition("?secret=")
    assert start == "http://127.0.0.1:8080/device"
    with access_of(config) as access:
        assert access.holder("device", presented) == "tablet-1"


def test_device_is_told_where_to_trust_and_what_to_compare(config: Path) -> None:
    made = Authority.make("Parcours", datetime.now(UTC))
    ca = config.parent / "ca.crt"
    ca.write_bytes(made.pem().certificate)
    http = f'[http]\nca = "{ca}"\ncert = "c"\nkey = "k"\npublic_url = "https://hub.local"\n'
    config.write_text(config.read_text() + http)
    result = run(config, "device", "tablet-1")
    assert "open https://hub.local/trust on it" in result.stdout
    assert fingerprint(made.certificate) in result.stdout.splitlines()


def test_device_link_is_drawn_as_a_code_that_a_phone_reads(config: Path) -> None:
    lines = run(config, "device", "tablet-1").stdout.splitlines()
    rows = [line for line in lines if set(line) <= set("█▀▄ ") and line]
    halves = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    pixels = np.array(
        [[halves[sign][half] for sign in row] for row in rows for half in (0, 1)], np.uint8
    )
    read = zxingcpp.read_barcodes(np.kron(pixels, np.ones((8, 8), np.uint8)))
    assert [code.text for code in read] == [lines[-1]]


@pytest.mark.parametrize(
    ("http", "start", "said"),
    [
        (
            "",
            "http://127.0.0.1:8080",
            (
                "No phone can open it: 127.0.0.1 is no address of this hub in the store. Set "
                '[http] public_url, as in "http://hub.local:8080", and enrol again.\n'
            ),
        ),
        (
            'host = "0.0.0.0"\nport = 80\ncert = "c"\nkey = "k"\n',
            "https://0.0.0.0:80",
            (
                "No phone can open it: 0.0.0.0 is no address of this hub in the store. Set [http] "
                'public_url, as in "https://hub.local:80", and enrol again.\n'
            ),
        ),
        ('host = "10.0.0.7"\n', "http://10.0.0.7:8080", ""),
        ('public_url = "https://hub.local/"\n', "https://hub.local", ""),
    ],
)
def test_device_link_is_one_a_phone_can_open_or_says_what_to_set(
    config: Path, http: str, start: str, said: str
) -> None:
    config.write_text(config.read_text() + "[http]\n" + http)
    result = run(config, "device", "tablet-1")
    assert (last_line(result).partition("/device?")[0], result.stderr) == (start, said)


@pytest.mark.parametrize(("words", "place"), [((), "cabin-3"), (("--place", "left"), "left")])
def test_screen_stands_where_it_was_enrolled(
    config: Path, words: tuple[str, ...], place: str
) -> None:
    assert run(config, "touchpoint", "cabin-3", *words).exit_code == 0
    with access_of(config) as access:
        assert access.place_of("cabin-3") == place


def test_feed_token_is_good(config: Path) -> None:
    token = last_line(run(config, "feed", "till"))
    with access_of(config) as access:
        assert access.holder("feed", token) == "till"


def test_associate_gets_the_id_and_pin_asked_for(config: Path) -> None:
    result = run(config, "associate", "Inès", "--id", "ines", "--pin", "2580", "--manager")
    assert result.stdout == "Inès is enrolled.\nid ines\nPIN 2580\n"
    with access_of(config) as access:
        assert access.associates() == (Associate("ines", "Inès", manager=True),)


def test_associate_without_a_pin_gets_one(config: Path) -> None:
    assert re.fullmatch(r"PIN \d{6}", last_line(run(config, "associate", "Malo")))


def test_bad_pin_is_refused_in_one_line(config: Path) -> None:
    result = run(config, "associate", "Malo", "--pin", "12")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: a PIN of 2 characters was found; 4 to 8 digits are right, and nothing else\n",
    )


def test_touchpoint_without_a_broker_admin_says_so(config: Path) -> None:
    result = run(config, "touchpoint", "cabin-3")
    with access_of(config) as access:
        assert access.verify("touchpoint", "cabin-3", last_line(result))
    assert result.stderr.startswith("The broker was not told: [broker] admin_username")


def test_touchpoint_stays_as_it_was_when_the_broker_is_away(
    config: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = last_line(run(config, "touchpoint", "cabin-3"))
    password = config.parent / "admin"
    password.write_text("nobody-listens")
    broker = f'[broker]\nport = {free_port}\nadmin_username = "admin"\n'
    config.write_text(config.read_text() + broker + f'admin_secret_file = "{password}"\n')
    monkeypatch.setattr("hub.broker.BrokerAdmin.__init__.__defaults__", (0.5,))
    result = run(config, "touchpoint", "cabin-3")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: cabin-3 is not enrolled, broker 127.0.0.1:")
    with access_of(config) as access:
        assert access.verify("touchpoint", "cabin-3", secret)


def test_name_that_may_not_be_says_what_may(config: Path) -> None:
    result = run(config, "device", "Tablet 1")
    assert result.exit_code == 2
    assert "'Tablet 1' is no name: 1 to 32 of a-z, 0-9 and '-'" in result.stderr
