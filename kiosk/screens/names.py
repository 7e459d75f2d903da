"""What is seen in photographs above, by name below: there a finger reaches it from a seat."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class NameCell(Touchable):
    """A card by the number below its photograph, its title and what stands below that."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    number = StringProperty("")


class NameGrid(Row, GridLayout):
    """So many names high as its box has *rows*."""

    ready = 6
    rows_high = NumericProperty(1)

    def cell(self) -> NameCell:
        return NameCell()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "number": str(self.lines.index(line) + 1) if line in self.lines else "",
            "target": line.target,
            "text": line.title,
            "touch": line.touch,
        }


load_kv(__file__)
