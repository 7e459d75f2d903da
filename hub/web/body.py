"""Request bodies, read only after the caller is known, and checked against their model."""

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from hub.web.problems import ProblemError

#: A stock feed of 100,000 variants fits; nothing else comes near it.
MOST_BYTES = 16 * 1024 * 1024

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Body:
    raw: bytes

    def read(self, model: type[M]) -> M:
        """The body as *model*. Raises ProblemError 422 naming each field that does not fit."""
        try:
            return model.model_validate_json(self.raw)
        except ValidationError as error:
            found = "; ".join(
                f"{'.'.join(map(str, part['loc'])) or 'body'}: {part['msg']}"
                for part in error.errors(include_url=False, include_input=False)[:20]
            )
            raise ProblemError(422, "This body does not fit", found) from error


async def _read(request: Request) -> Body:
    try:
        return await _whole(request)
    except ClientDisconnect as error:
        # A page that was closed in mid-sentence: nothing is wrong here.
        raise ProblemError(400, "Broken off", "The body ended before its length.") from error


async def _whole(request: Request) -> Body:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise ProblemError(
                413, "Too large", f"More than {MOST_BYTES} bytes were found; send it in parts."
            )
        parts.append(part)
    return Body(b"".join(parts))


#: Declared after the caller in a handler: FastAPI works dependencies off in that order.
Asked = Annotated[Body, Depends(_read)]


def asks(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """What the OpenAPI document says of a body that a handler reads by itself."""
    found = model.model_json_schema()
    parts = found.pop("$defs", {})
    # No other route declares them: a reference would lead nowhere.
    schema = _written_out(found, parts)
    return {
        "requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}
    }


def _written_out(schema: Any, parts: dict[str, Any]) -> Any:
    """*schema* with what it refers to written out."""
    if isinstance(schema, list):
        return [_written_out(it, parts) for it in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _written_out(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {key: _written_out(value, parts) for key, value in schema.items()}
