"""The page that shows all pictures, group by group, each leading to itself at full size."""

import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from contract.brand import Brand
from contract.sheet import stylesheet
from simulation.pictures.plates import PLATES
from simulation.pictures.screens import SHOTS, named_axes
from simulation.pictures.ways import Plate, Size

_HERE = Path(__file__).parent
#: Thumbnails are so many pixels high: a row of them reads like a contact sheet.
_HIGH = 640


@dataclass(frozen=True, slots=True)
class Print:
    """A picture that lies in the folder; *size* is its own."""

    plate: Plate
    size: Size

    @property
    def file(self) -> str:
        return f"{self.plate.name}.png"

    @property
    def thumb(self) -> str:
        return f"thumbs/{self.plate.name}.jpg"


def index_html(prints: Iterable[Print], brand: Brand) -> str:
    """The page for *prints*, which come in the order of the list of pictures."""
    pages = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    groups = [(name, list(rows)) for name, rows in groupby(prints, key=lambda p: p.plate.group)]
    return pages.get_template("index.html").render(
        groups=groups,
        brand=brand,
        count=sum(len(rows) for _, rows in groups),
        axes=named_axes(),
        pairwise=len(SHOTS),
    )


class Album:
    """The folder of pictures, of which some may come from an earlier run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "thumbs").mkdir(parents=True, exist_ok=True)

    def keep(self, name: str, png: bytes) -> None:
        (self.folder / f"{name}.png").write_bytes(png)
        with Image.open(io.BytesIO(png)) as image:
            small = image.convert("RGB")
            small.thumbnail((2 * _HIGH, _HIGH), Image.Resampling.LANCZOS)
            small.save(self.folder / f"thumbs/{name}.jpg", quality=88)

    def prints(self) -> list[Print]:
        return [
            Print(plate, _size(path))
            for plate in PLATES
            if (path := self.folder / f"{plate.name}.png").is_file()
        ]

    def bind(self, brand: Brand, fonts: Path) -> Path:
        """Write the page with its style and fonts beside it; where it lies."""
        shutil.copytree(fonts, self.folder / "fonts", dirs_exist_ok=True)
        faces = (fonts.parent / "fonts.css").read_text().replace("/static/vendor/", "")
        style = (_HERE / "templates/index.css").read_text()
        (self.folder / "index.css").write_text(faces + stylesheet(brand) + style)
        index = self.folder / "index.html"
        index.write_text(index_html(self.prints(), brand), encoding="utf-8")
        return index


def _size(path: Path) -> Size:
    with Image.open(path) as image:
        return image.size
