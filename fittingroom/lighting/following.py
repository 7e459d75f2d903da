"""Has the light follow the visit: the scene that was chosen, else the one at rest."""

from fittingroom.lighting.port import Lighting
from fittingroom.state import Mirror


class Lights:
    """*follow* hears each state of the mirror, and says to *lighting* what changes of it."""

    def __init__(self, lighting: Lighting, scenes: tuple[str, ...]) -> None:
        self._lighting, self._scenes = lighting, scenes
        self._shown = ""

    def follow(self, mirror: Mirror) -> None:
        chosen = mirror.visit.scene if mirror.visit else None
        # A scene that the settings no longer have may be in a visit that was resumed.
        scene = chosen if chosen in self._scenes else next(iter(self._scenes), "")
        if scene and scene != self._shown:
            self._shown = scene
            self._lighting.show(scene)
