"""The parts of a garment's page that open when they are touched, by their names."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from touchpoint.touches import ClosePart, OpenPart
from touchpoint.ui import touchable  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class PartCell(Touchable):
    """A part's name; *line* is a `Part`, the open one stands on a stronger rule."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    open = BooleanProperty(defaultvalue=False)


class PartIndex(Row, GridLayout):
    """All parts; *opened* is the name of the one that is read, which another touch closes."""

    opened = StringProperty("", allownone=True)
    ready = 6

    def cell(self) -> PartCell:
        return PartCell()

    def said(self, line: Any) -> Mapping[str, object]:
        there = line.name == self.opened
        return {
            "line": line,
            "target": f"part.{line.name}",
            "text": line.label,
            "open": there,
            "touch": ClosePart() if there else OpenPart(line.name),
        }

    def on_opened(self, *_: object) -> None:
        for cell in self.children:
            for name, value in self.said(cell.line).items():
                setattr(cell, name, value)


load_kv(__file__)
