"""What a finger may touch: an area with a name, a meaning and an answer within one frame."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.relativelayout import RelativeLayout

from touchpoint.touches import Touch
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed


class Touchable(ButtonBehavior, Themed, RelativeLayout):
    """Sends *touch* by `on_act` when released inside. *target* is its name for tests."""

    target = StringProperty("")
    text = StringProperty("")
    touch = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._meant: Touch | None = None
        super().__init__(**kwargs)

    def on_touch_down(self, touch: Any) -> bool:
        # A disabled relative layout takes touches elsewhere: it compares its place with theirs
        # after it has made them its own.
        return False if self.disabled else bool(super().on_touch_down(touch))

    def on_press(self) -> None:
        # What the finger saw counts, whatever is shown here when it is lifted.
        self._meant = self.touch

    def on_release(self) -> None:
        if self._meant is not None:
            self.dispatch("on_act", self._meant)


class PrimaryAction(Touchable):
    """The one thing to do next: a bar of accent."""


class SecondaryAction(Touchable):
    """What may be done as well: a bar of paper within a line."""


class QuietAction(Touchable):
    """A word that can be touched, with a rule below it."""


load_kv(__file__)
