"""The table of lights, each imported on first use; a dotted path admits a foreign one."""

import importlib
from collections.abc import Mapping

from fittingroom.lighting.port import Lighting, LightingError

LIGHTING: Mapping[str, str] = {
    "none": "fittingroom.lighting.none:NoLighting",
    "http": "fittingroom.lighting.http:HttpLighting",
}


def make_lighting(adapter: str, options: Mapping[str, str]) -> Lighting:
    """A light by *adapter*: a name of the table, or `package.module:Class`.

    Raises LightingError naming what there is, or why the options are not taken.
    """
    module, _, name = LIGHTING.get(adapter, adapter).partition(":")
    if not name:
        known = ", ".join(sorted(LIGHTING))
        raise LightingError(
            f"no light is called {adapter!r}; there are: {known}, package.module:Class"
        )
    try:
        made: Lighting = vars(importlib.import_module(module))[name](**options)
    except ImportError as error:
        raise LightingError(f"light {adapter!r} cannot be loaded: {error}") from error
    except KeyError:
        raise LightingError(f"light {adapter!r}: {module} has no class {name!r}") from None
    except (TypeError, ValueError) as error:
        raise LightingError(f"light {adapter!r} does not take these options: {error}") from error
    return made
