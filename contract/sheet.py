"""config/brand.toml as a style sheet, so that the pages wear what the screens wear."""

import re
from collections.abc import Iterator

from contract.brand import Brand


def stylesheet(brand: Brand) -> str:
    """Custom properties named after the keys of brand.toml."""
    lines = "\n".join(f"  --{name}: {value};" for name, value in _properties(brand))
    scheme = "dark" if is_dark(brand.colour.paper) else "light"
    return f":root {{\n  color-scheme: {scheme};\n{lines}\n}}\n"


def is_dark(colour: str) -> bool:
    """Whether *colour* (`#RRGGBB`) is nearer to black than to white; Rec. 709 weights."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128


def _properties(brand: Brand) -> Iterator[tuple[str, str]]:
    for name, colour in brand.colour.model_dump().items():
        yield name.replace("_", "-"), colour
    yield "display", f'"{family(brand.type.display)}", serif'
    yield "display-weight", str(brand.type.display_weight)
    yield "text", f'"{family(brand.type.text)}", system-ui, sans-serif'
    yield "text-weight", str(brand.type.text_weight)
    yield "strong-weight", str(brand.type.strong_weight)


def family(file_name: str) -> str:
    """The family a font file's name stands for: `CormorantGaramond` is `Cormorant Garamond`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", file_name)
