"""The kiosk with a garment: its page, photograph first."""

from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.screens import list_word  # noqa: F401 - its rules
from touchpoint.touches import Back, Done, LookAround
from touchpoint.ui.garment_page import GarmentPage  # noqa: F401 - used in the rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class KioskGarmentScreen(Themed, FloatLayout):
    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=False)
    #: Back to where it was found, else an end.
    back, done = Back(), Done()
    #: From a garment that has no page to those that have one.
    around = LookAround()

    def on_view(self, _screen: object, view: Any) -> None:
        if view and view.sheet:
            self.ids.page.expect(view.sheet, beside=False)


load_kv(__file__)
