"""A part of a page that scrolls when it is taller than its place, and is still when it is not."""

from kivy.properties import BooleanProperty
from kivy.uix.scrollview import ScrollView

from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class PanelScroll(Themed, ScrollView):
    """*overfull* when there is more than is seen; then a bar says where one is."""

    overfull = BooleanProperty(defaultvalue=False)


load_kv(__file__)
