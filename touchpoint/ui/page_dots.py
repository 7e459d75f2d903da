"""Which of several photographs is shown: one mark for each, the shown one longer."""

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

from touchpoint.ui.themed import Themed

_DOT, _LONG, _GAP = 8, 32, 12


class PageDots(Themed, Widget):
    """*count* marks in the middle of its box, none for a single one; *held* while a finger is."""

    count = NumericProperty(0)
    shown = NumericProperty(0)
    held = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("count", "shown", "held", "theme", "pos", "size"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        if self.count < 2:
            return
        px, palette = self.theme.px, self.theme.palette
        # Kivy's center_x may still be that of the place before.
        middle, level = self.x + self.width / 2, self.y + self.height / 2
        x = round(middle - px(_LONG + (self.count - 1) * (_DOT + _GAP)) / 2)
        with self.canvas:
            for place in range(int(self.count)):
                here = place == self.shown
                Color(*(palette.line if not here else palette.accent if self.held else palette.ink))
                wide = px(_LONG if here else _DOT)
                Rectangle(pos=(x, round(level - px(_DOT) / 2)), size=(wide, px(_DOT)))
                x += wide + px(_GAP)
