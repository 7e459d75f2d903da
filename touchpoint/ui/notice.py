"""A line that stands over every page for a moment: what went wrong, and what can be done."""

from kivy.properties import StringProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class NoticeBand(Themed, FloatLayout):
    """Nothing at all while *text* is empty."""

    text = StringProperty("")


load_kv(__file__)
