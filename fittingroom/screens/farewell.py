"""Who leaves is asked: one garment at a time, then how it was; each answer is one touch."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from touchpoint.touches import Back, Done
from touchpoint.ui import action_row, photo, touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class ScoreCell(Touchable):
    """A figure in a square of hairlines; *line* is an `Action`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class ScoreRow(Row, GridLayout):
    ready = 5

    def cell(self) -> ScoreCell:
        return ScoreCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.label, "touch": line.touch}


class MirrorFarewellScreen(Themed, FloatLayout):
    """The photograph above or beside, what is touched below it."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    asked = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    back, done = Back(), Done()

    def on_view(self, _screen: object, view: Any) -> None:
        self.asked = view.farewell if view else None


load_kv(__file__)
