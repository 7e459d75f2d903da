"""A category: its photographs, what it parts into, and what of it is here in a size."""

from kivy.properties import AliasProperty

from kiosk.screens import cards, doors  # noqa: F401 - their rules
from kiosk.screens.areas import ListAreas, list_areas
from kiosk.screens.turning import AroundPage
from touchpoint.ui.kv import load_kv

#: Columns of words: beside a portrait page's photographs there is more room than before them.
_PORTRAIT, _LANDSCAPE = 3, 2


class ListingPage(AroundPage):
    """What a category and a search share: a grid, sizes, a page's number."""

    def columns(self, *_: object) -> int:
        return _PORTRAIT if self.theme.portrait else _LANDSCAPE

    def _areas(self) -> ListAreas:
        shown = self.around
        words = len(shown.doors) if shown else 0
        # A keyboard has one more row than letters: space, and what takes letters back.
        keys = len(shown.board.rows) + 1 if shown and shown.board else 0
        sizes = bool(shown and shown.sizes)
        return list_areas(self.theme, -(-words // self.columns()), keys, sizes=sizes)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


class KioskListScreen(ListingPage):
    """A category."""


load_kv(__file__)
