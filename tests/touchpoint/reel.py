"""Films that say when each of their pictures is due: by how light it is."""

import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

RATE = 10
SIZE = (64, 48)


def shade(number: int) -> int:
    """Of the picture *number*."""
    return 20 + number * 10 % 220


def film(path: Path, pictures: int = 20, size: tuple[int, int] = SIZE) -> Path:
    """So many pictures, ten a second, each ten steps lighter; red on the left, grey beside it."""
    code = cv2.VideoWriter.fourcc(*"mp4v")
    file = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, RATE, size)
    assert file.isOpened()
    for number in range(pictures):
        picture = np.full((size[1], size[0], 3), shade(number), np.uint8)
        picture[:, : size[0] // 2] = (0, 0, 200)
        file.write(picture)
    file.release()
    return path


def until(what: Callable[[], object]) -> None:
    """Wait for a decoder's thread."""
    end = time.monotonic() + 90
    while not what():
        assert time.monotonic() < end
        time.sleep(0.002)
