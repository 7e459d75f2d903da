"""Photographs in a grid, each with its words below: styles, lookbooks, categories."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.stacklayout import StackLayout

from kiosk.screens.areas import LARGE, caption
from touchpoint.ui import photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class StyleCard(Touchable):
    """*line* is a `Card`; a *large* one takes the photograph of the window's width.

    One that stands *alone* has its words in the middle, below its photograph.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    large = BooleanProperty(defaultvalue=False)
    alone = BooleanProperty(defaultvalue=False)

    def _caption(self) -> float:
        return self.theme.px(LARGE) if self.large else caption(self.theme)

    #: Pixels below the photograph.
    caption = AliasProperty(_caption, None, bind=["theme", "large"])

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

    def _cell_size(self) -> tuple[float, float]:
        gap = self.theme.gutter
        wide = (self.width - (self.cols - 1) * gap) // max(1, self.cols)
        high = (self.height - (self.rows - 1) * gap) // max(1, self.rows)
        return max(0.0, wide), max(0.0, high)

    cell_size = AliasProperty(_cell_size, None, bind=["size", "theme", "cols", "rows"])

    def cell(self) -> StyleCard:
        made = StyleCard(size=self.cell_size, large=self.large, alone=self.alone)
        self.bind(cell_size=made.setter("size"))
        self.bind(large=made.setter("large"), alone=made.setter("alone"))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.title, "touch": line.touch}


load_kv(__file__)
