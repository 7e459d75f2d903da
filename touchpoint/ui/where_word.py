"""Where else a size is that is not here: a few words that lead to all that is known of it."""

from touchpoint.touches import OpenPart
from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.touchable import Touchable


class WhereWord(Touchable):
    """Nothing at all while *text* is empty; target `where`."""

    opens = OpenPart("where")


load_kv(__file__)
