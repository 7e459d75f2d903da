"""A search: what was typed, what was found so far, and the keyboard."""

from kivy.core.text import Label as CoreLabel

from kiosk.screens import keyboard, seated  # noqa: F401 - its rules
from kiosk.screens.areas import ListAreas, search_areas
from kiosk.screens.listed import ListingPage
from touchpoint.ui.kv import load_kv
from touchpoint.ui.theme import Theme

#: Of what was typed, in design pixels.
_STEPS = (72, 60, 48, 40, 34, 28, 22, 18)


class KioskSearchScreen(ListingPage):
    """Every letter is looked for at once; what was typed is forgotten with the page."""

    seated_words = seated.SEARCH_WORDS

    def names_across(self, *_: object) -> int:
        return 2

    def on_parent(self, _page: object, parent: object) -> None:
        if parent is None:
            self.view = None

    def step(self, text: str, width: float, theme: Theme) -> int:
        """The largest in which *text* is one line; asked anew each time, so that nothing keeps it.

        A headline would remember how wide it was.
        """
        for step in _STEPS:
            core = CoreLabel(font_name=theme.faces.display, font_size=theme.pt(step))
            if core.get_extents(text)[0] <= width:
                return step
        return _STEPS[-1]

    def _areas(self) -> ListAreas:
        board = self.around.board if self.around else None
        # One more row than letters: the space, and what takes letters back.
        keys = len(board.rows) + 1 if board else 0
        sizes = int(bool(self.around and self.around.sizes))
        turner = self.around.turner if self.around else None
        turned = bool(turner and (turner.back or turner.on))
        if self.theme.seated:
            photos = len(self.around.cards) if self.around else 0
            rows = self.rows_of_words()
            return seated.search_areas(self.theme, rows, keys, sizes, photos, turned=turned)
        return search_areas(self.theme, self.rows_of_words(), keys, sizes, turned=turned)


load_kv(__file__)
