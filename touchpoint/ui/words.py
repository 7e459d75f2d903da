"""Text that takes the height it needs, and headlines that take the size that fits."""

from collections.abc import Sequence
from functools import lru_cache

from kivy.core.text import Label as CoreLabel
from kivy.properties import BooleanProperty, ListProperty, NumericProperty
from kivy.uix.label import Label

from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed
from touchpoint.ui.typesetting import HELD, balanced, held_together, hyphenated, unbreakable


# A page asks for the same text at the same width many times while it settles.
@lru_cache(maxsize=1024)
def measured(
    text: str, font: str, size: float, width: float, leading: float = 1.0
) -> tuple[int, float]:
    """Lines and height in pixels of *text* wrapped at *width*; a wider word counts as many."""
    core = CoreLabel(
        text=text, font_name=font, font_size=size, text_size=(width, None), line_height=leading
    )
    _, height = core.render()
    widest = max((core.get_extents(word)[0] for word in unbreakable(text)), default=0)
    lines = len(core._cached_lines) if widest <= width else 1000  # noqa: SLF001 - no public count
    return lines, float(height)


def largest_fitting(
    text: str, font: str, sizes: Sequence[float], width: float, most_lines: int
) -> float:
    """The first of *sizes* (largest first) at which *text* needs no more lines; else the last."""
    for size in sizes:
        if measured(text, font, size, width)[0] <= most_lines:
            return size
    return sizes[-1]


@lru_cache(maxsize=64)
def composed(text: str, font: str, size: float, width: float) -> str:
    """A headline's *text* with its lines' ends chosen."""
    core = CoreLabel(font_name=font, font_size=size)
    return balanced(text, width, lambda line: float(core.get_extents(line)[0]))


@lru_cache(maxsize=1024)
def cut(text: str, font: str, size: float, width: float) -> str:
    """*text* with a hyphen in each word that is too wide."""
    core = CoreLabel(font_name=font, font_size=size)
    return hyphenated(text, width, lambda line: float(core.get_extents(line)[0]))


@lru_cache(maxsize=1024)
def held(text: str, font: str, size: float, width: float) -> str:
    """*text* whose last words stay together where a line has room for them."""
    core, together = CoreLabel(font_name=font, font_size=size), held_together(text)
    pairs = (word for word in unbreakable(together) if HELD in word and word not in text)
    return text if any(core.get_extents(pair)[0] > width for pair in pairs) else together


class Lettering(Themed, Label):
    """A label that forgets what it said once it says nothing."""

    def texture_update(self, *largs: object) -> None:
        super().texture_update(*largs)
        if not self.text:
            # Kivy keeps the lines of the last text that was drawn.
            self._label._cached_lines = []  # noqa: SLF001 - no public way


@lru_cache(maxsize=64)
def shortened(text: str, font: str, size: float, width: float, most_lines: int) -> str:
    """*text*, or as many of its first words as *most_lines* hold, and a mark for the others."""
    words = text.rstrip("…").split(" ")
    for count in range(len(words), 0, -1):
        shorter = text if count == len(words) else " ".join(words[:count]).rstrip(" ,;:·") + "…"
        if measured(shorter, font, size, width)[0] <= most_lines:
            return shorter
    return text


class Words(Lettering):
    """A paragraph: wraps at its width, is as tall as its lines. *step* is in design pixels."""

    step = NumericProperty(26)

    def set_text(self) -> str:
        """The text as it is drawn, with its lines' ends chosen."""
        face = self.font_name, self.font_size, self.width
        return held(self.whole(), *face) if self.width > 1 else held_together(self.whole())

    def whole(self) -> str:
        """The text, in which no word is wider than its line."""
        face = self.font_name, self.font_size, self.width
        return cut(self.text, *face) if self.width > 1 else self.text

    def texture_update(self, *_: object) -> None:
        self._label.text = self.set_text()
        super().texture_update()


class Phrase(Lettering):
    """One line, as wide as its text."""

    step = NumericProperty(26)


class Headline(Words):
    """A paragraph in the largest of *steps* that needs no more than *most_lines*."""

    steps = ListProperty([72, 60, 48, 34])
    most_lines = NumericProperty(2)
    #: Whether words at its end may be left out where even the smallest step has no room for them.
    brief = BooleanProperty(defaultvalue=False)
    #: Display type is set tight; what the last line loses below is given back as padding.
    leading = NumericProperty(0.88)

    def set_text(self) -> str:
        face = self.font_name, self.font_size, self.width
        lines, _ = measured(self.text, *face)
        if self.brief and self.width > 1 and self.most_lines < lines < 1000:
            return shortened(self.text, *face, int(self.most_lines))
        return composed(self.text, *face) if 1 < lines < 9 else self.whole()

    def fit(self, *_: object) -> float:
        """The step to use; bound to text, width and theme in the rules."""
        if self.width <= 1 or not self.text:
            return float(self.steps[0])
        sizes = [self.theme.pt(step) for step in self.steps]
        size = largest_fitting(self.text, self.font_name, sizes, self.width, self.most_lines)
        return float(self.steps[sizes.index(size)])


load_kv(__file__)
