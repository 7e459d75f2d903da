"""What lies over the room's page: a few rows, each one touch, within reach of who sits."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from touchpoint.cabin import CloseSheet
from touchpoint.ui import touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class SheetCell(Touchable):
    """One row: its words, and where it is on or off a square that is filled or empty."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class SheetGrid(Row, GridLayout):
    ready = 6

    def cell(self) -> SheetCell:
        return SheetCell()

    def said(self, line: Any) -> Mapping[str, object]:
        action = line.action
        return {
            "line": line,
            "target": action.target,
            "text": action.label,
            "touch": action.touch,
        }


class SheetPanel(Themed, FloatLayout):
    """*view* is a `RoomSheet`, or nothing; a touch beside it closes it."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    lift = NumericProperty(1)
    close = CloseSheet()

    def __init__(self, **kwargs: Any) -> None:
        self._there = False
        super().__init__(**kwargs)

    def on_touch_down(self, touch: Any) -> bool:
        # A disabled widget takes touches, as Kivy has it; this one is not there.
        return bool(super().on_touch_down(touch)) if self.view else False

    def on_view(self, _panel: object, view: Any) -> None:
        risen, self._there = self._there, view is not None
        if self._there and not risen:
            ease(self, self.theme, "lift", 0.0, 1.0)


load_kv(__file__)
