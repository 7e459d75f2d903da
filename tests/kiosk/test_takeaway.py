"""What settings say of codes, and what a code may hold."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.settings import SettingsError, load
from kiosk.__main__ import known_offers
from kiosk.codes import modules_of
from kiosk.settings import Settings
from kiosk.takeaway import MOST_BYTES, Network, Offers
from tests.kiosk.program import SETTINGS
from touchpoint.starting import CannotStart


def settings(more: str, folder: Path = Path("/nowhere")) -> Settings:
    return load(SETTINGS.format(folder=folder, port=0) + more, "kiosk.toml", Settings)


def unescaped(text: str) -> dict[str, str]:
    """The fields of a WIFI: address, as phones read them."""
    body = text.removeprefix("WIFI:")
    fields = re.findall(r"((?:[^\\;]|\\.)*);", body)
    pairs = (re.fullmatch(r"(\w):(.*)", field, re.DOTALL) for field in fields if field)
    return {pair[1]: re.sub(r"\\(.)", r"\1", pair[2]) for pair in pairs if pair}


PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)


@given(PRINTED, PRINTED)
def test_any_name_and_password_is_read_back(ssid: str, password: str) -> None:
    code = Network(ssid, password).code
    assert unescaped(code) == {"T": "WPA", "S": ssid, "P": password}


def test_what_has_a_meaning_in_such_an_address_is_escaped() -> None:
    assert Network('a;b,c:d"e\\f', "x;").code == ('WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:x\\;;;')
    assert Network("Open", security="nopass").code == "WIFI:T:nopass;S:Open;;"


def test_settings_become_offers(tmp_path: Path) -> None:
    (tmp_path / "guest").write_text("winter walk\n")
    found = settings(
        f"""
        [takeaway]
        wish_url = "https://m.example/w?g={{gtins}}"
        notice_url = "https://m.example/n/{{gtin}}/{{token}}"
        collectors = ["Bags"]
        [wifi]
        ssid = "Guests"
        password_file = "{tmp_path}/guest"
        """
    )
    assert known_offers(found) == Offers(
        "https://m.example/w?g={gtins}",
        forms={"notice": "https://m.example/n/{gtin}/{token}"},
        collectors=("Bags",),
        network=Network("Guests", "winter walk"),
    )
    assert settings("").offers() == Offers()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('[takeaway]\nwish_url = "http://m.example/{gtins}"', "begins with https://"),
        ('[takeaway]\nwish_url = "https://m.example/"', "{gtins} once each is right"),
        ('[takeaway]\nnotice_url = "https://m.example/{gtin}"', "{gtin} and {token} once each"),
        ('[takeaway]\ngift_url = "https://m.example/{gtin}/{name}"', "nothing else in braces"),
        (f'[takeaway]\nwish_url = "https://m.example/{{gtins}}{"x" * 300}"',
         f"filled in it has 497 bytes; a code that phones read well holds {MOST_BYTES}"),
        ('[takeaway]\nlink_domain = "https://m.example/?x"', "pattern"),
        ('[wifi]\nssid = ""', "at least 1 character"),
        (f'[wifi]\nssid = "{"é" * 17}"', "at most 32 bytes"),
        ('[wifi]\nssid = "G"', "password or password_file is right"),
        ('[wifi]\nssid = "G"\npassword = "hidden walk"\nsecurity = "nopass"', "neither where"),
        ('[wifi]\nssid = "G"\npassword = 1234', "found what is not shown here"),
    ],
)  # fmt: skip
def test_mistake_is_told_without_the_password(more: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(more)
    assert words in str(caught.value)
    assert "hidden" not in str(caught.value)
    assert "1234" not in str(caught.value)


@pytest.mark.parametrize(
    ("wifi", "words"),
    [
        ('password = "hidden"', "wifi: a password of 6 characters was found; WPA has 8 to 63"),
        ('password_file = "/nowhere/guest"', "wifi.password_file: /nowhere/guest: No such file"),
    ],
)
def test_password_that_cannot_be_had_is_told_at_the_start(wifi: str, words: str) -> None:
    with pytest.raises(CannotStart) as caught:
        known_offers(settings(f'[wifi]\nssid = "G"\n{wifi}'))
    assert words in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_densest_code_has_as_many_modules_as_are_drawn() -> None:
    assert (modules_of("x" * MOST_BYTES).side, modules_of("x" * (MOST_BYTES + 1)).side) == (77, 81)
