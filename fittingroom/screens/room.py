"""The mirror when it has been touched: the garments of the room, none yet or up to six."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from fittingroom.screens import doubt_card, request_card, sheet_panel  # noqa: F401 - their rules
from touchpoint.touches import Done, NotMine, ShowGarment
from touchpoint.ui import action_row, masthead, photo, touchable  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed


class RoomCell(Themed, FloatLayout):
    """One garment, large; below or *beside* it its name and a word to disown it.

    *line* is a `RoomGarment`.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    show_touch = ObjectProperty(None, allownone=True)
    disown_touch = ObjectProperty(None, allownone=True)
    beside = BooleanProperty(defaultvalue=False)
    #: Stands for its words where those are elsewhere.
    number = StringProperty("")


class RoomGrid(Row, GridLayout):
    """As few columns as leave the photographs large."""

    beside = BooleanProperty(defaultvalue=False)

    def cell(self) -> RoomCell:
        return RoomCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "show_touch": ShowGarment(line.gtin),
            "disown_touch": NotMine(line.gtin),
            "beside": self.beside,
            "number": str(self.lines.index(line) + 1),
        }

    def on_beside(self, *_: object) -> None:
        for cell in self.children:
            cell.beside = self.beside


class RoomLine(Themed, FloatLayout):
    """A garment by the number below its photograph, its name and a word to disown it.

    *line* is a `RoomGarment`.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    number = StringProperty("")
    show_touch = ObjectProperty(None, allownone=True)
    disown_touch = ObjectProperty(None, allownone=True)

    def said(self, line: Any) -> str:
        """What it is, in one paragraph."""
        return " · ".join(part for part in (line.title, line.detail) if part) if line else ""


class RoomNames(Row, GridLayout):
    """The garments by name, where a finger reaches them from a seat; many of them *paired*.

    They stand *close* where a question above them wants the place.
    """

    paired = BooleanProperty(defaultvalue=True)
    close = BooleanProperty(defaultvalue=False)

    def cell(self) -> RoomLine:
        return RoomLine()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "number": str(self.lines.index(line) + 1),
            "show_touch": ShowGarment(line.gtin),
            "disown_touch": NotMine(line.gtin),
        }


class MirrorRoomScreen(Themed, FloatLayout):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    #: Pixels of a second row of words below, where one does not hold them.
    further = NumericProperty(0)
    done = Done()


load_kv(__file__)
