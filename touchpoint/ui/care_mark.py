"""A care symbol, drawn, beside what it means."""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Ellipse, Rectangle, SmoothLine
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.care_shapes import Shape, shape
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed

_STROKE, _DOT, _LETTER = 0.032, 0.09, 0.34


class CareDrawing(Themed, Widget):
    """*symbol* in the square of its width."""

    symbol = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("symbol", "theme", "pos", "size"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        if not self.symbol:
            return
        drawn = shape(self.symbol)
        with self.canvas:
            Color(*self.theme.palette.ink)
            self._lines(drawn)
            side = self.width * _DOT
            for point in drawn.dots:
                x, y = self._at(point)
                Ellipse(pos=(x - side / 2, y - side / 2), size=(side, side))
            if drawn.letters:
                self._letters(drawn)

    def _lines(self, drawn: Shape) -> None:
        stroke = max(1.0, self.width * _STROKE / 2)
        for line in drawn.lines:
            SmoothLine(points=[c for p in line for c in self._at(p)], width=stroke)
        for x, y, radius in drawn.circles:
            SmoothLine(circle=(*self._at((x, y)), radius * self.width), width=stroke)

    def _letters(self, drawn: Shape) -> None:
        core = CoreLabel(
            text=drawn.letters,
            font_name=self.theme.faces.strong,
            font_size=self.width * _LETTER,
            color=(1, 1, 1, 1),
        )
        core.refresh()
        x, y = self._at((0.5, drawn.middle))
        width, height = core.texture.size
        place = (round(x - width / 2), round(y - height / 2))
        Rectangle(texture=core.texture, pos=place, size=core.texture.size)

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.x + point[0] * self.width, self.y + point[1] * self.width


class CareLine(Themed, BoxLayout):
    """*line* is a `CareMark`."""

    line = ObjectProperty(None, allownone=True, rebind=True)


class CareList(Themed, GridLayout):
    """*block* is `CareMarks`."""

    block = ObjectProperty(None)

    def on_block(self, *_: object) -> None:
        self.clear_widgets()
        for mark in self.block.marks:
            self.add_widget(CareLine(theme=self.theme, line=mark))


load_kv(__file__)
