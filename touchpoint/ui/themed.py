"""What every widget of ours shares: a theme coming in, a touch going out."""

from kivy.event import EventDispatcher
from kivy.properties import ObjectProperty

from touchpoint.touches import Touch
from touchpoint.ui.theme import PLAIN


class Themed(EventDispatcher):
    """Properties come in from above, `on_act` carries a touch's meaning upwards."""

    theme = ObjectProperty(PLAIN, rebind=True)
    __events__ = ("on_act",)

    def on_act(self, touch: Touch) -> None:
        """A touch with a meaning; the default does nothing."""

    def pass_on(self, _child: object, touch: Touch) -> None:
        """Hand a child's touch to whoever is above."""
        self.dispatch("on_act", touch)
