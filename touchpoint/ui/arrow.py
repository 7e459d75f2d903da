"""An arrow that can be touched: to the page or the photograph that lies its way."""

from kivy.properties import NumericProperty

from touchpoint.ui.kv import load_kv
from touchpoint.ui.touchable import Touchable


class ArrowCell(Touchable):
    """An arrow to the *way* it leads: -1 to the left, 1 to the right; nothing without a touch."""

    way = NumericProperty(1)
    tip = NumericProperty(0)


load_kv(__file__)
