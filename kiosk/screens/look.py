"""One page of a lookbook, edge to edge: a spot on each garment, its name below."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, BooleanProperty, ListProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.screens import cards, names, seated  # noqa: F401 - their rules
from kiosk.screens.areas import LookAreas, look_areas
from kiosk.screens.turning import AroundPage
from touchpoint.ui import photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class SpotCell(Touchable):
    """A number in a circle on a garment."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class SpotLayer(Row, FloatLayout):
    """Spots where the photograph's *frame* has them; none while it is not there."""

    ready = 4
    named = BooleanProperty(defaultvalue=True)
    frame = ListProperty([0, 0, 0, 0])

    def cell(self) -> SpotCell:
        return SpotCell()

    def said(self, line: Any) -> Mapping[str, object]:
        target = f"spot.{line.style}" if self.named else ""
        return {"line": line, "target": target, "text": line.title, "touch": line.touch}

    def on_lines(self, *args: object) -> None:
        super().on_lines(*args)
        self.on_frame()

    def on_named(self, *_: object) -> None:
        for cell in self.children:
            cell.target = f"spot.{cell.line.style}" if self.named else ""

    def on_frame(self, *_: object) -> None:
        x, y, width, height = self.frame
        self.opacity = 1 if width else 0
        for cell in self.children:
            cell.disabled = not width
            cell.center = x + cell.line.x * width, y + (1 - cell.line.y) * height


class CaptionCell(Touchable):
    """A garment of the look: its number on the photograph, its name and its price."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class CaptionGrid(Row, GridLayout):
    """All garments of the look that this store sells."""

    ready = 4

    def cell(self) -> CaptionCell:
        return CaptionCell()

    def said(self, line: Any) -> Mapping[str, object]:
        target = f"style.{line.style}"
        return {"line": line, "target": target, "text": line.title, "touch": line.touch}


class KioskLookScreen(AroundPage):
    def _areas(self) -> LookAreas:
        shown = self.around
        captions, photos = (len(shown.captions), len(shown.cards)) if shown else (0, 0)
        if self.theme.seated:
            return seated.look_areas(self.theme, captions, photos)
        return look_areas(self.theme, captions)

    def columns(self, *_: object) -> int:
        """Of names beside or below the photograph."""
        return 2 if self.theme.portrait or self.theme.seated else 1

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)

    def spots(self, around: Any) -> list[Any]:
        return [worn for worn in around.captions if worn.x is not None] if around else []


load_kv(__file__)
