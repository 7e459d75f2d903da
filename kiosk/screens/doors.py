"""Words that lead on: categories, and the sizes that are here."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class DoorCell(Touchable):
    """A category as a word; the chosen one is underlined."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    step = NumericProperty(34)
    #: Whether larger text takes two lines.
    long = BooleanProperty(defaultvalue=False)


class DoorGrid(Row, GridLayout):
    """Words in columns of equal width; *step* is how large they may be."""

    step = NumericProperty(34)

    def cell(self) -> Touchable:
        made = DoorCell(step=self.step)
        self.bind(step=made.setter("step"))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.label, "touch": line.touch}


class HereCell(Touchable):
    """A size; the chosen one is filled."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class HereRow(Row, GridLayout):
    """The sizes side by side, of equal width; *beside* the words that say what they are for."""

    ready = 8
    beside = BooleanProperty(defaultvalue=True)

    def cell(self) -> Touchable:
        return HereCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.label, "touch": line.touch}


load_kv(__file__)
