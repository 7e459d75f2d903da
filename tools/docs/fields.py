"""What a model's fields are, in the words of its own source."""

import inspect
import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

_ATTRIBUTE = re.compile(r"^    (\w+): ")


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """One field as it stands on the wire."""

    key: str
    type: str
    required: bool
    text: str
    #: As JSON; empty when there is none.
    default: str


def fields_of(model: type[BaseModel]) -> list[FieldDoc]:
    """The fields of *model* in order, with the `#:` comments above them."""
    schema = model.model_json_schema(by_alias=True, mode="validation")
    comments = _comments(model)
    names = {(info.alias or name): name for name, info in model.model_fields.items()}
    return [
        FieldDoc(
            key,
            _type_words(part, schema.get("$defs", {})),
            key in schema.get("required", ()),
            comments.get(names[key], ""),
            json.dumps(part["default"], ensure_ascii=False) if "default" in part else "",
        )
        for key, part in schema.get("properties", {}).items()
    ]


def first_line(model: type[object]) -> str:
    """The first paragraph of its own docstring; an inherited one says nothing of it."""
    return inspect.cleandoc(vars(model).get("__doc__") or "").split("\n\n")[0].replace("\n", " ")


def _comments(model: type[BaseModel]) -> dict[str, str]:
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _own_comments(inspect.getsource(base))
    return found


def _own_comments(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    held: list[str] = []
    for line in source.splitlines():
        if line.strip().startswith("#:"):
            held.append(line.strip()[2:].strip())
        elif (match := _ATTRIBUTE.match(line)) and held:
            found[match.group(1)] = " ".join(held)
            held = []
        else:
            held = []
    return found


def _type_words(part: dict[str, Any], defs: dict[str, Any]) -> str:
    """A JSON schema's type in a few words, as in `text or nothing`."""
    if "$ref" in part:
        return _type_words(defs[part["$ref"].rsplit("/", 1)[1]], defs)
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_type_words(p, defs) for p in part["anyOf"]))
    if "enum" in part:
        return ", ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if part.get("type") == "array":
        return f"list of {_type_words(part.get('items', {}), defs)}"
    if part.get("type") == "object" and "additionalProperties" in part:
        inner = part["additionalProperties"]
        return f"map to {_type_words(inner, defs)}" if isinstance(inner, dict) else "object"
    kind = str(part.get("format", part.get("type", "any")))
    return _PLAIN.get(kind, kind)


_PLAIN = {
    "name": "name",
    "gtin": "GTIN, 14 digits",
    "uuid": "UUID",
    "sequence": "12 digits",
    "decimal": "decimal text",
    "date-time": "time, RFC 3339",
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "null": "nothing",
}
