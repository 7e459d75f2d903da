"""The screen's own keyboard, in the brand's type: large keys, one letter each."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import ListProperty, NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import Erase, Write
from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class KeyCell(Touchable):
    """One key; it turns dark under the finger."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class KeyRow(Row, BoxLayout):
    """A row of letters."""

    ready = 10
    #: A key's width, and from one row to the next.
    key = NumericProperty(0)
    pitch = NumericProperty(0)

    def cell(self) -> KeyCell:
        return KeyCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"key.{line.label}",
            "text": line.label,
            "touch": line.touch,
        }


class Keyboard(Themed, BoxLayout):
    """*board* is a `Board`; it has at most five rows of letters."""

    board = ObjectProperty(None, allownone=True, rebind=True)
    rows = ListProperty([(), (), (), (), ()])
    #: From one row to the next.
    pitch = NumericProperty(0)
    space, erase, clear = Write(" "), Erase(), Erase(everything=True)

    def on_board(self, *_: object) -> None:
        rows = list(self.board.rows) if self.board else []
        self.rows = [*rows, *[()] * (5 - len(rows))]


load_kv(__file__)
