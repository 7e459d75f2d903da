"""A search: what was typed, what was found so far, and the keyboard."""

from kiosk.screens import keyboard  # noqa: F401 - its rules
from kiosk.screens.listed import ListingPage
from touchpoint.ui.kv import load_kv


class KioskSearchScreen(ListingPage):
    """Every letter is looked for at once."""


load_kv(__file__)
