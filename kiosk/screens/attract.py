"""The kiosk at rest: the season's photograph, what to do with a garment, and without one."""

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty

from touchpoint.touches import LookAround, OpenWishes
from touchpoint.ui import touchable  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.rest_page import RestPage


class KioskAttractScreen(RestPage):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    #: Of the bars below the words.
    wide = NumericProperty(0)
    around, wishes = LookAround(), OpenWishes()


load_kv(__file__)
