"""A garment's page, shared by both places: photograph first, then what is read and touched."""

from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.floatlayout import FloatLayout

from touchpoint.ui import (  # noqa: F401 - their rules
    action_row,
    masthead,
    page_dots,
    panel_scroll,
    part_index,
    part_sheet,
    photo_pages,
    photo_turner,
    rating_mark,
    reading,
    row,
    swing_tag,
    where_word,
)
from touchpoint.ui.geometry import GarmentAreas, garment_areas
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class Thumb(Touchable):
    """A small photograph in the column beside the large one; *chosen* has a bar at its side."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    file = StringProperty("")
    chosen = BooleanProperty(defaultvalue=False)


class GarmentPage(Themed, FloatLayout):
    """*sheet* is a `GarmentSheet`; *shift* is how far the photograph still has to come."""

    sheet = ObjectProperty(None, allownone=True, rebind=True)
    shift = NumericProperty(0)
    #: Whether anything stands in the column at the photograph's side.
    beside = BooleanProperty(defaultvalue=False)
    #: Pixels of the photograph's lower edge that it leaves to something else.
    foot = NumericProperty(0)
    #: Whether there is more than one photograph.
    leafed = BooleanProperty(defaultvalue=False)
    away = StringProperty("")
    languages = ListProperty()
    #: Rows of words below the panel, and pixels of the upper one that are taken.
    footers = NumericProperty(1)
    side = NumericProperty(0)
    #: Heights above the panel's foot that a sheet may rise to without cutting a row in two.
    floors = ListProperty([0, 0, 0])
    #: Up to where something lies over the panel.
    risen = NumericProperty(0)
    #: Where a part that is read ends.
    lowest = NumericProperty(0)
    #: True while something is asked in the place of what is touched.
    hushed = BooleanProperty(defaultvalue=False)
    #: False while something lies over the text.
    reading_shown = BooleanProperty(defaultvalue=True)
    #: True once the photograph is there too.
    complete = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: Any) -> None:
        self._sheet: Any = None
        self._coming = False
        self._come_in = Clock.create_trigger(self._come, -1)
        super().__init__(**kwargs)
        self.fbind("complete", self._come_in)

    def _areas(self) -> GarmentAreas:
        return garment_areas(
            self.theme,
            beside=self.beside,
            foot=self.foot,
            leafed=self.leafed,
            footers=int(self.footers),
        )

    areas = AliasProperty(
        _areas, None, bind=["theme", "beside", "foot", "leafed", "footers"], rebind=True, cache=True
    )

    def _laid_over(self) -> bool:
        opened = bool(self.sheet and self.sheet.opened)
        return opened and bool(self.theme.seated) and bool(self.theme.portrait)

    #: Whether what is read lies over all that is touched, because it is to be within reach.
    laid_over = AliasProperty(_laid_over, None, bind=["theme", "sheet"])

    def beyond(self, room: float, needed: float) -> float:
        """Pixels of the panel that lie below what is seen of it."""
        return max(0.0, needed - room)

    def expect(self, sheet: Any, *, beside: bool) -> None:
        """Ask for the photograph of *sheet*, which is to be shown now, before all else."""
        self.beside, self.leafed = beside, len(sheet.pictures) > 1
        self.ids.pages.leaf = (sheet.pictures, sheet.photo)

    def on_sheet(self, _page: object, sheet: Any) -> None:
        before, self._sheet = self._sheet, sheet
        if sheet and not (before and before.gtin == sheet.gtin):
            self._coming = True
            Animation.cancel_all(self, "shift")
            self._come_in()

    def _come(self, *_: object) -> None:
        """The photograph comes in once it is there: frames without it would only delay it."""
        if self._coming and self.complete:
            self._coming = False
            ease(self, self.theme, "shift", self.theme.px(72), 0.0)

    def chosen(self, sheet: Any) -> str:
        """Colour and size, unless the rows below say them and a promotion needs the room."""
        if sheet is None or (sheet.until and len(sheet.colours) > 1):
            return ""
        return " · ".join(part for part in (sheet.colour, sheet.size) if part)

    def opened(self, sheet: Any) -> Any:
        """The part of *sheet* that is read, if any."""
        parts = sheet.parts if sheet else ()
        return next((part for part in parts if part.name == sheet.opened), None)


load_kv(__file__)
