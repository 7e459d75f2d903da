"""The mirror before a touch: what this room reads, and that something may be shown."""

from kivy.properties import BooleanProperty, ObjectProperty

from touchpoint.ui.kv import load_kv
from touchpoint.ui.rest_page import RestPage


class MirrorWelcomeScreen(RestPage):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)


load_kv(__file__)
