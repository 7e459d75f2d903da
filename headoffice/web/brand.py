"""config/brand.toml as a style sheet, so that the dashboard wears what the screens wear."""

import re

from contract.brand import Brand


def stylesheet(brand: Brand) -> str:
    """Custom properties named after the keys of brand.toml."""
    properties = {
        **{name.replace("_", "-"): value for name, value in brand.colour.model_dump().items()},
        "display": f'"{_family(brand.type.display)}", serif',
        "display-weight": brand.type.display_weight,
        "text": f'"{_family(brand.type.text)}", system-ui, sans-serif',
        "text-weight": brand.type.text_weight,
        "strong-weight": brand.type.strong_weight,
    }
    scheme = "dark" if _is_dark(brand.colour.paper) else "light"
    lines = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return f":root {{\n  color-scheme: {scheme};\n{lines}}}\n"


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128


def _family(file_name: str) -> str:
    """`CormorantGaramond` is the family `Cormorant Garamond`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", file_name)
