"""The mirror's window: shows the page that fits the view, and hands touches on."""

from collections.abc import Mapping
from typing import Any

from fittingroom.screens.compare import MirrorCompareScreen
from fittingroom.screens.farewell import MirrorFarewellScreen
from fittingroom.screens.garment import MirrorGarmentScreen
from fittingroom.screens.off import MirrorOffScreen
from fittingroom.screens.room import MirrorRoomScreen
from fittingroom.screens.welcome import MirrorWelcomeScreen
from touchpoint.ui.shell import ShellApp


class MirrorApp(ShellApp):
    """`show(view)` takes a `MirrorView`; *actions* is called with what a finger meant."""

    title = "Parcours mirror"

    def pages(self) -> Mapping[str, Any]:
        welcome = MirrorWelcomeScreen()
        return {
            "rest": welcome,
            "invite": welcome,
            "room": MirrorRoomScreen(),
            "garment": MirrorGarmentScreen(),
            "compare": MirrorCompareScreen(),
            "farewell": MirrorFarewellScreen(),
            "off": MirrorOffScreen(),
        }
