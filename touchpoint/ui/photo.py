"""A photograph shown whole, on the paper it lies on; and the resting screen's, which breathes."""

import math
from collections.abc import Sequence

from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    OptionProperty,
    StringProperty,
)
from kivy.uix.widget import Widget

from touchpoint.ui.kv import load_kv
from touchpoint.ui.photos import Pixels
from touchpoint.ui.themed import Themed

#: So many of 255 steps of a channel no eye tells apart, and JPEG makes of its own.
_ALIKE = 6


def texture_of(pixels: Pixels) -> Texture:
    texture = Texture.create(size=pixels.size, colorfmt="rgba")
    texture.blit_buffer(pixels.data, colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


def melts_into(paper: Sequence[float], pixels: Pixels) -> bool:
    """Whether a photograph's corners are all of the *paper* (0 to 1) it lies on: it has no edge."""
    width, height = pixels.size
    corners = [(y * width + x) * 4 for y in (0, height - 1) for x in (0, width - 1)]
    return all(
        abs(pixels.data[corner + channel] - 255 * paper[channel]) <= _ALIKE
        for corner in corners
        for channel in range(3)
    )


class Photo(Themed, Widget):
    """Scaled into its box uncropped, lying against the side that *lean_x* and *lean_y* name.

    A *prompt* one is asked for as soon as its file is known, before the page is laid out anew.
    *edged* is true when its edge can be seen: such a one is set apart from what stands beside it.
    *arrived* is true once there is nothing more to wait for, be it that there is no photograph.
    """

    file = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    prompt = BooleanProperty(False)
    arrived = BooleanProperty(False)
    edged = BooleanProperty(False)
    lean_x = OptionProperty("center", options=("left", "center", "right"))
    lean_y = OptionProperty("center", options=("bottom", "center", "top"))
    frame = ListProperty([0, 0, 0, 0])

    def __init__(self, **kwargs: object) -> None:
        self._wanted: tuple[object, ...] = ()
        self._load = Clock.create_trigger(self._ask, -1)
        super().__init__(**kwargs)
        self.fbind("size", self._load)
        self.fbind("file", self._renew)
        self.fbind("theme", self._load)
        for name in ("pos", "size", "texture", "lean_x"):
            self.fbind(name, self._place)
        self._load()

    def box(self) -> tuple[int, int]:
        """The pixels the photograph may take."""
        return (int(self.width), int(self.height))

    def _renew(self, *_: object) -> None:
        # Decoding takes as long as laying out the page, so both are done at once.
        if self.prompt and self._wanted:
            self._ask()
        else:
            self._load()

    def _ask(self, *_: object) -> None:
        if min(self.box()) < 2:
            return
        wanted = (self.file, self.box(), self.theme.photos)
        if wanted == self._wanted:
            return
        changed = not self._wanted or self._wanted[0] != self.file
        self._wanted = wanted
        if changed:
            self.arrived, self.texture = False, None
        if not self.file:
            self.arrived = True
            return
        self.theme.photos.get(self.file, self.box(), lambda pixels: self._take(wanted, pixels))

    def _take(self, wanted: tuple[object, ...], pixels: Pixels | None) -> None:
        if wanted != self._wanted:
            return
        self.edged = pixels is not None and not melts_into(self.theme.palette.paper, pixels)
        self.texture = texture_of(pixels) if pixels else None
        self.arrived = True

    def _place(self, *_: object) -> None:
        if self.texture is None:
            self.frame = [*self.pos, 0, 0]
            return
        width, height = self.texture.size
        scale = min(self.width / width, self.height / height)
        width, height = round(width * scale), round(height * scale)
        part_x = {"left": 0.0, "center": 0.5, "right": 1.0}[self.lean_x]
        part_y = {"bottom": 0.0, "center": 0.5, "top": 1.0}[self.lean_y]
        x = self.x + round((self.width - width) * part_x)
        self.frame = [x, self.y + round((self.height - height) * part_y), width, height]


class RestingPhoto(Themed, Widget):
    """Breathes by a few hundredths in its box's top, and gives way to the next one.

    It lies in the middle when it melts into the paper, else against the right-hand edge.
    So no pixel burns in. At the smallest it is shown whole. It steps *back* by a share of its size:
    upwards where there are words below it or its edge is seen, else on the spot.
    """

    files = ListProperty()
    texture = ObjectProperty(None, allownone=True)
    tex_coords = ListProperty([0, 1, 1, 1, 1, 0, 0, 0])
    frame = ListProperty([0, 0, 0, 0])
    awake = BooleanProperty(False)
    turn = NumericProperty(0)
    seconds = NumericProperty(0)
    back = NumericProperty(0)

    BREATH, DEPTH, EACH, RATE = 24.0, 0.05, 48.0, 0.25

    def __init__(self, **kwargs: object) -> None:
        self._load = Clock.create_trigger(self._ask, -1)
        self._wanted: tuple[object, ...] = ()
        self._ticks: object = None
        self._part = 1.0
        super().__init__(**kwargs)
        for name in ("files", "size", "theme", "turn"):
            self.fbind(name, self._load)
        self.bind(awake=self._switch)
        for name in ("seconds", "texture", "pos", "size", "back"):
            self.fbind(name, self._breathe)

    def _switch(self, *_: object) -> None:
        if self._ticks is not None:
            self._ticks.cancel()  # type: ignore[attr-defined]
            self._ticks = None
        if self.awake and not self.theme.reduced_motion:
            # Four frames a second move it by less than a pixel each: slow enough to look still.
            self._ticks = Clock.schedule_interval(self._tick, self.RATE)

    def _tick(self, seconds: float) -> None:
        self.seconds += seconds
        self.turn = int(self.seconds // self.EACH)

    def _ask(self, *_: object) -> None:
        if not self.files or self.width < 2 or self.height < 2:
            return
        file = self.files[int(self.turn) % len(self.files)]
        # Room to breathe in without a blurred pixel: a little larger than the box than it.
        room = (int(self.width * 1.05), int(self.height * 1.05))
        wanted = (file, room, self.theme.photos)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self.theme.photos.get(file, room, lambda pixels: self._take(wanted, pixels))

    def _take(self, wanted: tuple[object, ...], pixels: Pixels | None) -> None:
        if wanted == self._wanted and pixels is not None:
            self._part = 0.5 if melts_into(self.theme.palette.paper, pixels) else 1.0
            self.texture = texture_of(pixels)

    def _breathe(self, *_: object) -> None:
        if self.texture is None or not self.height:
            return
        width, height = self.texture.size
        scale = min(self.width / width, self.height / height)
        whole = round(height * scale)
        # Its pixels stay those of the whole box: a step must not wait for a picture.
        width, height = (round(side * scale * (1 - self.back)) for side in (width, height))
        part_y = 1.0 if self.theme.portrait or self._part == 1.0 else 0.5
        self.frame = [
            self.x + round((self.width - width) * self._part),
            self.top - whole + round((whole - height) * part_y),
            width,
            height,
        ]
        wave = 0.5 - 0.5 * math.cos(2 * math.pi * self.seconds / self.BREATH)
        part = 1 / (1 + self.DEPTH * wave)
        left, top = (1 - part) / 2, (1 - part) / 3
        right, bottom = left + part, top + part
        self.tex_coords = [left, bottom, right, bottom, right, top, left, top]


load_kv(__file__)
