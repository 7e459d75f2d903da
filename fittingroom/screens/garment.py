"""The mirror with a garment in focus: its page, the room beside it, and what is asked for below."""

from typing import Any

from kivy.properties import AliasProperty, BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from fittingroom.screens import (  # noqa: F401 - their rules
    ask_sheet,
    doubt_card,
    request_card,
    room_column,
)
from touchpoint.touches import Back, Done, NotMine
from touchpoint.ui.garment_page import GarmentPage  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.themed import Themed


class MirrorGarmentScreen(Themed, FloatLayout):
    """*lift* is how far the sheet below has risen, *asked* how far the question has come out.

    The photograph makes way for it at once: each size on the way would be decoded anew.
    """

    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=False)
    lift = NumericProperty(1)
    asked = NumericProperty(1)
    back, done = Back(), Done()

    def _docked(self) -> bool:
        return bool(self.view and (self.view.ask or self.view.requests))

    def _doubted(self) -> bool:
        return bool(self.view and self.view.doubt)

    def _lowered(self) -> bool:
        return bool(self.theme.seated and self.theme.portrait)

    #: Whether the question lies over the page's lower half, to be within reach.
    lowered = AliasProperty(_lowered, None, bind=["theme"], cache=True)
    doubted = AliasProperty(_doubted, None, bind=["view"], cache=True)
    docked = AliasProperty(_docked, None, bind=["view"], cache=True)

    def on_view(self, _screen: object, view: Any) -> None:
        if view and view.sheet:
            self.ids.page.expect(view.sheet, beside=len(view.room) > 1)

    def on_docked(self, _screen: object, docked: Any) -> None:
        if docked:
            ease(self, self.theme, "lift", 0.0, 1.0)

    def on_doubted(self, _screen: object, doubted: Any) -> None:
        if doubted:
            ease(self, self.theme, "asked", 0.0, 1.0)

    def rise(self, need: float, floors: list[float]) -> float:
        """How high the sheet stands: as little as it needs, and never across a row of the page."""
        return next((floor for floor in floors if floor >= need), need)

    def disown(self, view: Any) -> NotMine | None:
        """The touch that says the garment in focus is a neighbour's; nothing for an offer."""
        hangs = view and view.sheet and any(view.sheet.gtin == line.gtin for line in view.room)
        return NotMine(view.sheet.gtin) if hangs else None


load_kv(__file__)
