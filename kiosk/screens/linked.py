"""The line over every page of a visit that is linked to a card, and the way back."""

from kivy.properties import ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.touches import Unlink
from touchpoint.ui import words  # noqa: F401 - their rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


class UnlinkAction(Touchable):
    """A word as high as the plate it stands in."""


class LinkedPlate(Themed, FloatLayout):
    """*line* is a `LinkLine`; nothing at all without one. Pages leave its corner free."""

    line = ObjectProperty(None, allownone=True, rebind=True)
    unlink = Unlink()


load_kv(__file__)
