"""The garments of the room, small, beside the one in focus."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import NumericProperty
from kivy.uix.gridlayout import GridLayout

from touchpoint.touches import ShowGarment
from touchpoint.ui.garment_page import Thumb
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.theme import Theme


class RoomThumb(Thumb):
    """A garment of the room; *line* is a `RoomGarment`."""


class RoomColumn(Row, GridLayout):
    """Empty when the garment in focus is the only one.

    Where it stands beside the photograph it has *room* pixels, of which *each* has its part.
    """

    ready = 3
    room = NumericProperty(0)
    each = NumericProperty(0)

    def on_lines(self, *_: object) -> None:
        self.fill(self.lines if len(self.lines) > 1 else ())

    def across(self, theme: Theme, count: int) -> int:
        """A column; within seated reach a row, or two short columns at the screen's side."""
        if not theme.seated:
            return 1
        return max(1, count) if theme.portrait else 2

    def cell(self) -> RoomThumb:
        return RoomThumb()

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "target": f"garment.{line.gtin}",
            "text": line.title,
            "touch": ShowGarment(line.gtin),
        }


load_kv(__file__)
