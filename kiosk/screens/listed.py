"""A category: its photographs, what it parts into, and what of it is here in a size."""

from kivy.properties import AliasProperty, BooleanProperty

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

    def rows_of_words(self) -> int:
        return -(-len(self.around.doors) // self.columns()) if self.around else 0

    def sizes_across(self, *_: object) -> int:
        """So many sizes stand side by side."""
        return 8

    def _areas(self) -> ListAreas:
        raise NotImplementedError

    areas = AliasProperty(lambda self: self._areas(), None, bind=["theme", "around"], rebind=True)


class KioskListScreen(ListingPage):
    """A category."""

    #: Whether its name takes two lines in larger text.
    lengthy = BooleanProperty(defaultvalue=False)

    def sizes_across(self, *_: object) -> int:
        return 8 if self.theme.portrait else 4

    def _areas(self) -> ListAreas:
        sizes = len(self.around.sizes) if self.around else 0
        rows = -(-sizes // self.sizes_across())
        return list_areas(self.theme, self.rows_of_words(), rows)


load_kv(__file__)
