"""Makes one whole font of each face that npm keeps in pieces, fit for Kivy and for pages."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

NARROW_SPACE, SPACE = 0x202F, 0x00A0
SUBSETS = ("latin", "latin-ext")


@dataclass(frozen=True, slots=True)
class Face:
    """One drawn face: where npm keeps it, and what Kivy and the pages call it.

    `width` is set where the file is variable: the face is cut out of it at that width (per cent).
    """

    family: str
    package: str
    weight: int
    italic: bool = False
    width: int | None = None

    @property
    def name(self) -> str:
        """The file name without its ending, as `CormorantGaramond-500-italic`."""
        return f"{self.family.replace(' ', '')}-{self.weight}{'-italic' if self.italic else ''}"

    def source(self, modules: Path, subset: str) -> Path:
        """The woff2 file of `subset` inside node_modules."""
        stem = self.package.rsplit("/", 1)[1]
        cut = "standard" if self.width else str(self.weight)
        slope = "italic" if self.italic else "normal"
        return modules / self.package / "files" / f"{stem}-{subset}-{cut}-{slope}.woff2"


_SERIF = ("Cormorant Garamond", "@fontsource/cormorant-garamond")
_SANS = ("Inter", "@fontsource/inter")
_WIDE = ("Archivo", "@fontsource-variable/archivo")

FACES = (
    *(Face(*_SERIF, weight) for weight in (400, 500, 600)),
    *(Face(*_SERIF, weight, italic=True) for weight in (400, 500)),
    *(Face(*_SANS, weight) for weight in (400, 500, 600)),
    *(Face(*_WIDE, weight, width=125) for weight in (500, 700)),
)


def build(modules: Path, face: Face) -> TTFont:
    """The whole face: its subsets joined, cut at its weight and width."""
    with TemporaryDirectory() as folder:
        parts = [_part(modules, face, subset, Path(folder)) for subset in SUBSETS]
        font = Merger().merge(parts)
    _add_narrow_space(font)
    _rename(font, face)
    return font


def _part(modules: Path, face: Face, subset: str, folder: Path) -> str:
    font = TTFont(face.source(modules, subset))
    if face.width:
        font = instantiateVariableFont(font, {"wght": face.weight, "wdth": face.width})
    font.flavor = None
    path = folder / f"{subset}.ttf"
    font.save(path)
    return str(path)


def _add_narrow_space(font: TTFont) -> None:
    # French prices are written with U+202F, which no subset holds: it would be drawn as a box.
    for table in font["cmap"].tables:
        if table.isUnicode() and SPACE in table.cmap:
            table.cmap.setdefault(NARROW_SPACE, table.cmap[SPACE])


def use_price_figures(font: TTFont) -> None:
    """Make the plain digits lining and of one width, for Kivy, which cannot ask a font for them."""
    glyphs = set(font.getGlyphOrder())
    for table in font["cmap"].tables:
        for code in map(ord, "0123456789€"):
            figure = f"{table.cmap.get(code)}.tf"
            if figure in glyphs:
                table.cmap[code] = figure


def _rename(font: TTFont, face: Face) -> None:
    slope = " Italic" if face.italic else ""
    for number, text in ((1, face.family), (2, f"{face.weight}{slope}"), (6, face.name)):
        font["name"].setName(text, number, 3, 1, 0x409)


def stylesheet(faces: tuple[Face, ...]) -> str:
    """The @font-face rules for pages, beside a `fonts` folder of woff2 files."""
    return (
        "\n".join(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f"font-style: {'italic' if face.italic else 'normal'}; font-display: swap; "
            f'src: url("fonts/{face.name}.woff2") format("woff2"); }}'
            for face in faces
        )
        + "\n"
    )
