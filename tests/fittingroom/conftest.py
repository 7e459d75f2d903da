"""A room, and a room in which somebody waits."""

import pytest

from tests.fittingroom.room import Room
from tests.touchpoint.sample import NAVY_38, NAVY_40
from touchpoint import touches


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def asking(room: Room) -> Room:
    """Somebody has asked for the coat in 40."""
    room.hang(NAVY_38)
    room.touch(touches.Begin(), touches.ChooseSize(NAVY_40), touches.AskOther(NAVY_40))
    return room
