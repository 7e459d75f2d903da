"""Where looking around begins: the season's lookbooks, the categories, a search."""

from collections.abc import Sequence

from kivy.core.text import Label as CoreLabel
from kivy.properties import AliasProperty

from kiosk.screens import cards, doors, names, seated  # noqa: F401 - their rules
from kiosk.screens.areas import HomeAreas, home_areas
from kiosk.screens.turning import AroundPage
from touchpoint.touches import OpenSearch
from touchpoint.ui import action_row  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.views import Action

#: Of what is offered beside the wares.
_STEP = 26


class KioskHomeScreen(AroundPage):
    search = OpenSearch()

    def columns(self, *_: object) -> int:
        """Of words."""
        return seated.across(self.theme, seated.WORDS) if self.theme.seated else 2

    def _areas(self) -> HomeAreas:
        shown = self.around
        if shown is None:
            return home_areas(self.theme, 0, 0, search=True)
        words, photos = len(shown.doors), len(shown.cards)
        # How many rows what is offered takes follows from how wide it may be.
        services = self._rows(shown.services, self._laid(photos, words, 1).services.width)
        return self._laid(photos, words, services)

    def _laid(self, photos: int, words: int, services: int) -> HomeAreas:
        if self.theme.seated:
            rows = -(-words // self.columns())
            return seated.home_areas(self.theme, photos, rows, services)
        search = bool(self.around and self.around.search)
        return home_areas(self.theme, photos, -(-words // 2), services, search=search)

    def _rows(self, lines: Sequence[Action], wide: float) -> int:
        """As an `ActionRow` of that width breaks them."""
        theme = self.theme
        face = CoreLabel(font_name=theme.faces.text, font_size=theme.pt(_STEP))
        rows, x = int(bool(lines)), 0.0
        for line in lines:
            across = max(face.get_extents(line.label)[0], theme.px(56))
            if x and x + across > wide:
                rows, x = rows + 1, 0.0
            x += across + theme.px(36)
        return rows

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
