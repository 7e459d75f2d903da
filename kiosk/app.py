"""The kiosk's window: shows the page that fits the view, and hands touches on."""

from collections.abc import Mapping

from kiosk.screens.attract import KioskAttractScreen
from kiosk.screens.garment import KioskGarmentScreen
from touchpoint.ui.shell import ShellApp


class KioskApp(ShellApp):
    """`show(view)` takes a `KioskView`; *actions* is called with what a finger meant."""

    title = "Parcours kiosk"

    def pages(self) -> Mapping[str, KioskAttractScreen | KioskGarmentScreen]:
        return {"rest": KioskAttractScreen(), "garment": KioskGarmentScreen()}
