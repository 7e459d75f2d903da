"""A square code on its plate: dark on light whatever the brand, each module of whole pixels."""

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
from kivy.uix.widget import Widget

from contract.sheet import is_dark
from kiosk.codes import QUIET, Modules, modules_of
from touchpoint.ui.kv import load_kv
from touchpoint.ui.palette import Palette, Rgba
from touchpoint.ui.themed import Themed


def colours(palette: Palette) -> tuple[Rgba, Rgba]:
    """The brand's own two, the darker one first: phones want dark modules on a light plate."""
    paper, ink = palette.paper, palette.ink
    return (paper, ink) if is_dark(_hexadecimal(paper)) else (ink, paper)


def _hexadecimal(colour: Rgba) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour[:3])


def texture_of(modules: Modules, dark: Rgba, light: Rgba) -> Texture:
    """One pixel a module; they stay sharp however large they are drawn."""
    shades = [bytes(round(255 * part) for part in shade[:3]) for shade in (light, dark)]
    data = b"".join(shades[cell] for row in reversed(modules.rows) for cell in row)
    texture = Texture.create(size=(modules.side, modules.side), colorfmt="rgb")
    texture.mag_filter = texture.min_filter = "nearest"
    texture.blit_buffer(data, colorfmt="rgb", bufferfmt="ubyte")
    return texture


class QrPlate(Themed, Widget):
    """*text* as a QR code, as large as whole pixels a module allow; nothing when it is empty.

    It lies in the upper left corner; a plate of the page's own paper reaches into the margin, which
    is as wide as a code's quiet zone. Nothing of a text is kept once it is another one.
    """

    text = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    modules = ObjectProperty(None, allownone=True)
    #: Pixels a module, and modules of paper around them.
    module = NumericProperty(0)
    quiet = NumericProperty(QUIET)
    frame = ListProperty([0, 0, 0, 0])
    #: Where what is said below it begins.
    below = NumericProperty(0)
    arrived = BooleanProperty(defaultvalue=True)
    plate = AliasProperty(lambda self: colours(self.theme.palette)[1], None, bind=["theme"])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._place = Clock.create_trigger(self._lay, -1)
        for name in ("pos", "size", "modules", "theme"):
            self.fbind(name, self._place)
        for name in ("modules", "plate"):
            self.fbind(name, self._paint)
        self.fbind("text", self._ask)
        self._ask()

    def _ask(self, *_: object) -> None:
        text, self.modules, self.arrived = self.text, None, not self.text
        if text:
            self.theme.photos.make(lambda: modules_of(text), lambda made: self._take(text, made))

    def _take(self, text: str, made: Modules) -> None:
        if text == self.text:
            self.modules, self.arrived = made, True

    def _paint(self, *_: object) -> None:
        made = self.modules
        self.texture = texture_of(made, *colours(self.theme.palette)) if made else None

    def _lay(self, *_: object) -> None:
        if self.modules is None:
            self.frame, self.below = [*self.pos, 0, 0], self.y
            return
        across = self.modules.side + 2 * QUIET
        fitting = min(int(min(self.size)) // across, int(self.theme.margin) // QUIET)
        self.module = max(1, fitting)
        side = self.module * across
        # A plate that is not seen has its modules, and not its own edge, where the text begins.
        out = self.module * QUIET if self.plate == self.theme.palette.paper else 0
        self.frame = [round(self.x - out), round(self.top - side + out), side, side]
        self.below = self.frame[1] - self.theme.px(8 if out else 32)


load_kv(__file__)
