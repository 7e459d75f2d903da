"""What an account may read, which follows from its role, and whether it may write."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Role = Literal["network", "region", "store", "read-only"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

Rows = Sequence[Mapping[str, Any]]
Ask = Callable[[str, Mapping[str, Any]], Rows]


class NotYours(Exception):
    """Says what was asked for and what may be; *instead* is a store that may be asked for alone,
    *mine* names all of them.
    """

    def __init__(self, why: str, instead: str = "", mine: str = "") -> None:
        super().__init__(why)
        self.instead, self.mine = instead, mine


@dataclass(frozen=True, slots=True)
class Scope:
    """The stores that are read, None for all that there are; whether notes are written."""

    stores: frozenset[str] | None = None
    writes: bool = True

    def known(self, stores: Iterable[str]) -> list[str]:
        """Those of *stores* that are read."""
        return [one for one in stores if self.reads(one)]

    def reads(self, store: str) -> bool:
        return self.stores is None or store in self.stores

    def only(self, store: str) -> str:
        """The store to ask for when *store* was, which is all of them when it is empty.

        Raises NotYours.
        """
        if self.reads(store):
            return store
        mine = sorted(self.stores or ())
        if not store and len(mine) == 1:
            return mine[0]
        have = ", ".join(mine) or "none"
        found = f"{store!r} was asked for" if store else "all stores were asked for at once"
        raise NotYours(
            f"{found}; this account reads: {have}",
            instead="" if store or not mine else mine[0],
            mine=have,
        )

    def narrowed(self, ask: Ask) -> Ask:
        """*ask*, for these stores alone. What it gives raises NotYours, too."""
        return ask if self.stores is None else lambda name, params: self._asked(ask, name, params)

    def _asked(self, ask: Ask, name: str, params: Mapping[str, Any]) -> Rows:
        if "stores" in params:
            return ask(name, {**params, "stores": self._among(params["stores"])})
        if "store" in params and self._is_one(params):
            return ask(name, {**params, "store": self.only(params["store"])})
        return [row for row in ask(name, params) if self._is_mine(row)]

    def _among(self, stores: Collection[str]) -> list[str]:
        wanted = [self.only(one) for one in stores] or sorted(self.stores or ())
        # No store at all would mean all of them.
        return wanted or [self.only("")]

    def _is_one(self, params: Mapping[str, Any]) -> bool:
        """Whether one store is asked for; of a list that is cut, others could not be left out."""
        return bool(params["store"]) or "limit" in params or len(self.stores or ()) == 1

    def _is_mine(self, row: Mapping[str, Any]) -> bool:
        if "store" not in row:
            self.only("")
        return self.reads(row["store"])


#: Of who runs head office itself, and of accounts that read the whole network.
ALL: Final = Scope()


@dataclass(frozen=True, slots=True)
class Standing:
    """A role, and of which region or store; *of* is empty for all of them."""

    role: Role = "network"
    of: str = ""

    def scope(self, regions: Mapping[str, Collection[str]]) -> Scope:
        """A region that the settings no longer name has no stores."""
        if self.role == "region" or (self.role == "read-only" and self.of in regions):
            stores: frozenset[str] | None = frozenset(regions.get(self.of, ()))
        else:
            stores = frozenset({self.of}) if self.of else None
        return Scope(stores, self.role != "read-only")


def standing(role: str, of: str, stores: Collection[str], regions: Collection[str]) -> Standing:
    """*role* checked against what there is. Raises ValueError, which says what would be right."""
    there: dict[Role, Collection[str]] = {
        "network": {""}, "region": regions, "store": stores,
        "read-only": {"", *stores, *regions},
    }  # fmt: skip
    found = next((one for one in ROLES if one == role), None)
    if found is None:
        raise ValueError(f"{role!r} is no role; {', '.join(ROLES)} are")
    if of not in there[found]:
        have = ", ".join(sorted(one for one in there[found] if one)) or "nothing"
        said = f"of {of!r}" if of else "of nothing in particular"
        raise ValueError(f"{role} {said} was found; --of would be right with: {have}")
    return Standing(found, of)
