"""One film, edge to edge: its pictures as they fall due, and what is said in it below them."""

from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.screens import cards  # noqa: F401 - its rules
from kiosk.screens.film_areas import FilmAreas, film_areas
from kiosk.screens.turning import AroundPage
from touchpoint.films.captions import Cue, said_at
from touchpoint.films.port import FilmSource, Frame
from touchpoint.films.showing import Showing
from touchpoint.touches import Anywhere, PlayFilm, Touch, WatchFilm
from touchpoint.ui.kv import load_kv
from touchpoint.ui.touchable import Touchable

#: Seconds of a film between two reports of how far it has got.
_REPORT = 2.0
#: Of a view without a film.
_SHAPE = 16 / 9


class FilmGlass(Touchable):
    """The film's place: a touch stops it and lets it go on."""


class KioskFilmScreen(AroundPage):
    """*films* decodes what is shown; nothing here waits for it."""

    texture = ObjectProperty(None, allownone=True)
    frame = ListProperty([0, 0, 0, 0])
    #: How much was shown, from 0 to 1.
    share = NumericProperty(0)
    said = StringProperty("")
    running = BooleanProperty(defaultvalue=False)
    #: True where the film cannot be shown: its poster stands for it.
    lost = BooleanProperty(defaultvalue=False)
    here = Anywhere()

    def __init__(self, films: FilmSource, **kwargs: Any) -> None:
        self._films = films
        self._playing: tuple[str, int] | None = None
        self._showing: Showing | None = None
        #: How much was reported, and whether as all of it.
        self._told: tuple[float, bool] | None = None
        self._cues: Sequence[Cue] = ()
        self._captions = ""
        self._ticks = Clock.create_trigger(self._tick, 0, interval=True)
        super().__init__(**kwargs)
        self.bind(texture=self._place, areas=self._place)

    def _areas(self) -> FilmAreas:
        film = self.around
        shape, shown = (film.shape, len(film.cards)) if film else (_SHAPE, 0)
        return film_areas(self.theme, shape, shown)

    areas = AliasProperty(_areas, None, bind=["theme", "around"], rebind=True)

    def on_around(self, _page: object, film: Any) -> None:
        key = (film.film, film.number) if film else None
        if key != self._playing:
            self._stop()
            self._playing = key
            if film:
                self._begin(film)
        captions = film.captions if film else ""
        if captions != self._captions:
            self._captions, self._cues, self.said = captions, (), ""
            if captions:
                self._films.captions(captions, lambda cues: self._hear(captions, cues))

    def on_parent(self, _page: object, parent: object) -> None:
        if parent is None:
            # The next to come may be shown the same film.
            self.view = None

    def came(self, file: str) -> None:
        """*file* has been fetched: what was missed begins."""
        film = self.around
        if film and file == film.captions:
            self._films.captions(file, lambda cues: self._hear(file, cues))
        if film and file == film.file and self.lost:
            self._stop()
            self._begin(film)

    def toggle(self, child: object, touch: Touch) -> None:
        """Stop, go on, or begin anew once it is over."""
        film, showing = self.around, self._showing
        if film and film.over:
            self.pass_on(child, PlayFilm(film.film))
            return
        if showing is not None:
            showing.playing = self.running = not showing.playing
        self.pass_on(child, touch)

    def pass_on(self, child: object, touch: Touch) -> None:
        # Whatever it leads to, how much was seen is known by then.
        self._report()
        super().pass_on(child, touch)

    def _begin(self, film: Any) -> None:
        box = self.areas.film
        projector = self._films.open(film.file, (int(box.width), int(box.height)))
        starts = film.starts and not self.theme.reduced_motion
        self._showing = Showing(projector, playing=starts)
        self.running, self.lost = starts, False
        self._ticks()

    def _stop(self) -> None:
        self._ticks.cancel()
        if self._showing is not None:
            self._showing.close()
        self._showing = self._told = self.texture = None
        self.share, self.said, self.running, self.lost = 0, "", False, False

    def _tick(self, seconds: float) -> None:
        showing = self._showing
        if showing is None:
            return
        frame = showing.step(seconds)
        if frame is not None:
            self._draw(frame)
            self.said, self.share = said_at(self._cues, frame.at), showing.share
        if showing.fault and not self.lost:
            self._lose(showing)
        elif showing.over:
            self._ticks.cancel()
            self.running, self.share, self.said = False, 1, ""
            self._report()
        elif frame is not None and (self._told is None or frame.at >= self._told[0] + _REPORT):
            self._report()

    def _lose(self, showing: Showing) -> None:
        self._report()
        showing.close()
        self._ticks.cancel()
        self._showing = self.texture = None
        self.running, self.lost, self.said, self.share = False, True, "", 0

    def _report(self) -> None:
        showing, playing = self._showing, self._playing
        if showing is None or playing is None or showing.seen is None:
            return
        now = (showing.seen, showing.over)
        if now != self._told:
            self._told = now
            self.dispatch("on_act", WatchFilm(*playing, round(showing.seen, 3), showing.over))

    def _hear(self, file: str, cues: Sequence[Cue]) -> None:
        if file == self._captions:
            self._cues = cues

    def _draw(self, frame: Frame) -> None:
        if self.texture is None or tuple(self.texture.size) != frame.size:
            texture = Texture.create(size=frame.size, colorfmt="rgba")
            texture.flip_vertical()
            texture.blit_buffer(frame.pixels, colorfmt="rgba", bufferfmt="ubyte")
            self.texture = texture
            return
        self.texture.blit_buffer(frame.pixels, colorfmt="rgba", bufferfmt="ubyte")
        self.canvas.ask_update()

    def _place(self, *_: object) -> None:
        """The pictures whole: in the middle of a portrait page, else where the words begin."""
        box = self.areas.film
        width, height = self.texture.size if self.texture else (0, 1)
        scale = min(box.width / width, box.height / height) if width else 0.0
        width, height = round(width * scale), round(height * scale)
        x = (box.width - width) // 2 if self.theme.portrait else 0
        self.frame = [box.x + x, box.y + (box.height - height) // 2, width, height]


load_kv(__file__)
