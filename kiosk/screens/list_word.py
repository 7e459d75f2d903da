"""The word that leads to the wish list, as soon as something is on it."""

from touchpoint.touches import OpenWishes
from touchpoint.ui import touchable  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.touchable import QuietAction


class ListWord(QuietAction):
    """Nothing without a text."""

    wishes = OpenWishes()


load_kv(__file__)
