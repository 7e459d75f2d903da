"""A page's number between two arrows, and the finger that swipes to the next one."""

from typing import Any

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.floatlayout import FloatLayout

from kiosk.screens import list_word  # noqa: F401 - its rules
from touchpoint.touches import Back, Done, Touch, TurnPage
from touchpoint.ui import arrow, masthead, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.themed import Themed

#: Design pixels that a finger goes sideways before it is a swipe.
_SWIPE = 96


class PageTurner(Themed, FloatLayout):
    """*turner* is a `Turner`; nothing where there is one page only."""

    turner = ObjectProperty(None, allownone=True, rebind=True)


class BrandLine(Themed, FloatLayout):
    """The brand's name, and the mark that the store's computer is away."""

    away = StringProperty("")


class AroundPage(Themed, FloatLayout):
    """What the pages of looking around share: a way back, an end, languages, and the swipe.

    A swipe that begins on *sweep* turns the page; the new one comes from the side it was drawn in.
    """

    view = ObjectProperty(None, allownone=True, rebind=True)
    around = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    sweep = ObjectProperty(None, allownone=True)
    #: Where the way back stands.
    foot = ListProperty([0, 0])
    #: Where the room for the languages begins, where that is not beside the way back.
    side = NumericProperty(0)
    #: Whether the wish list's word stands at its side, or below it.
    list_beside = BooleanProperty(defaultvalue=True)
    #: How far the page still has to come.
    shift = NumericProperty(0)
    back, done = Back(), Done()

    def __init__(self, **kwargs: Any) -> None:
        self._by = 0
        super().__init__(**kwargs)

    def on_view(self, _page: object, view: Any) -> None:
        before, self.around = self.around, view.around if view else None
        if self._by and before != self.around:
            ease(self, self.theme, "shift", self.theme.px(72) * self._by, 0.0)
        self._by = 0

    def pass_on(self, child: object, touch: Touch) -> None:
        self._by = touch.by if isinstance(touch, TurnPage) else 0
        super().pass_on(child, touch)

    def on_touch_down(self, touch: Any) -> bool:
        if self.sweep is not None and self.sweep.collide_point(*touch.pos):
            touch.ud[self] = touch.pos
        return bool(super().on_touch_down(touch))

    def on_touch_up(self, touch: Any) -> bool:
        start = touch.ud.get(self)
        if touch.grab_current is not None or start is None:
            return bool(super().on_touch_up(touch))
        across, along = touch.x - start[0], touch.y - start[1]
        if abs(across) < max(self.theme.px(_SWIPE), 2 * abs(along)):
            return bool(super().on_touch_up(touch))
        self._let_go(touch)
        self.pass_on(self, TurnPage(-1 if across > 0 else 1))
        return True

    def _let_go(self, touch: Any) -> None:
        """What lies under a finger that swipes was not meant."""
        for held in tuple(touch.grab_list):
            widget = held()
            touch.ungrab(widget)
            if widget is not None:
                widget.state = "normal"


load_kv(__file__)
