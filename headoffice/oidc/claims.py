"""What a provider says of a person: their name, their groups, and what these may read."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from headoffice.oidc.refusal import NotLetIn
from headoffice.settings import Group

#: Characters of a name; longer ones are cut.
_LONGEST: Final = 80
#: Groups that a refusal names before it says "…".
_NAMED: Final = 12


def plain(text: object) -> str:
    """*text* on one line, without what a reader cannot see; empty when it is no text."""
    if not isinstance(text, str):
        return ""
    return " ".join("".join(it if it.isprintable() else " " for it in text).split())


def shown_name(claims: Mapping[str, Any], provider: str) -> str:
    """How a person is called here: their name, else whatever names them, and who says so."""
    keys = ("name", "preferred_username", "email", "sub")
    name = next(name for key in keys if (name := plain(claims.get(key))) or key == "sub")
    return f"{name[:_LONGEST].strip()} ({provider})"


def groups_in(claim: object) -> tuple[str, ...]:
    """The groups of a claim; one text is one group, and what is no text is none."""
    several = claim if isinstance(claim, list) else [claim]
    return tuple(it for it in several if isinstance(it, str) and it)


def first_of(groups: Collection[str], offered: Sequence[Group]) -> Group:
    """The first of *offered* that is among *groups*. Raises NotLetIn."""
    found = next((one for one in offered if one.name in groups), None)
    if found is None:
        named = [plain(it)[:_LONGEST] for it in list(groups)[:_NAMED]]
        more = ["…"] if len(groups) > _NAMED else []
        raise NotLetIn("groups" if groups else "no groups", ", ".join(named + more))
    return found
