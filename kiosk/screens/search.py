"""A search: what was typed, what was found so far, and the keyboard."""

from kiosk.screens import keyboard  # noqa: F401 - its rules
from kiosk.screens.areas import ListAreas, search_areas
from kiosk.screens.listed import ListingPage
from touchpoint.ui.kv import load_kv


class KioskSearchScreen(ListingPage):
    """Every letter is looked for at once."""

    def _areas(self) -> ListAreas:
        board = self.around.board if self.around else None
        # One more row than letters: the space, and what takes letters back.
        keys = len(board.rows) + 1 if board else 0
        sizes = int(bool(self.around and self.around.sizes))
        return search_areas(self.theme, self.rows_of_words(), keys, sizes)


load_kv(__file__)
