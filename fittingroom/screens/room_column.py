"""The garments of the room, small, beside the one in focus."""

from collections.abc import Mapping
from typing import Any

from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import ShowGarment
from touchpoint.ui.garment_page import Thumb
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row


class RoomThumb(Thumb):
    """A garment of the room; *line* is a `RoomGarment`."""


class RoomColumn(Row, BoxLayout):
    """Empty when the garment in focus is the only one."""

    ready = 3

    def on_lines(self, *_: object) -> None:
        self.fill(self.lines if len(self.lines) > 1 else ())

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
