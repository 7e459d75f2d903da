"""The table of CRM adapters, each imported on first use; a dotted path admits a foreign one."""

import importlib
import re
from collections.abc import Mapping

from contract.settings import did_you_mean
from hub.crm.port import Crm, CrmError

ADAPTERS: Mapping[str, str] = {"file": "hub.crm.file:FileCrm"}
_FOREIGN = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def checked_adapter(name: str) -> str:
    """*name* itself when it is of the table, or looks like a foreign one; else ValueError."""
    if name not in ADAPTERS and not _FOREIGN.fullmatch(name):
        raise ValueError(
            f"there are: {', '.join(sorted(ADAPTERS))}, or package.module:Class for one of your own"
            f"{did_you_mean(name, sorted(ADAPTERS))}"
        )
    return name


def make_crm(name: str, options: Mapping[str, str]) -> Crm:
    """The adapter *name*. Raises CrmError naming what there is, or what it says of its options."""
    module, _, kind = ADAPTERS.get(name, name).partition(":")
    try:
        made: Crm = vars(importlib.import_module(module))[kind](**options)
    except ImportError as error:
        raise CrmError(f"adapter {name!r} cannot be loaded: {error}") from error
    except KeyError:
        raise CrmError(f"adapter {name!r}: {module} has no class {kind!r}") from None
    except (TypeError, ValueError) as error:
        raise CrmError(f"adapter {name!r} does not take these options: {error}") from error
    return made
