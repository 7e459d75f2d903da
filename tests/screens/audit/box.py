"""Places on the glass: boxes in pixels from the window's lower left corner; pure."""

from collections.abc import Iterable
from typing import NamedTuple

#: Pixels by which two boxes may touch before they meet: edges fall between pixels.
SLACK = 1.0


class Box(NamedTuple):
    x: float
    y: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.x

    @property
    def height(self) -> float:
        return self.top - self.y

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def shared(self, other: "Box") -> "Box":
        """What lies in both; empty where nothing does."""
        return Box(
            max(self.x, other.x),
            max(self.y, other.y),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def meets(self, other: "Box") -> bool:
        """Whether more than their edges lie over each other."""
        both = self.shared(other)
        return both.width > SLACK and both.height > SLACK

    def lies_in(self, other: "Box") -> bool:
        return (
            self.x >= other.x - SLACK
            and self.y >= other.y - SLACK
            and self.right <= other.right + SLACK
            and self.top <= other.top + SLACK
        )

    def grown(self, by: float) -> "Box":
        return Box(self.x - by, self.y - by, self.right + by, self.top + by)

    def __str__(self) -> str:
        return f"{round(self.width)}×{round(self.height)} at {round(self.x)}, {round(self.y)}"


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of *boxes*, of which there is one at least."""
    found = list(boxes)
    return Box(
        min(b.x for b in found),
        min(b.y for b in found),
        max(b.right for b in found),
        max(b.top for b in found),
    )
