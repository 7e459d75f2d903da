"""Photographs in a grid, each with its words below: styles, lookbooks, categories."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.stacklayout import StackLayout

from kiosk.screens.areas import caption, large_caption
from kiosk.screens.seated import NUMBER
from touchpoint.ui import photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class StyleCard(Touchable):
    """*line* is a `Card`; a *large* one takes the photograph of the window's width.

    One that stands *alone* has its words in the middle, below its photograph. One that is not
    *named* has its *number* there, and its name elsewhere.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    large = BooleanProperty(defaultvalue=False)
    alone = BooleanProperty(defaultvalue=False)
    named = BooleanProperty(defaultvalue=True)
    number = StringProperty("")

    def _caption(self) -> float:
        if not self.named:
            return self.theme.px(NUMBER)
        return large_caption(self.theme) if self.large else caption(self.theme)

    #: Pixels below the photograph.
    caption = AliasProperty(_caption, None, bind=["theme", "large", "named"])

    def _sheet(self) -> tuple[float, float]:
        high = max(0.0, self.height - self.caption)
        return min(self.width, high * 3 / 4), min(high, self.width * 4 / 3)

    #: Width and height of a photograph, where there is none.
    sheet = AliasProperty(_sheet, None, bind=["size", "caption"])

    def file(self, *_: object) -> str:
        """The photograph's file; empty without one."""
        picture = self.line.picture if self.line else None
        return (picture.file if self.large else picture.thumb) if picture else ""


class CardGrid(Row, StackLayout):
    """So many columns and rows; cells stay where they are when there are fewer cards."""

    ready = 6
    cols = NumericProperty(3)
    rows = NumericProperty(2)
    large = BooleanProperty(defaultvalue=False)
    alone = BooleanProperty(defaultvalue=False)
    named = BooleanProperty(defaultvalue=True)

    def _cell_size(self) -> tuple[float, float]:
        gap = self.theme.gutter
        wide = (self.width - (self.cols - 1) * gap) // max(1, self.cols)
        high = (self.height - (self.rows - 1) * gap) // max(1, self.rows)
        return max(0.0, wide), max(0.0, high)

    cell_size = AliasProperty(_cell_size, None, bind=["size", "theme", "cols", "rows"])

    def cell(self) -> StyleCard:
        made = StyleCard(size=self.cell_size, large=self.large, alone=self.alone)
        made.named = self.named
        self.bind(cell_size=made.setter("size"))
        for name in ("large", "alone", "named"):
            self.fbind(name, made.setter(name))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {
            "line": line,
            "number": str(self.lines.index(line) + 1) if line in self.lines else "",
            "target": line.target if self.named else "",
            "text": line.title,
            "touch": line.touch,
        }

    def on_named(self, *_: object) -> None:
        for cell in self.children:
            cell.target = cell.line.target if self.named else ""


load_kv(__file__)
