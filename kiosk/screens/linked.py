"""The line over every page of a visit that is linked to a card, and the way back."""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.properties import ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import Unlink
from touchpoint.ui import words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.theme import Theme
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class UnlinkAction(Touchable):
    """A word as high as the plate it stands in."""


class LinkedPlate(Themed, FloatLayout):
    """*line* is a `LinkLine`; nothing at all without one. Pages leave its corner free.

    For who sits the way back is below, where pages leave what `taken` says.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    unlink = Unlink()

    def taken(self, theme: Theme, line: Any) -> float:
        """Pixels of the lowest row that the way back takes there for *line*."""
        if line is None or not line.unlink or not theme.seated:
            return 0.0
        face = CoreLabel(font_name=theme.faces.text, font_size=theme.pt(24))
        return max(face.get_extents(line.unlink)[0], theme.px(56)) + theme.px(40)


load_kv(__file__)
