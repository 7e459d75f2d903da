"""A mistake in a settings file is told with file, key, what was found and what is allowed."""

import pytest
from pydantic import Field

from contract.model import Strict
from contract.settings import SettingsError, load


class Broker(Strict):
    host: str
    port: int = 8883


class Place(Strict):
    store: str
    broker: Broker
    readers: dict[str, Broker] = Field(default_factory=dict)


GOOD = 'store = "lyon"\n[broker]\nhost = "localhost"\n'


def test_settings_that_fit_are_read() -> None:
    assert load(GOOD, "hub.toml", Place) == Place(store="lyon", broker=Broker(host="localhost"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            GOOD + "prot = 1",
            "hub.toml: broker.prot: no such key; allowed: host, port; did you mean 'port'?",
        ),
        (
            GOOD + "[readers.nfc]\nhost='x'\nportt=3",
            "hub.toml: readers.nfc.portt: no such key; allowed: host, port; did you mean 'port'?",
        ),
        ("[broker]\nhost='x'", "hub.toml: store: missing; it must be set"),
    ],
)
def test_mistake_is_named(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(text, "hub.toml", Place)
    assert str(caught.value) == words


def test_wrong_value_is_shown() -> None:
    with pytest.raises(SettingsError, match=r"hub\.toml: broker\.port: found 'x'; .*integer"):
        load(GOOD + "port='x'", "hub.toml", Place)


def test_text_that_is_no_toml_is_told() -> None:
    with pytest.raises(SettingsError, match=r"hub\.toml: this is not TOML"):
        load("= 1", "hub.toml", Place)
