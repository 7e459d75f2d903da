"""The ways to make the screen easier, over every page, within reach of who sits before it."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import ListProperty, NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from touchpoint.touches import CloseAccess, SetAid
from touchpoint.ui import masthead, touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class AidCell(Touchable):
    """One of them: its name, *on* or *off* in a word, and a square that is filled or empty."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class AidGrid(Row, GridLayout):
    """All that this screen can do."""

    ready = 5

    def cell(self) -> AidCell:
        return AidCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"aid.{line.aid}",
            "text": line.label,
            "touch": SetAid(line.aid, not line.on),
        }


class AccessPanel(Themed, FloatLayout):
    """*view* is an `AccessSheet`, *languages* stand below; a touch beside it closes it."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    languages = ListProperty()
    lift = NumericProperty(1)
    close = CloseAccess()


load_kv(__file__)
