"""A mirror that is off: dark, with one word on how it is turned on."""

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.cabin import TurnOn
from touchpoint.ui import touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.palette import Rgba, luminance
from touchpoint.ui.theme import Theme
from touchpoint.ui.themed import Themed


class MirrorOffScreen(Themed, FloatLayout):
    """All of it is one touch target, in the darker of the brand's two colours."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    turn_on = TurnOn()

    def dark(self, theme: Theme) -> Rgba:
        return min(theme.palette.paper, theme.palette.ink, key=luminance)

    def light(self, theme: Theme) -> Rgba:
        return max(theme.palette.paper, theme.palette.ink, key=luminance)


load_kv(__file__)
