"""Where looking around begins: the season's lookbooks, the categories, a search."""

from kivy.properties import AliasProperty

from kiosk.screens import cards, doors, names, seated  # noqa: F401 - their rules
from kiosk.screens.areas import HomeAreas, home_areas
from kiosk.screens.turning import AroundPage
from touchpoint.touches import OpenSearch
from touchpoint.ui import action_row  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv


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
        services, search = int(bool(shown.services)), bool(shown.search)
        if self.theme.seated:
            rows = -(-words // self.columns())
            return seated.home_areas(self.theme, photos, rows, services)
        return home_areas(self.theme, photos, -(-words // 2), services, search=search)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
