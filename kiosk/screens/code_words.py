"""What a code is for, and what this screen learns by it."""

from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class CodeWords(Themed, BoxLayout):
    """*code* is a `Code`."""

    code = ObjectProperty(None, allownone=True, rebind=True)


load_kv(__file__)
