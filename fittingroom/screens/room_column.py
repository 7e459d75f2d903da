"""The garments of the room, small, beside the one in focus."""

from kivy.properties import ListProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.touches import ShowGarment
from touchpoint.ui.garment_page import Thumb
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import refill
from touchpoint.ui.themed import Themed


class RoomThumb(Thumb):
    """A garment of the room; *line* is a `RoomGarment`."""


class RoomColumn(Themed, BoxLayout):
    """Empty when the garment in focus is the only one."""

    lines = ListProperty()

    def on_lines(self, *_: object) -> None:
        several = self.lines if len(self.lines) > 1 else ()
        refill(self, several, lambda line: RoomThumb(
            theme=self.theme, line=line, target=f"garment.{line.gtin}",
            text=line.title, touch=ShowGarment(line.gtin),
        ))  # fmt: skip


load_kv(__file__)
