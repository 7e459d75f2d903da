"""The kiosk's window: shows the page that fits the view, and hands touches on."""

from collections.abc import Mapping
from typing import Any

from kiosk.screens.attract import KioskAttractScreen
from kiosk.screens.code import KioskCodeScreen
from kiosk.screens.consent import KioskConsentScreen
from kiosk.screens.garment import KioskGarmentScreen
from kiosk.screens.home import KioskHomeScreen
from kiosk.screens.linked import LinkedPlate
from kiosk.screens.listed import KioskListScreen
from kiosk.screens.look import KioskLookScreen
from kiosk.screens.search import KioskSearchScreen
from kiosk.screens.waiting import KioskWaitingScreen
from kiosk.screens.wishes import KioskWishesScreen
from touchpoint.ui.shell import Shell, ShellApp


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
            "consent": KioskConsentScreen(),
        }

    def build(self) -> Shell:
        shell = super().build()
        self._linked = LinkedPlate(on_act=shell.pass_on, theme=shell.theme)
        shell.add_widget(self._linked)
        return shell

    def _show(self, view: Any) -> None:
        super()._show(view)
        self._linked.line = view.linked

    def recover(self, error: Exception) -> bool:
        self._linked.line = None
        return super().recover(error)
