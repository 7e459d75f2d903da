"""The table of readers, each imported on first use; a dotted path admits a foreign one."""

import importlib
from collections.abc import Mapping

from touchpoint.readers.port import Reader, ReaderError

READERS: Mapping[str, str] = {
    "simulated": "touchpoint.readers.simulated:SimulatedReader",
    "llrp": "touchpoint.readers.llrp.reader:LlrpReader",
    "camera": "touchpoint.readers.camera:CameraReader",
    "keyboard": "touchpoint.readers.keyboard:KeyboardReader",
    "pn532": "touchpoint.readers.pn532:Pn532Reader",
}


def make_reader(kind: str, options: Mapping[str, str]) -> Reader:
    """A reader of *kind*: a name of the table, or `package.module:Class`.

    Raises ReaderError naming what there is, or the options that the reader takes.
    """
    path = READERS.get(kind, kind)
    module, _, name = path.partition(":")
    if not name:
        known = ", ".join(sorted(READERS))
        raise ReaderError(f"no reader is called {kind!r}; there are: {known}, package.module:Class")
    try:
        made: Reader = vars(importlib.import_module(module))[name](**options)
    except ImportError as error:
        raise ReaderError(f"reader {kind!r} cannot be loaded: {error}") from error
    except KeyError:
        raise ReaderError(f"reader {kind!r}: {module} has no class {name!r}") from None
    except (TypeError, ValueError) as error:
        raise ReaderError(f"reader {kind!r} does not take these options: {error}") from error
    return made
