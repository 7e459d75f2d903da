"""The sheet that rises when another size or colour is chosen: one question, one answer."""

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.ui import touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class AskSheet(Themed, BoxLayout):
    """*ask* is an `Ask`."""

    ask = ObjectProperty(None, allownone=True, rebind=True)


load_kv(__file__)
