"""Films for a camera reader: pictures drawn here, in a file that OpenCV itself opens."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from simulation.bench.frames import EASY, HEIGHT, WIDTH, Frame, Lens, label, seen

LINK = "https://id.example/01/00614141100019/21/A1"
#: Of the films; a camera reader plays one as fast as it was taken.
RATE = 25


def shots(
    symbol: str | None, content: str, count: int, lens: Lens = EASY, seed: int = 1
) -> list[Frame]:
    """*count* pictures of a code, each held a little differently; without one, of nobody."""
    dice = np.random.default_rng(seed)
    printed = label(symbol, content) if symbol else None
    return [seen(printed, lens, dice) for _ in range(count)]


def people(count: int, seed: int = 1) -> list[Frame]:
    """*count* pictures of somebody who stands there and shows no code."""
    pictures = shots(None, "", count, seed=seed)
    for picture in pictures:
        picture[HEIGHT // 4 :, WIDTH // 3 : WIDTH // 2] = 235
    return pictures


def film(path: Path, pictures: Sequence[Frame]) -> str:
    """Written as a camera's motion JPEG; the path, to be opened."""
    file = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (WIDTH, HEIGHT))
    for picture in pictures:
        file.write(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    file.release()
    return str(path)


def numbered(folder: Path, pictures: Sequence[Frame]) -> str:
    """Written as numbered pictures; the pattern, to be opened."""
    for number, picture in enumerate(pictures):
        cv2.imwrite(str(folder / f"shot{number:03d}.png"), picture)
    return str(folder / "shot%03d.png")
