"""What the store's own briefing is told with: garments by their names in the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass

from contract.figures import most
from contract.styles import Style
from hub.briefing import Morning
from hub.web.cards import title_of
from hub.web.telling import Telling
from telling.morning import Speaker as OfTheDay


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the makers of sections work with."""

    morning: Morning
    telling: Telling
    style_of: Callable[[str], Style | None]

    def told(self) -> OfTheDay:
        """Of the day itself, for the sections that head office tells too."""
        day, before = self.morning.told, self.morning.before
        return OfTheDay(
            self.telling,
            day.totals,
            before.totals if before else None,
            tried=most(day.tried, self.title),
            left=most(day.judged.left, self.title),
            missing=most(day.missing, self.sized),
        )

    def title(self, gtin: str) -> str | None:
        """The style's title; nothing for what the catalogue does not know."""
        style = self.style_of(gtin)
        return title_of(style, self.telling.language) if style else None

    def sized(self, gtin: str) -> str | None:
        """Title and size."""
        return self._with(gtin, lambda _colour, size: f" {size}")

    def garment(self, gtin: str) -> str | None:
        """Title, colour and size."""
        return self._with(gtin, lambda colour, size: f", {colour} {size}")

    def _with(self, gtin: str, say: Callable[[str, str], str]) -> str | None:
        style = self.style_of(gtin)
        variant = next((v for v in style.variants if v.gtin == gtin), None) if style else None
        if style is None or variant is None:
            return None
        title = title_of(style, self.telling.language)
        return title + say(variant.colour, variant.size)
