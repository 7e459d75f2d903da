"""The mirror when it has been touched: the garments of the room, one to six of them, or none yet."""

import touchpoint.ui.environment  # noqa: F401 - before Kivy
from kivy.properties import AliasProperty, BooleanProperty, ListProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from fittingroom.screens import request_card  # noqa: F401 - its rules
from touchpoint.touches import Done, NotMine, ShowGarment
from touchpoint.ui import masthead  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import refill
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class RoomCell(Themed, FloatLayout):
    """One garment, large; below it its name and a word to disown it. *line* is a `RoomGarment`."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    show_touch = ObjectProperty(None, allownone=True)
    disown_touch = ObjectProperty(None, allownone=True)


class RoomGrid(Themed, GridLayout):
    """One column for one garment, two in portrait, three in landscape."""

    lines = ListProperty()

    def on_lines(self, *_: object) -> None:
        refill(self, self.lines, lambda line: RoomCell(
            theme=self.theme, line=line,
            show_touch=ShowGarment(line.gtin), disown_touch=NotMine(line.gtin),
        ))  # fmt: skip


class MirrorRoomScreen(Themed, FloatLayout):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    done = Done()


__all__ = ["AliasProperty", "MirrorRoomScreen", "RoomCell", "RoomGrid", "Touchable"]
load_kv(__file__)
