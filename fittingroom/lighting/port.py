"""What a light must do: show a scene, and never make the glass wait for it."""

from typing import Protocol


class LightingError(Exception):
    """No light can be made of this; the text says what was found and what would be right."""


class Lighting(Protocol):
    """Made with the options of `[lighting]` in the configuration, all of them text.

    A wrong option is a ValueError or TypeError of its making.
    """

    def show(self, scene: str) -> None:
        """From now on *scene*. Returns at once, raises nothing: the light may come later."""

    def close(self) -> None:
        """Let go of whatever it takes; nothing is shown afterwards."""
