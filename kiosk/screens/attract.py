"""The kiosk at rest: the season's photograph, and what to do with a garment."""

from kivy.properties import BooleanProperty, ObjectProperty

from touchpoint.ui.kv import load_kv
from touchpoint.ui.rest_page import RestPage


class KioskAttractScreen(RestPage):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)


load_kv(__file__)
