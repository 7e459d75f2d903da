"""Whether this visit may be linked to a card: plain words, and two answers that look alike."""

from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import Done
from touchpoint.ui import masthead, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import SecondaryAction


class ConsentAction(SecondaryAction):
    """*answer* is a `ConsentAnswer`."""

    answer = ObjectProperty(None, allownone=True, rebind=True)


class KioskConsentScreen(Themed, FloatLayout):
    """*asked* is a `ConsentView`, as *view* has it; the answers lie low, for whoever sits."""

    view = ObjectProperty(None, allownone=True, rebind=True)
    complete = BooleanProperty(defaultvalue=True)
    asked = ObjectProperty(None, allownone=True, rebind=True)
    done = Done()

    def on_view(self, _page: object, view: Any) -> None:
        self.asked = view.consent if view else None


load_kv(__file__)
