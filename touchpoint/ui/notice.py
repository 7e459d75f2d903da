"""A line above every page for a moment: what went wrong, and what can be done."""

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.theme import Theme
from touchpoint.ui.themed import Themed


class NoticeBand(Themed, FloatLayout):
    """Nothing at all while *text* is empty; *beside* a garment's text, over its photograph only."""

    text = StringProperty("")
    beside = BooleanProperty(defaultvalue=False)

    def tall(self, theme: Theme) -> float:
        """Its height in pixels, which pages leave free by `Theme.below`."""
        return theme.px(96)


load_kv(__file__)
