"""docs/settings.md: what each file in config/ may say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from contract.brand import Brand
from contract.tiers import Tiers
from fittingroom.settings import Settings as MirrorSettings
from headoffice.journeys import Phases
from headoffice.settings import Settings as HeadOffice
from hub.settings import Settings as Hub
from kiosk.settings import Settings as KioskSettings
from tools.docs.fields import FieldDoc, fields_of, first_line
from touchpoint.settings import StationSettings

FILES: dict[str, type[BaseModel]] = {
    "kiosk.toml": KioskSettings,
    "fittingroom.toml": MirrorSettings,
    "reader.toml": StationSettings,
    "hub.toml": Hub,
    "headoffice.toml": HeadOffice,
    "journey.toml": Phases,
    "tiers.toml": Tiers,
    "brand.toml": Brand,
}

_HEAD = """# Settings

Written by `make docs` from the settings models; change those, not this page.
A mistake in a file is told with file, key, what was found and what is allowed.
"""


def settings_page() -> str:
    parts = [_HEAD]
    for name, model in FILES.items():
        parts.append(f"## config/{name}\n\n{first_line(model)}\n\n{_table(model)}")
    return "\n".join(parts)


def _table(model: type[BaseModel]) -> str:
    rows = [f"| `{f.key}` | {f.type} | {_default(f)} | {f.text} |" for f in keys_of(model)]
    return "\n".join(["| key | type | default | |", "|---|---|---|---|", *rows, ""])


def _default(field: FieldDoc) -> str:
    if field.required:
        return "must be set"
    return f"`{field.default}`" if field.default not in {"", "null", '""'} else ""


def keys_of(model: type[BaseModel], prefix: str = "") -> Iterator[FieldDoc]:
    """Every key, those of a table written `table.key`."""
    fields = {(info.alias or name): info for name, info in model.model_fields.items()}
    for field in fields_of(model):
        inner = _model_in(fields[field.key].annotation)
        many = "NAME." if inner and _is_mapping(fields[field.key].annotation) else ""
        if inner is None:
            yield replace(field, key=prefix + field.key)
        else:
            yield from keys_of(inner, f"{prefix}{field.key}.{many}")


def _is_mapping(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) in {dict, Mapping}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)
