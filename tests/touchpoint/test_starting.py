"""What the two programs say when they cannot start, and that the shipped settings are right."""

import re
from pathlib import Path

import pytest

from contract.model import Strict
from fittingroom.settings import Settings as MirrorSettings
from kiosk.settings import Settings as KioskSettings
from touchpoint.settings import TouchpointSettings
from touchpoint.starting import (
    CannotStart,
    check_authority,
    claim,
    known_words,
    prepare_display,
    read_secret,
    read_settings,
    refuse_unseen,
)

CONFIG = Path(__file__).parents[2] / "config"
GOOD = """
store = "lyon"
touchpoint = "cabin-3"
state_dir = "{folder}"
[broker]
secret_file = "{folder}/secret"
[hub]
url = "http://localhost:8080"
[readers.tag]
kind = "simulated"
[readers.scanner]
kind = "keyboard"
device = "/dev/input/event7"
"""


def settings(folder: Path, more: str = "") -> MirrorSettings:
    file = folder / "mirror.toml"
    file.write_text(GOOD.format(folder=folder) + more)
    return read_settings(file, MirrorSettings)


@pytest.mark.parametrize(
    ("name", "model"), [("kiosk", KioskSettings), ("fittingroom", MirrorSettings)]
)
def test_shipped_settings_say_the_defaults(name: str, model: type[TouchpointSettings]) -> None:
    shipped = read_settings(CONFIG / f"{name}.toml", model)
    times: Strict = vars(shipped)["times"]
    assert (times, shipped.window) == (type(times)(), type(shipped.window)())


def test_place_is_the_touchpoint_unless_said(tmp_path: Path) -> None:
    assert settings(tmp_path).place == "cabin-3"


def test_reader_options_are_handed_on(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert [found.reader_options(name) for name in ("tag", "scanner")] == [
        {"socket": f"{tmp_path}/tag.sock"},
        {"device": "/dev/input/event7"},
    ]


def test_misspelt_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"times\.idle_second: no such key.*idle_seconds"):
        settings(tmp_path, "[times]\nidle_second = 5\n")


def test_unknown_kind_of_reader_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart) as caught:
        settings(tmp_path, '[readers.second]\nkind = "simulatd"\n')
    assert str(caught.value) == (
        f"{tmp_path}/mirror.toml: readers.second.kind: found 'simulatd'; there are: keyboard, "
        "llrp, pn532, simulated, or package.module:Class for one of your own; "
        "did you mean 'simulated'?"
    )


@pytest.mark.parametrize("kind", ["shop.nfc:PN532", "shop:Reader"])
def test_foreign_reader_is_let_in(tmp_path: Path, kind: str) -> None:
    found = settings(tmp_path, f'[readers.second]\nkind = "{kind}"\n')
    assert found.readers["second"].kind == kind


@pytest.mark.parametrize("kind", ["shop.nfc", ":Reader", "shop:", "shop nfc:Reader", ""])
def test_half_a_foreign_reader_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(CannotStart, match="there are: keyboard, llrp, pn532, simulated, or"):
        settings(tmp_path, f'[readers.second]\nkind = "{kind}"\n')


def test_missing_authority_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart) as caught:
        check_authority(Path("mirror.toml"), "broker.ca", tmp_path / "none.crt")
    assert str(caught.value) == (
        f"mirror.toml: broker.ca: {tmp_path}/none.crt: No such file or directory; the certificate "
        "(PEM) that signed the other side's belongs there"
    )


@pytest.mark.parametrize("text", ["", "secret\n", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_file_without_a_certificate_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ca.crt"
    file.write_text(text)
    with pytest.raises(CannotStart) as caught:
        check_authority(Path("mirror.toml"), "broker.ca", file)
    assert str(caught.value) == (
        f"mirror.toml: broker.ca: {file}: no certificate in it; the certificate (PEM) that signed "
        "the other side's belongs there"
    )


def test_no_authority_is_none_too_many() -> None:
    check_authority(Path("mirror.toml"), "broker.ca", None)


def test_missing_file_says_which_option_names_it(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="--config names another file"):
        read_settings(tmp_path / "none.toml", MirrorSettings)


def test_missing_secret_says_how_to_enrol(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="hub enrol touchpoint cabin-3"):
        read_secret(settings(tmp_path))


def test_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    with pytest.raises(CannotStart, match="is empty"):
        read_secret(settings(tmp_path))


THERE = "there are: de, en, es, fr, it"
TURNED = (
    "written from right to left, which Kivy cannot draw safely here: it would turn sizes and "
    "prices around (49.90 as 09.94)"
)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("pt", f"languages: no words in 'pt' were found; {THERE}"),
        ("../fr", f"languages: '../fr' is no language; a code as in 'fr' is right; {THERE}"),
        ("ar", f"languages: 'ar' is Arabic, {TURNED}; {THERE}"),
        ("he", f"languages: 'he' is Hebrew, {TURNED}; {THERE}"),
    ],
)
def test_language_that_cannot_be_spoken_is_refused(tmp_path: Path, code: str, told: str) -> None:
    file = tmp_path / "mirror.toml"
    file.write_text(f'languages = ["en", "{code}"]\n' + GOOD.format(folder=tmp_path))
    with pytest.raises(CannotStart) as refusal:
        known_words(read_settings(file, MirrorSettings))
    assert str(refusal.value) == told


@pytest.mark.parametrize(
    ("code", "why"),
    [("ar", f"'ar' is Arabic, {TURNED}"), ("fe", "'fe' is no language; a code as in 'fr' is")],
)
def test_fallback_that_cannot_be_read_is_refused(tmp_path: Path, code: str, why: str) -> None:
    file = tmp_path / "mirror.toml"
    file.write_text(f'fallback = ["en", "{code}"]\n' + GOOD.format(folder=tmp_path))
    with pytest.raises(CannotStart, match=re.escape(why)) as refusal:
        read_settings(file, MirrorSettings)
    assert str(refusal.value).startswith(f"{file}: fallback")


def test_folder_in_use_is_refused(tmp_path: Path) -> None:
    claim(tmp_path)
    with pytest.raises(CannotStart, match="in use by another program"):
        claim(tmp_path)


def test_offscreen_chooses_the_driver() -> None:
    environ: dict[str, str] = {}
    prepare_display(environ, offscreen=True)
    assert (environ["SDL_VIDEODRIVER"], environ["KIVY_NO_ARGS"]) == ("offscreen", "1")


@pytest.mark.parametrize("driver", ["offscreen", "dummy"])
def test_window_that_nobody_sees_is_refused_unless_asked_for(driver: str) -> None:
    with pytest.raises(CannotStart) as caught:
        refuse_unseen(driver, {"DISPLAY": ":77"})
    assert str(caught.value) == (
        f"no display answers (DISPLAY=:77), so SDL draws {driver!r} where nobody sees it: "
        "set DISPLAY or WAYLAND_DISPLAY to one that is there, or start it with --offscreen"
    )
    refuse_unseen(driver, {"SDL_VIDEODRIVER": driver})


@pytest.mark.parametrize("driver", ["x11", "wayland", "KMSDRM", None])
def test_window_that_is_seen_is_let_be(driver: str | None) -> None:
    refuse_unseen(driver, {"DISPLAY": ":0"})


def test_display_is_used_where_there_is_one() -> None:
    environ = {"DISPLAY": ":0"}
    prepare_display(environ, offscreen=False)
    assert "SDL_VIDEODRIVER" not in environ
