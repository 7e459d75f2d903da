"""docs/events.md: the envelope and every event, by who makes it."""

from contract.envelope import Event
from contract.events import EVENTS, EventData, Maker
from contract.outcomes import Outcome, Reason
from tools.docs.fields import FieldDoc, fields_of, first_line

_HEAD = """# Events

Written by `make docs` from `contract/`; change the models, not this page.

Every event is one CloudEvents 1.0 document in structured JSON
(`application/cloudevents+json; charset=utf-8`), at most 64 KiB. Its type is `parcours.NAME.v1`.
Identity is (source, id). Readers ignore keys of `data` they do not know.
"""


def events_page() -> str:
    parts = [_HEAD, "## The envelope\n", table(fields_of(Event)), _outcomes()]
    for maker, title in (
        (Maker.TOUCHPOINT, "Made by a touchpoint"),
        (Maker.HUB, "Made by the hub"),
    ):
        parts.append(f"## {title}\n")
        parts += [_section(model) for _, model in sorted(EVENTS.items()) if maker in model.makers]
    return "\n".join(parts)


def table(fields: list[FieldDoc]) -> str:
    if not fields:
        return "No data.\n"
    rows = [f"| `{f.key}` | {f.type} | {'yes' if f.required else ''} | {f.text} |" for f in fields]
    return "\n".join(["| key | type | required | |", "|---|---|---|---|", *rows, ""])


def _section(model: type[EventData]) -> str:
    return f"### {model.name}\n\n{first_line(model)}\n\n{table(fields_of(model))}"


def _outcomes() -> str:
    lines = [f"- `{o}`" for o in Outcome]
    reasons = [f"- `{r}`" for r in Reason]
    return "\n".join(
        [
            "## Outcomes\n",
            "Each event ends in exactly one:\n",
            *lines,
            "\nReasons of a rejection:\n",
            *reasons,
            "",
        ]
    )
