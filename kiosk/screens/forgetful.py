"""A page that forgets what it showed as soon as it is left."""

from kiosk.screens.turning import AroundPage


class ForgetfulPage(AroundPage):
    """What a shopper takes along stands on it: the next one's must not be drawn over it."""

    def on_parent(self, _page: object, parent: object) -> None:
        if parent is None:
            self.view = None
