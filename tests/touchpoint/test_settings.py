"""What the settings of a shared reader refuse: a camera, however it is named."""

import pytest

from contract.settings import SettingsError, load
from touchpoint.settings import StationSettings

GOOD = """
store = "lyon"
touchpoint = "zone-1"
state_dir = "var/zone-1"
[broker]
secret_file = "var/zone-1.secret"
[hub]
url = "https://hub.local:8080"
"""


def with_reader(kind: str) -> str:
    return f'{GOOD}[reader]\nkind = "{kind}"\nhost = "reader-1.local"\n'


@pytest.mark.parametrize("kind", ["camera", "touchpoint.readers.camera:CameraReader"])
def test_camera_is_refused_where_antennas_hang_over_cabins(kind: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(with_reader(kind), "reader.toml", StationSettings)
    assert str(caught.value) == (
        f"reader.toml: reader.kind: found {kind!r}; no camera is allowed in a cabin, "
        "where people undress; keyboard, llrp, pn532, simulated, or one of your own that takes no "
        "pictures is right"
    )


@pytest.mark.parametrize("kind", ["llrp", "own.package:Antenna"])
def test_reader_that_takes_no_pictures_is_allowed(kind: str) -> None:
    settings = load(with_reader(kind), "reader.toml", StationSettings)
    assert settings.reader_options() == {"host": "reader-1.local"}
