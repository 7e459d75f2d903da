"""Settings from TOML text, with errors that name file, key, what was found and what is allowed."""

import difflib
import tomllib
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
#: The key whose value no error repeats.
_SECRET = "password"  # noqa: S105 - the name of it


class SettingsError(Exception):
    """One line per mistake, ready to be shown to the person who wrote the file."""


def load(text: str, file: str, model: type[M]) -> M:
    """The settings in *text* as a *model*.

    *file* is only named in errors. Raises SettingsError.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: this is not TOML: {error}") from error
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        lines = [_line(file, detail, model) for detail in error.errors()]
        raise SettingsError("\n".join(lines)) from error


def _line(file: str, detail: ErrorDetails, model: type[BaseModel]) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        allowed = _keys_at(model, detail["loc"][:-1])
        hint = did_you_mean(detail["loc"][-1], allowed)
        return f"{file}: {key}: no such key; allowed: {', '.join(allowed)}{hint}"
    if detail["type"] == "missing":
        return f"{file}: {key}: missing; it must be set"
    said = detail["msg"].removeprefix("Value error, ")
    if not key:
        # Of the file as a whole, with keys of its own: repeating all of it would help nobody.
        return "\n".join(f"{file}: {line}" for line in said.splitlines())
    return f"{file}: {key}: found {_shown(detail['loc'], detail['input'])}; {said}"


def _shown(path: tuple[str | int, ...], found: Any) -> str:
    """*found* as an error may show it: what is secret stands in no log."""
    return "what is not shown here" if _SECRET in path else repr(_masked(found))


def _masked(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    return {key: "…" if key == _SECRET else _masked(value) for key, value in found.items()}


def did_you_mean(found: str | int, allowed: Sequence[str]) -> str:
    """The end of a sentence: the one of *allowed* that is close to *found*, if any is."""
    close = difflib.get_close_matches(str(found), allowed, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    for part in path:
        inner = (
            _model_in(model.model_fields[str(part)].annotation)
            if str(part) in model.model_fields
            else None
        )
        model = inner or model
    return sorted(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model an annotation holds, looking through unions and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)
