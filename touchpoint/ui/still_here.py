"""The question before a time-out: a sheet over the page, answered by one touch."""

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import StillHere
from touchpoint.ui import touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class StillHereSheet(Themed, FloatLayout):
    """*view* is a `StillHereView`; a touch anywhere is an answer, what is left of it shrinks."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    lift = NumericProperty(1)
    answer = StillHere()


load_kv(__file__)
