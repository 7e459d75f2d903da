"""Codes as a camera sees them: drawn on a grey frame, turned, tilted, blurred and noisy; seeded."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Frame = NDArray[np.uint8]

WIDTH, HEIGHT = 1280, 720
#: Pixels of one module in the drawing that the lens looks at.
_DRAWN = 8

#: What a label carries: its symbol, and how GS1 content is told to the drawer.
FORMATS: dict[str, tuple[zxingcpp.BarcodeFormat, dict[str, Any]]] = {
    "QR": (zxingcpp.BarcodeFormat.QRCode, {}),
    "Data Matrix": (zxingcpp.BarcodeFormat.DataMatrix, {}),
    "GS1 DataMatrix": (zxingcpp.BarcodeFormat.DataMatrix, {"gs1": True}),
    "EAN-13": (zxingcpp.BarcodeFormat.EAN13, {}),
    "UPC-A": (zxingcpp.BarcodeFormat.UPCA, {}),
}


@dataclass(frozen=True, slots=True)
class Lens:
    """How hard it is: greatest turn in degrees, tilt as a share of the label, the rest in pixels.

    *module* is the width of a module in pixels, *blur* and *noise* are standard deviations, and
    *contrast* is what is left between paper and ink.
    """

    module: float = 4.0
    turn: float = 0.0
    tilt: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    contrast: float = 1.0


EASY = Lens(module=4.0, turn=5, tilt=0.02, blur=0.6, noise=4, contrast=0.9)
MEDIUM = Lens(module=3.5, turn=25, tilt=0.06, blur=1.0, noise=7, contrast=0.75)
HARD = Lens(module=3.2, turn=180, tilt=0.10, blur=1.2, noise=9, contrast=0.65)


def label(symbol: str, content: str) -> Frame:
    """The printed symbol, black on white, with its quiet zone."""
    drawn, options = FORMATS[symbol]
    return np.array(zxingcpp.create_barcode(content, drawn, **options).to_image(scale=_DRAWN))


def seen(printed: Frame | None, lens: Lens, dice: np.random.Generator) -> Frame:
    """A grey frame in which *printed* is held before *lens*; nothing is when there is none."""
    frame = np.full((HEIGHT, WIDTH), 96, np.float32)
    if printed is not None:
        frame = _held(frame, printed, lens, dice)
    if lens.blur:
        frame = cv2.GaussianBlur(frame, (0, 0), lens.blur).astype(np.float32)
    frame += dice.normal(0, lens.noise, frame.shape).astype(np.float32) if lens.noise else 0
    return np.clip(frame, 0, 255).astype(np.uint8)


def _held(
    frame: NDArray[np.float32], printed: Frame, lens: Lens, dice: np.random.Generator
) -> NDArray[np.float32]:
    height, width = printed.shape
    ink = 128 + (printed.astype(np.float32) - 128) * lens.contrast
    onto = cv2.getPerspectiveTransform(_corners(width, height), _placed(width, height, lens, dice))
    size = (WIDTH, HEIGHT)
    # The drawing is finer than the frame: without a blur its modules would alias.
    fine = cv2.GaussianBlur(ink, (0, 0), _DRAWN / lens.module / 2)
    paper = cv2.warpPerspective(np.ones_like(ink), onto, size)
    there = cv2.warpPerspective(fine, onto, size)
    return np.asarray(frame * (1 - paper) + there * paper, np.float32)


def _corners(width: float, height: float) -> NDArray[np.float32]:
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)


def _placed(width: int, height: int, lens: Lens, dice: np.random.Generator) -> NDArray[np.float32]:
    """Where the label's corners come to lie in the frame."""
    scale = lens.module / _DRAWN
    angle = np.deg2rad(dice.uniform(-lens.turn, lens.turn))
    turned = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    flat = (_corners(width, height) - (width / 2, height / 2)) * scale @ turned.T
    tilt = dice.uniform(-lens.tilt, lens.tilt, flat.shape) * min(width, height) * scale
    centre = (WIDTH / 2 + dice.uniform(-40, 40), HEIGHT / 2 + dice.uniform(-40, 40))
    return np.asarray(flat + tilt + centre, np.float32)
