"""Whether somebody is before the lens, on small pictures drawn here; time is handed in."""

import numpy as np
import pytest
from numpy.typing import NDArray

from touchpoint.readers.scene import SMALL, Scene, is_settled, look

Picture = NDArray[np.uint8]


class Day:
    """A camera that takes ten pictures a second, with a camera's noise."""

    def __init__(self) -> None:
        self.scene: Scene | None = None
        self.now = 0.0
        self._dice = np.random.default_rng(1)

    def look(self, seconds: float, *, person: bool = False, light: int = 96) -> list[bool]:
        found = []
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.scene, near = look(self.scene, self._picture(person, light), self.now)
            found.append(near)
        return found

    def _picture(self, person: bool, light: int) -> Picture:
        picture = np.full(SMALL[::-1], light, np.float64)
        picture[40:, :30] = light / 2
        if person:
            picture[20:50, 35:50] = 200
        return np.clip(picture + self._dice.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)


@pytest.fixture
def day() -> Day:
    """The shop is open, and nobody has come for ten seconds."""
    made = Day()
    made.look(10)
    return made


def test_first_seconds_might_be_anybody() -> None:
    assert Day().look(2.9) == [True] * 29


def test_background_is_there_after_some_seconds() -> None:
    day, settled = Day(), []
    for _ in range(5):
        day.look(1)
        assert day.scene
        settled.append(is_settled(day.scene))
    assert settled == [False, False, False, True, True]


def test_nobody_is_nobody(day: Day) -> None:
    assert day.look(60) == [False] * 600


def test_somebody_is_noticed_at_once_and_until_she_goes(day: Day) -> None:
    assert day.look(5, person=True) == [True] * 50
    assert day.look(5) == [False] * 50


def test_lamp_that_goes_on_is_nobody(day: Day) -> None:
    assert day.look(5, light=110) == [False] * 50


def test_what_stays_becomes_the_background(day: Day) -> None:
    seen = day.look(240, person=True)
    assert (seen[0], seen[600], seen[-1]) == (True, True, False)


def test_camera_that_paused_goes_on(day: Day) -> None:
    day.now += 3600
    assert day.look(1) == [False] * 10
    assert day.look(1, person=True) == [True] * 10
