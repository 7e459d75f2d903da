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
        words = len(shown.doors) if shown else 0
        services = bool(shown and shown.services)
        return home_areas(
            self.theme, len(shown.cards) if shown else 0, -(-words // 2), int(services)
        )

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)


load_kv(__file__)
