"""What a mirror's settings refuse: a camera, however it is named."""

import pytest

from contract.settings import SettingsError, load
from fittingroom.settings import Settings
from kiosk.settings import Settings as KioskSettings

GOOD = """
store = "lyon"
touchpoint = "cabin-3"
state_dir = "var/cabin-3"
[broker]
secret_file = "var/cabin-3.secret"
[hub]
url = "https://hub.local:8080"
"""


def with_reader(kind: str) -> str:
    return f'{GOOD}[readers.eye]\nkind = "{kind}"\ndevice = "/dev/video0"\n'


@pytest.mark.parametrize(
    "kind",
    ["camera", "touchpoint.readers.camera:CameraReader", "touchpoint.readers.camera:Other"],
)
def test_camera_is_refused_in_a_cabin(kind: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(with_reader(kind), "fittingroom.toml", Settings)
    assert str(caught.value) == (
        f"fittingroom.toml: readers.eye.kind: found {kind!r}; no camera is allowed in a cabin, "
        "where people undress; keyboard, llrp, pn532, simulated, or one of your own that takes no "
        "pictures is right"
    )


def test_misspelt_kind_is_not_led_to_a_camera() -> None:
    with pytest.raises(SettingsError) as caught:
        load(with_reader("kamera"), "fittingroom.toml", Settings)
    assert str(caught.value) == (
        "fittingroom.toml: readers.eye.kind: found 'kamera'; "
        "there are: keyboard, llrp, pn532, simulated, or package.module:Class for one of your own"
    )


@pytest.mark.parametrize("kind", ["keyboard", "simulated", "own.package:Antenna"])
def test_reader_that_takes_no_pictures_is_allowed(kind: str) -> None:
    settings = load(with_reader(kind), "fittingroom.toml", Settings)
    assert settings.reader_options("eye")["device"] == "/dev/video0"


def test_camera_is_allowed_on_the_shop_floor() -> None:
    settings = load(with_reader("camera"), "kiosk.toml", KioskSettings)
    assert settings.reader_options("eye") == {"device": "/dev/video0"}
