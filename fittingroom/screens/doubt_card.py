"""The question about a garment that may as well hang next door, and its two answers."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from touchpoint.ui import photo, touchable, words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed

#: Seconds for which a new question takes no answer: a finger on its way meant something else.
HELD_BACK = 0.4


class DoubtCard(Themed, BoxLayout):
    """*doubt* is a `Doubt`; *asking* once an answer counts; *ruled* off from what lies above."""

    doubt = ObjectProperty(None, allownone=True, rebind=True)
    asking = BooleanProperty(defaultvalue=False)
    ruled = BooleanProperty(defaultvalue=True)

    def __init__(self, **kwargs: Any) -> None:
        self._tag = ""
        self._ask = Clock.create_trigger(self._asked, HELD_BACK)
        super().__init__(**kwargs)

    def on_doubt(self, _card: object, doubt: Any) -> None:
        tag = doubt.garment.tag if doubt else ""
        if tag != self._tag:
            self._tag, self.asking = tag, False
            self._ask.cancel()
            self._ask()

    def _asked(self, *_: object) -> None:
        self.asking = bool(self._tag)


load_kv(__file__)
