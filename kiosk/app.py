"""The kiosk's window: shows the page that fits the view, and hands touches on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kivy.clock import Clock

from contract.brand import Brand
from kiosk.screens.attract import KioskAttractScreen
from kiosk.screens.code import KioskCodeScreen
from kiosk.screens.consent import KioskConsentScreen
from kiosk.screens.film import KioskFilmScreen
from kiosk.screens.films import KioskFilmsScreen
from kiosk.screens.garment import KioskGarmentScreen
from kiosk.screens.home import KioskHomeScreen
from kiosk.screens.linked import LinkedPlate
from kiosk.screens.listed import KioskListScreen
from kiosk.screens.look import KioskLookScreen
from kiosk.screens.search import KioskSearchScreen
from kiosk.screens.styling import KioskStylingScreen
from kiosk.screens.waiting import KioskWaitingScreen
from kiosk.screens.wishes import KioskWishesScreen
from touchpoint.films.port import FilmSource, NoFilms
from touchpoint.ui.shell import Actions, Shell, ShellApp

Post = Callable[[Callable[[], None]], None]


def no_films(_folder: Path, _post: Post) -> FilmSource:
    return NoFilms()


class KioskApp(ShellApp):
    """`show(view)` takes a `KioskView`; *actions* is called with what a finger meant.

    *films* makes what decodes the films of a folder; what it posts runs on the screen's thread.
    """

    title = "Parcours kiosk"

    def __init__(
        self,
        brand: Brand,
        photos: Path,
        actions: Actions,
        *,
        films: Callable[[Path, Post], FilmSource] = no_films,
        **more: Any,
    ) -> None:
        super().__init__(brand, photos, actions, **more)
        self._films = films(photos, lambda call: Clock.schedule_once(lambda _: call(), -1))

    def photo_came(self, file: str) -> None:
        super().photo_came(file)
        self._films.came(file)
        self._pages["film"].came(file)

    def on_stop(self) -> None:
        super().on_stop()
        self._films.close()

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
            "styling": KioskStylingScreen(),
            "films": KioskFilmsScreen(),
            "film": KioskFilmScreen(self._films),
            "consent": KioskConsentScreen(),
        }

    def build(self) -> Shell:
        shell = super().build()
        self._linked = LinkedPlate(on_act=shell.pass_on, theme=shell.theme)
        shell.add_widget(self._linked)
        return shell

    def _dress(self, view: Any) -> None:
        super()._dress(view)
        theme = self.shell.theme
        self.shell.theme = theme.leaving(self._linked.taken(theme, view.linked))

    def _show(self, view: Any) -> None:
        super()._show(view)
        self._linked.line = view.linked

    def recover(self, error: Exception) -> bool:
        self._linked.line = None
        return super().recover(error)
