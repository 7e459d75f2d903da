"""Whether something is before the lens: a small picture against its running average; pure."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Pixels across and down; more would tell nothing else, and cost.
SMALL = (80, 60)
#: Seconds in which a slow change, and in which what came and stays, fades into the background.
_MEMORY, _STAYING = 20.0, 90.0
#: Seconds until there is a background.
_SETTLING = 3.0
#: Grey levels beyond a camera's noise, and the share of the picture that has to change.
_STEP, _SHARE = 20, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the camera usually sees, in grey levels; monotonic seconds."""

    average: NDArray[np.float32]
    since: float
    last: float


def look(scene: Scene | None, picture: NDArray[np.uint8], at: float) -> tuple[Scene, bool]:
    """A *picture* of the size SMALL, taken at *at*: whether it shows what is not always there."""
    if scene is None:
        return Scene(picture.astype(np.float32), at, at), True
    change = picture - scene.average
    # A lamp that goes on changes all of it alike, and is nobody.
    moved = np.abs(change - np.median(change)) > _STEP
    near = at - scene.since < _SETTLING or float(moved.mean()) > _SHARE
    weights = np.where(moved, _weight(scene, at, _STAYING), _weight(scene, at, _MEMORY))
    return Scene(scene.average + weights.astype(np.float32) * change, scene.since, at), near


def is_settled(scene: Scene) -> bool:
    """Whether there is a background yet: before that, anything might be somebody."""
    return scene.last - scene.since >= _SETTLING


def _weight(scene: Scene, at: float, memory: float) -> float:
    return 1 - math.exp(-max(0.0, at - scene.last) / memory)
