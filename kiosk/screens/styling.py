"""When a stylist is free: the days, and the times of one of them; one touch books it."""

from collections.abc import Mapping
from typing import Any

from kivy.properties import AliasProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.screens.forgetful import ForgetfulPage
from kiosk.screens.side_areas import StylingAreas, styling_areas
from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.row import Row
from touchpoint.ui.touchable import Touchable


class DayCell(Touchable):
    """*line* is an `Action`; the chosen one stands above a rule of ink."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class TimeCell(Touchable):
    """*line* is an `Action` in a frame of its own, since a touch on it is a promise."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class _Grid(Row, GridLayout):
    ready = 4

    def said(self, line: Any) -> Mapping[str, object]:
        return {"line": line, "target": line.target, "text": line.label, "touch": line.touch}


class DayGrid(_Grid):
    def cell(self) -> DayCell:
        return DayCell()


class TimeGrid(_Grid):
    def cell(self) -> TimeCell:
        return TimeCell()


class KioskStylingScreen(ForgetfulPage):
    def _areas(self) -> StylingAreas:
        around = self.around
        days, times = (len(around.days), len(around.times)) if around else (0, 0)
        return styling_areas(self.theme, days, times)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
