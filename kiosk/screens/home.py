"""Where looking around begins: the season's lookbooks, the categories, a search."""

from kivy.properties import AliasProperty

from kiosk.screens import cards, doors  # noqa: F401 - their rules
from kiosk.screens.areas import HomeAreas, home_areas
from kiosk.screens.turning import AroundPage
from touchpoint.touches import OpenSearch
from touchpoint.ui import action_row  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv


class KioskHomeScreen(AroundPage):
    search = OpenSearch()

    def _areas(self) -> HomeAreas:
        shown = self.around
        if shown is None:
            return home_areas(self.theme, 0, 0, search=True)
        rows, services = -(-len(shown.doors) // 2), int(bool(shown.services))
        search = bool(shown.search)
        return home_areas(self.theme, len(shown.cards), rows, services, search=search)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
