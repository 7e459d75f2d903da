"""Every route of a server called with what nobody would send, by its own description of itself."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import requests
import schemathesis
from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from contract.http import PROBLEM_CONTENT_TYPE

#: Calls of each route; and with --whole.
_CALLS, _WHOLE = 3, 300
#: A page for a person, a problem for a program.
_ACCEPTED = ("text/html", "application/json")
_PATIENCE = 60.0
MOST_LINE = 16_000

Document = dict[str, Any]
#: Who called, and what they were told.
Answers = Iterator[tuple[str, requests.Response]]


def names(routers: Iterable[APIRouter], endless: Iterable[str] = ()) -> list[str]:
    """Every route as `GET /journey`, but those that never end."""
    found = {
        f"{method} {route.path_format}"
        for route in _routes(routers)
        for method in sorted(route.methods)
    }
    assert found > set(endless)
    return sorted(found - set(endless))


def described(routers: Iterable[APIRouter], known: Mapping[str, Sequence[Any]]) -> Document:
    """The OpenAPI document of all routes, pages too; a parameter that is *known* is often one of
    these values, so that calls come further than the first check.
    """
    shown = []
    for route in _routes(routers):
        shown.append(copy.copy(route))
        shown[-1].include_in_schema = True
    document = get_openapi(title="under fire", version="1", routes=shown)
    for operation in (it for path in document["paths"].values() for it in path.values()):
        # Who calls is ours to say.
        operation.pop("security", None)
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _often(parameter["name"], parameter["schema"], known)
    for model in document.get("components", {}).get("schemas", {}).values():
        for name, schema in model.get("properties", {}).items():
            model["properties"][name] = _often(name, schema, known)
    document.get("components", {}).pop("securitySchemes", None)
    return document


def _often(name: str, schema: Document, known: Mapping[str, Sequence[Any]]) -> Document:
    return {"anyOf": [{"enum": list(known[name])}, schema]} if name in known else schema


def _routes(routers: Iterable[APIRouter]) -> list[APIRoute]:
    return [it for router in routers for it in router.routes if isinstance(it, APIRoute)]


class Fire:
    """Calls one route again and again, the same way in each run."""

    def __init__(self, document: Document, *, whole: bool) -> None:
        self._schema = schemathesis.openapi.from_dict(document)
        self._calls = _WHOLE if whole else _CALLS

    def at(self, name: str, send: Callable[[Case, str], Answers]) -> None:
        """*send* hands a call over, asking for a media type, as everybody who may come."""
        method, path = name.split(" ", 1)
        operation = self._schema[path][method]

        @settings(
            max_examples=self._calls,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.one_of(_cases(operation)), st.sampled_from(_ACCEPTED))
        def called(case: Case, accept: str) -> None:
            for caller, answer in send(case, accept):
                check(caller, case, answer)

        called()


def _cases(operation: Any) -> list[st.SearchStrategy[Case]]:
    modes = [GenerationMode.POSITIVE]
    if operation.query or operation.path_parameters or operation.body:
        modes.append(GenerationMode.NEGATIVE)
    return [operation.as_strategy(generation_mode=mode) for mode in modes]


def check(caller: str, case: Case, answer: requests.Response) -> None:
    """No mistake of ours, and a refusal says what it is, to a person or to a program."""

    def told() -> str:
        return f"{caller}: {case.as_curl_command()}\n{answer.status_code} {answer.text[:2000]}"

    assert answer.status_code < 500, told()
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code >= 400:
        assert kind.startswith(("text/html", PROBLEM_CONTENT_TYPE)), told()
    if kind.startswith(PROBLEM_CONTENT_TYPE):
        found = answer.json()
        assert (found["status"], bool(found["detail"])) == (answer.status_code, True), told()
    assert answer.headers["X-Content-Type-Options"] == "nosniff", told()


def sent(
    case: Case, accept: str, *, url: str, callers: Mapping[str, requests.Session], **params: str
) -> Answers:
    """What each of *callers* is answered, wherever else it may lead; *params* are asked as well."""
    call = case.as_transport_kwargs(url, {"Accept": accept})
    call["params"] = {**(call.get("params") or {}), **params}
    method, where = call.pop("method"), call.pop("url")
    whole = requests.Request("GET", where, params=call["params"]).prepare().url or ""
    # A longer line is cut off by the server, before any route is asked.
    assume(len(whole) < MOST_LINE)
    for name, session in callers.items():
        yield name, session.request(method, where, **call, allow_redirects=False, timeout=_PATIENCE)
