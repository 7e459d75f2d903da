"""The kiosk's window: shows the page that fits the view, and hands touches on."""

from collections.abc import Mapping
from typing import Any

from kiosk.screens.attract import KioskAttractScreen
from kiosk.screens.code import KioskCodeScreen
from kiosk.screens.garment import KioskGarmentScreen
from kiosk.screens.home import KioskHomeScreen
from kiosk.screens.listed import KioskListScreen
from kiosk.screens.look import KioskLookScreen
from kiosk.screens.search import KioskSearchScreen
from kiosk.screens.waiting import KioskWaitingScreen
from kiosk.screens.wishes import KioskWishesScreen
from touchpoint.ui.shell import ShellApp


class KioskApp(ShellApp):
    """`show(view)` takes a `KioskView`; *actions* is called with what a finger meant."""

    title = "Parcours kiosk"

    def pages(self) -> Mapping[str, Any]:
        return {
            "rest": KioskAttractScreen(),
            "garment": KioskGarmentScreen(),
            "home": KioskHomeScreen(),
            "list": KioskListScreen(),
            "search": KioskSearchScreen(),
            "look": KioskLookScreen(),
            "wishes": KioskWishesScreen(),
            "code": KioskCodeScreen(),
            "waiting": KioskWaitingScreen(),
        }
