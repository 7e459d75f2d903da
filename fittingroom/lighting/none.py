"""A cabin whose light nobody can change."""


class NoLighting:
    def show(self, scene: str) -> None:
        """It stays as it is."""

    def close(self) -> None:
        """There is nothing to let go of."""
