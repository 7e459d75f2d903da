"""A category: its photographs, what it parts into, and what of it is here in a size."""

from kivy.properties import AliasProperty, BooleanProperty

from kiosk.screens import cards, doors, names, seated  # noqa: F401 - their rules
from kiosk.screens.areas import ListAreas, list_areas
from kiosk.screens.turning import AroundPage
from touchpoint.ui.kv import load_kv

#: Columns of words: beside a portrait page's photographs there is more room than before them.
_PORTRAIT, _LANDSCAPE = 3, 2


class ListingPage(AroundPage):
    """What a category and a search share: a grid, sizes, a page's number."""

    #: Columns of words within seated reach, in portrait and in landscape.
    seated_words = seated.WORDS

    def columns(self, *_: object) -> int:
        if self.theme.seated:
            return seated.across(self.theme, self.seated_words)
        return _PORTRAIT if self.theme.portrait else _LANDSCAPE

    def rows_of_words(self) -> int:
        return -(-len(self.around.doors) // self.columns()) if self.around else 0

    def sizes_across(self, *_: object) -> int:
        """So many sizes stand side by side."""
        return 8

    def names_across(self, *_: object) -> int:
        return seated.across(self.theme, seated.NAMES)

    def photographs(self, *_: object) -> tuple[int, int]:
        """Columns and rows of them."""
        if not self.theme.seated:
            return 3, 2
        return seated.photographs(self.theme, len(self.around.cards) if self.around else 0)

    def _areas(self) -> ListAreas:
        raise NotImplementedError

    areas = AliasProperty(lambda self: self._areas(), None, bind=["theme", "around"], rebind=True)


class KioskListScreen(ListingPage):
    """A category."""

    #: Whether its name takes two lines in larger text.
    lengthy = BooleanProperty(defaultvalue=False)

    def sizes_across(self, *_: object) -> int:
        return 8 if self.theme.portrait or self.theme.seated else 4

    def _areas(self) -> ListAreas:
        sizes, photos = (len(self.around.sizes), len(self.around.cards)) if self.around else (0, 0)
        if self.theme.seated:
            return seated.list_areas(self.theme, self.rows_of_words(), min(1, sizes), photos)
        rows = -(-sizes // self.sizes_across())
        return list_areas(self.theme, self.rows_of_words(), rows)


load_kv(__file__)
