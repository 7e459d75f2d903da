"""Reading codes: in frames drawn by difficulty, and from what a reader says to the garment.

The frames are drawn, with a camera's faults put on by seed; no camera was tried.
"""

import random
import time
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from epcpy.epc_schemes.sgtin import SGTIN

from contract import gs1, sgtin
from contract.ids import check_digit
from contract.tags import TagRead, UnknownTag, identify
from simulation.bench.figure import Figure, median
from simulation.bench.frames import EASY, HARD, MEDIUM, Frame, Lens, label, seen
from touchpoint.readers.agreement import Code
from touchpoint.readers.camera import Finder
from touchpoint.readers.symbols import find_codes

#: Of each symbol at each difficulty.
FRAMES = 24
CODES = 2000
GTIN, SERIAL = "04006381333931", "A1B2C3"
LINK = gs1.write_link(GTIN, SERIAL, "https://id.brand.example")
LABELS = {"QR": LINK, "GS1 DataMatrix": f"(01){GTIN}(21){SERIAL}", "EAN-13": GTIN[1:]}
LENSES = {"easy": EASY, "medium": MEDIUM, "hard": HARD}

#: Whether the right garment is found in a frame.
Look = Callable[[Frame], bool]


def codes(told: Callable[[str], None]) -> list[Figure]:
    told("  Codes drawn before a lens …")
    figures = [figure for symbol in LABELS for figure in _read(symbol)]
    told("  Tags decoded …")
    return [*figures, _nobody(), *_decoded()]


def _read(symbol: str) -> list[Figure]:
    """The share that is read from a single frame, and what the look costs."""
    name, yardstick = _yardstick(symbol)
    figures = []
    for difficulty, lens in LENSES.items():
        frames = _frames(symbol, lens)
        ours, our_ms = _looked(_reader(), frames)
        theirs, their_ms = _looked(yardstick, frames)
        what = f"{symbol}, {difficulty}"
        figures.append(Figure(f"read in one drawn frame: {what}", ours, "%", name, theirs))
        figures.append(Figure(f"time per drawn frame: {what}", our_ms, "ms", name, their_ms))
    return figures


def _reader() -> Look:
    """As the camera reader looks, on a machine that has just started it."""
    finder = Finder()
    return lambda frame: _is_garment(finder.find(frame))


def _yardstick(symbol: str) -> tuple[str, Look]:
    if symbol == "QR":
        detector = cv2.QRCodeDetector()
        return "OpenCV's QRCodeDetector", lambda frame: detector.detectAndDecode(frame)[0] == LINK
    if symbol == "EAN-13":
        bars = cv2.barcode.BarcodeDetector()
        return (
            "OpenCV's BarcodeDetector",
            lambda frame: GTIN[1:] in bars.detectAndDecodeWithType(frame)[1],
        )
    # OpenCV reads no Data Matrix.
    return "zxing-cpp alone", lambda frame: _is_garment(find_codes(frame, inverted=True))


def _frames(symbol: str, lens: Lens) -> list[Frame]:
    printed, dice = label(symbol, LABELS[symbol]), np.random.default_rng(3)
    return [seen(printed, lens, dice) for _ in range(FRAMES)]


def _is_garment(found: Sequence[Code]) -> bool:
    try:
        return any(identify(TagRead(code.by, code.value)).gtin == GTIN for code in found)
    except UnknownTag:
        return False


def _looked(look: Look, frames: Sequence[Frame]) -> tuple[float, float]:
    """The share of *frames* that are read, in percent, and the milliseconds of one."""
    found, took = [], []
    for frame in frames:
        began = time.perf_counter()
        found.append(look(frame))
        took.append((time.perf_counter() - began) * 1000)
    return round(100 * sum(found) / len(found), 1), median(took)


def _nobody() -> Figure:
    """A shop in which nobody holds anything up costs little."""
    dice = np.random.default_rng(3)
    frames = [seen(None, MEDIUM, dice) for _ in range(FRAMES)]
    _, ours = _looked(_reader(), frames)
    _, theirs = _looked(lambda frame: bool(find_codes(frame, inverted=True)), frames)
    return Figure("time per drawn frame: no code", ours, "ms", "zxing-cpp alone", theirs)


def _decoded() -> list[Figure]:
    dice = random.Random(3)
    tags = [sgtin.encode96(GTIN, dice.randrange(2**38)) for _ in range(CODES)]
    bodies = [f"{dice.randrange(10**13):013}" for _ in range(CODES)]
    links = [
        gs1.write_link(body + check_digit(body), str(dice.randrange(10**9))) for body in bodies
    ]
    return [
        Figure(
            "SGTIN-96 decoded",
            _micros(sgtin.decode, tags),
            "µs",
            "epcpy",
            _micros(lambda tag: SGTIN.from_hex(tag).gtin(), tags),
        ),
        Figure(
            "Digital Link decoded, check digit too",
            _micros(gs1.read_link, links),
            "µs",
            "biip, which takes a wrong one",
            _micros(GS1DigitalLinkURI.parse, links),
        ),
    ]


def _micros(decode: Callable[[str], object], values: Sequence[str]) -> float:
    took = []
    for value in values:
        began = time.perf_counter()
        decode(value)
        took.append((time.perf_counter() - began) * 1e6)
    return median(took)
