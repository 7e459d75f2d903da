"""A brand's colours as Kivy takes them, and the same brand for who needs more contrast; pure."""

from dataclasses import dataclass, replace

from contract.brand import Colours

Rgba = tuple[float, float, float, float]
BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)

#: What text needs where contrast is wished, by WCAG 2's measure.
STRONG = 7.0


@dataclass(frozen=True, slots=True)
class Palette:
    """The brand's colours as Kivy takes them; *hair* is the line colour thinned for mere rules."""

    paper: Rgba
    ink: Rgba
    quiet: Rgba
    line: Rgba
    hair: Rgba
    accent: Rgba
    on_accent: Rgba
    alert: Rgba


def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """`#F5F2EB` as four numbers from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (red, green, blue, alpha)


def palette_of(colour: Colours) -> Palette:
    return Palette(
        paper=rgba(colour.paper),
        ink=rgba(colour.ink),
        quiet=rgba(colour.quiet),
        line=rgba(colour.line),
        hair=rgba(colour.line, 0.45),
        accent=rgba(colour.accent),
        on_accent=rgba(colour.on_accent),
        alert=rgba(colour.alert),
    )


def luminance(colour: Rgba) -> float:
    """WCAG 2's, from 0 to 1."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgba, two: Rgba) -> float:
    """From 1 for the same colour to 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def strengthened(palette: Palette) -> Palette:
    """Black on white, or white on black where the brand is dark; nothing is quiet any more.

    Accent and alert are kept where they stand out from the paper by `STRONG`.
    """
    dark = luminance(palette.paper) < luminance(palette.ink)
    paper, ink = (BLACK, WHITE) if dark else (WHITE, BLACK)
    accent = palette.accent if contrast(palette.accent, paper) >= STRONG else ink
    return replace(
        palette,
        paper=paper,
        ink=ink,
        quiet=ink,
        line=ink,
        hair=ink,
        accent=accent,
        on_accent=paper,
        alert=palette.alert if contrast(palette.alert, paper) >= STRONG else ink,
    )
