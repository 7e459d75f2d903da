"""The wish list: what was kept, and the code by which it goes along."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
)
from kivy.uix.relativelayout import RelativeLayout
from kivy.uix.stacklayout import StackLayout

from kiosk.screens import code_words, qr, seated  # noqa: F401 - their rules
from kiosk.screens.forgetful import ForgetfulPage
from kiosk.screens.side_areas import WishAreas, wish_areas
from touchpoint.ui import photo, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.themed import Themed


class WishCell(Themed, RelativeLayout):
    """*line* is a `WishRow`; what takes it off stands *beside* its name, or below."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    beside = BooleanProperty(defaultvalue=False)
    mark = BooleanProperty(defaultvalue=False)


class WishGrid(Row, StackLayout):
    """Nothing is left in a cell that is not shown."""

    cell_size = ListProperty([0, 0])
    gap = NumericProperty(0)
    beside = BooleanProperty(defaultvalue=False)

    def cell(self) -> WishCell:
        made = WishCell(size=self.cell_size, beside=self.beside)
        self.bind(cell_size=made.setter("size"), beside=made.setter("beside"))
        return made

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line}

    def on_lines(self, *args: object) -> None:
        super().on_lines(*args)
        for cell in self._idle:
            cell.line = None


class KioskWishesScreen(ForgetfulPage):
    def _areas(self) -> WishAreas:
        count = len(self.around.rows) if self.around else 0
        turner = self.around.turner if self.around else None
        turned = bool(turner and (turner.back or turner.on))
        areas = seated.wish_areas if self.theme.seated else wish_areas
        return areas(self.theme, count, turned=turned)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
