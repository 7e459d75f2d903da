"""The README's picture: the product's four places side by side on one sheet of paper."""

import io
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from simulation.pictures.camera import camera, photograph, visitor
from simulation.processes import ProgramFailed

#: Which picture stands for each place.
PLACES = {
    "kiosk": "kiosk-portrait-en-garment",
    "mirror": "mirror-portrait-en-on-the-way",
    "staff": "staff-phone-several",
    "office": "office-wide-today",
}
SIZE = (2404, 1260)
_HERE = Path(__file__).parent
_QUALITY = 88


def readme_html(names: dict[str, str]) -> str:
    """The sheet for pictures that lie beside it, by place."""
    pages = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return pages.get_template("readme.html").render(
        {place: f"{name}.png" for place, name in names.items()}
    )


def compose(pictures: Path, target: Path, told: Callable[[str], None]) -> Path:
    """Lay out what lies in *pictures*; the JPEG in *target*. Raises ProgramFailed."""
    missing = [name for name in PLACES.values() if not (pictures / f"{name}.png").is_file()]
    if missing:
        raise ProgramFailed(f"{', '.join(missing)}: not photographed yet; leave out --only")
    sheet = pictures / "readme.html"
    sheet.write_text(readme_html(PLACES), encoding="utf-8")
    with camera() as browser, visitor(browser, SIZE, {}, "", sharp=1) as page:
        png = photograph(page, sheet.resolve().as_uri())
    target.mkdir(parents=True, exist_ok=True)
    file = target / "parcours.jpg"
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(file, quality=_QUALITY, optimize=True, progressive=True)
    told(f"{file}: {file.stat().st_size // 1024} KB")
    return file
