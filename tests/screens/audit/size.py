"""Targets that a finger would miss."""

from tests.screens.audit.scene import Scene

#: dp, which are the design's own pixels: 1080 of them on the shorter side of the glass.
LEAST = 48


def too_small(scene: Scene) -> list[str]:
    """Each target of which less than 48 dp can be seen and touched, either way."""
    least = round(LEAST * scene.unit)
    return [
        f"too small for a finger: {target.name} is {target.seen}, {least} is right"
        for target in scene.touched()
        if min(target.seen.width, target.seen.height) < least - 0.01
    ]
