"""Two arrows that leaf through a garment's photographs from below, where a finger reaches them."""

from kivy.properties import NumericProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import ShowPhoto
from touchpoint.ui import page_dots  # noqa: F401 - used in the rules
from touchpoint.ui.arrow import ArrowCell  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class PhotoTurner(Themed, FloatLayout):
    """Which of *count* photographs is *shown*; nothing for a single one."""

    count = NumericProperty(0)
    shown = NumericProperty(0)

    def leads(self, by: int, shown: float, count: float) -> ShowPhoto | None:
        """What an arrow means; nothing where no photograph lies that way."""
        there = int(shown) + by
        return ShowPhoto(there) if 0 <= there < count else None


load_kv(__file__)
