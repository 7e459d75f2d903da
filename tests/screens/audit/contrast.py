"""What does not stand out from what is really drawn behind it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.screens.audit.box import Box, around
from tests.screens.audit.scene import Rgba, Scene, Shape

#: WCAG 2.2, 1.4.3 without its leniency for large type, and 1.4.11.
TEXT, SHAPES = 4.5, 3.0
#: Of what lies behind: so much may be fainter, as at the edge of a round ground.
_SPARED = 0.05

Numbers = NDArray[np.float64]
_CHANNEL = np.arange(256) / 255
_LINEAR = np.where(_CHANNEL <= 0.04045, _CHANNEL / 12.92, ((_CHANNEL + 0.055) / 1.055) ** 2.4)
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True, slots=True)
class Ground:
    """The glass without its letters: rows of RGB from bottom to top, as OpenGL reads them."""

    pixels: NDArray[np.uint8]

    def under(self, box: Box) -> NDArray[np.uint8]:
        """The pixels in *box*, one a row."""
        high, wide = self.pixels.shape[:2]
        x, y = max(0, int(box.x)), max(0, int(box.y))
        right, top = min(wide, round(box.right)), min(high, round(box.top))
        return self.pixels[y : max(y + 1, top), x : max(x + 1, right)].reshape(-1, 3)

    def beside(self, box: Box, gap: int) -> NDArray[np.uint8]:
        """The pixels in a frame that far around *box*."""
        x, y, right, top = box.grown(gap)
        strips = (
            Box(x, y, right, y + 1), Box(x, top - 1, right, top),
            Box(x, y, x + 1, top), Box(right - 1, y, right, top),
        )  # fmt: skip
        inside = [s for s in strips if s.lies_in(Box(0, 0, *self.pixels.shape[1::-1]))]
        return np.concatenate([self.under(strip) for strip in inside or strips])


def luminance(pixels: NDArray[np.uint8]) -> Numbers:
    """WCAG 2's, of rows of RGB from 0 to 255."""
    return _LINEAR[pixels] @ _WEIGHTS


def contrast(one: Numbers, two: Numbers) -> Numbers:
    light, dark = np.maximum(one, two), np.minimum(one, two)
    return (light + 0.05) / (dark + 0.05)


def ratio(one: Rgba, two: Rgba) -> float:
    """The contrast of two colours that hide what lies below them."""
    pixels = np.rint(np.array([one[:3], two[:3]]) * 255).astype(np.uint8)
    return float(contrast(*luminance(pixels)))


def faint(scene: Scene, ground: Ground) -> list[str]:
    """Each text below 4.5 : 1, and each shape below 3 : 1 that is more than a mere rule."""
    return [*_letters(scene, ground), *_shapes(scene, ground)]


def _letters(scene: Scene, ground: Ground) -> Iterator[str]:
    for letters in scene.read():
        behind = np.concatenate([ground.under(line) for line in letters.seen])
        found = _least(_stands_out(letters.rgba, behind), _SPARED)
        if found < TEXT:
            yield f"faint: {letters.text!r} has {found:.1f} : 1, {TEXT} is right"


def _shapes(scene: Scene, ground: Ground) -> Iterator[str]:
    for shape in _meaning(scene):
        # A rule along a photograph or a bar stands out on one side, an outline on either.
        gaps = (2,) if shape.filled else (2, -3)
        found = max(_least(_stands_out(shape.rgba, ground.beside(shape.box, n)), 0.5) for n in gaps)
        if found < SHAPES:
            yield f"faint: a shape {_whose(shape)}({shape.box}) has {found:.1f} : 1, 3 is right"


def _meaning(scene: Scene) -> Iterator[Shape]:
    """Shapes that say something: no photographs, no rules, which are thinned where they only
    divide, and no grounds, of which the words on them are read.

    What a widget draws in one colour is one shape, be it a row of bars.
    """
    drawn = defaultdict[tuple[object, ...], list[Shape]](list)
    for shape in scene.shapes:
        if not shape.photo and shape.rgba[3] >= 0.99 and not _is_ground(shape, scene):
            drawn[shape.order, shape.rgba, shape.filled].append(shape)
    for shapes in drawn.values():
        whole = replace(shapes[0], box=around(s.box for s in shapes))
        if not scene.hidden(whole.box, whole.order):
            yield whole


def _is_ground(shape: Shape, scene: Scene) -> bool:
    written = any(letters.ink.lies_in(shape.box) for letters in scene.letters)
    return shape.filled and (written or shape.rgba == tuple(scene.paper))


def _whose(shape: Shape) -> str:
    return f"of {shape.owners[-1]} " if shape.owners else ""


def _stands_out(rgba: Rgba, behind: NDArray[np.uint8]) -> Numbers:
    """The contrast to each pixel *behind*, with which what is transparent mixes."""
    colour = np.array(rgba[:3]) * 255
    drawn = np.rint(colour * rgba[3] + behind * (1 - rgba[3])).astype(np.uint8)
    return contrast(luminance(drawn), luminance(behind))


def _least(found: Numbers, spared: float) -> float:
    """The least contrast but for a share that is spared."""
    return float(np.partition(found, place := int(len(found) * spared))[place])
