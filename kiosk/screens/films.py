"""The films of the house by their posters, each with its title."""

from kivy.properties import AliasProperty, BooleanProperty, ObjectProperty, StringProperty

from kiosk.screens import names  # noqa: F401 - its rules
from kiosk.screens.cards import CardGrid
from kiosk.screens.film_areas import FilmsAreas, films_areas
from kiosk.screens.turning import AroundPage
from touchpoint.ui.kv import load_kv
from touchpoint.ui.touchable import Touchable


class FilmCard(Touchable):
    """*line* is a `Card`; its words stand *beside* the poster, else below it.

    One that is not *named* has its *number* there, and its name elsewhere.
    """

    line = ObjectProperty(None, allownone=True, rebind=True)
    named = BooleanProperty(defaultvalue=True)
    number = StringProperty("")
    beside = BooleanProperty(defaultvalue=False)

    def _still(self) -> tuple[float, float]:
        """The largest 16 : 9 that there is room for."""
        wide = self.width * 0.58 if self.beside else self.width
        high = (
            self.height if self.beside else self.height - self.theme.px(120 + 36 * self.theme.large)
        )
        return min(wide, high * 16 / 9), min(high, wide * 9 / 16)

    #: Width and height of the poster.
    still = AliasProperty(_still, None, bind=["size", "theme", "beside"])


class FilmGrid(CardGrid):
    """Posters in one column with words beside them, or in two with words below."""

    beside = BooleanProperty(defaultvalue=False)

    def cell(self) -> FilmCard:
        made = FilmCard(size=self.cell_size, beside=self.beside)
        made.named = self.named
        for name, there in (("cell_size", "size"), ("beside", "beside"), ("named", "named")):
            self.fbind(name, made.setter(there))
        return made


class KioskFilmsScreen(AroundPage):
    def _areas(self) -> FilmsAreas:
        return films_areas(self.theme)

    areas = AliasProperty(_areas, None, bind=["theme"], rebind=True)


load_kv(__file__)
