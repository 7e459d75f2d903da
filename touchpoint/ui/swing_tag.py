"""The tag of a garment that has no page, hanging where its photograph would be."""

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.bars import bars, printed
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class Bars(Themed, Widget):
    """The bars of *gtin*, each a whole number of pixels wide, in the middle of its box."""

    gtin = StringProperty("")

    def on_gtin(self, *_: object) -> None:
        self._draw()

    def on_pos(self, *_: object) -> None:
        self._draw()

    def on_size(self, *_: object) -> None:
        self._draw()

    def on_theme(self, *_: object) -> None:
        self._draw()

    def _draw(self) -> None:
        self.canvas.clear()
        modules = bars(self.gtin)
        if not modules:
            return
        wide = max(1, int(self.width // len(modules)))
        start = self.x + (self.width - wide * len(modules)) // 2
        with self.canvas:
            Color(*self.theme.palette.ink)
            for place, module in enumerate(modules):
                if module == "1":
                    Rectangle(pos=(start + place * wide, self.y), size=(wide, self.height))


class SwingTag(Themed, FloatLayout):
    """The brand's name, and the number that was read: all that is known. Nothing without *gtin*.

    It is not *ours* when it came with a garment of another house.
    It is not *lettered* while something lies over it that would cut its letters.
    """

    gtin = StringProperty("")
    lettered = BooleanProperty(defaultvalue=True)
    ours = BooleanProperty(defaultvalue=True)

    def number(self, gtin: str) -> str:
        return printed(gtin) if gtin else ""


load_kv(__file__)
