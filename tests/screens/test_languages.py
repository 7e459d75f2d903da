"""A switch of language leaves the windows as if they had been opened in it."""

from dataclasses import astuple

import pytest
from kivy.uix.label import Label

from tests.screens import samples
from tests.screens.audit.glass import lay_out
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from touchpoint.touches import ChooseLanguage
from touchpoint.ui.labels import labels_in

CODES = tuple(samples.TEXTS)


def read(stage: Stage) -> list[str]:
    """All that is written on the stage."""
    return sorted(w._label.text for w in stage.widgets() if isinstance(w, Label) and w.text)


def shown(stage: Stage, name: str, language: str) -> list[str]:
    stage.app.show(samples.every_view(language)[name])
    lay_out(stage)
    return read(stage)


@pytest.mark.timeout(480)
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_switch_leaves_no_word_of_the_language_before(play: Play, place: str) -> None:
    names = [name for name in samples.every_view("en") if name.startswith(place)]
    stage = play(place, reduced_motion=True)
    switched = [[shown(stage, name, code) for code in ("fr", "de")][-1] for name in names]
    stage = play(place, reduced_motion=True)
    assert switched == [shown(stage, name, "de") for name in names]
    other = {*astuple(labels_in("en")), *astuple(labels_in("fr"))}
    assert [text for page in switched for text in page if text in other] == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("kiosk", "kiosk-rest"),
        ("kiosk", "kiosk-welcome"),
        ("kiosk", "kiosk-garment"),
        ("mirror", "mirror-invite"),
        ("mirror", "mirror-room-six"),
        ("mirror", "mirror-garment"),
    ],
)
def test_each_language_can_be_touched(
    play: Play, heard: Heard, place: str, name: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    stage.show(samples.every_view("de")[name])
    for code in CODES:
        stage.press(stage.find(f"language.{code}"))
    assert heard.touches == [ChooseLanguage(code) for code in CODES]
