"""What a role may read: questions are narrowed to it, or refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headoffice.standing import ALL, NotYours, Scope, Standing, standing

REGIONS = {"south": ("lyon", "nice")}
STORES = ("arras", "lyon", "nice")
SOUTH = Standing("region", "south").scope(REGIONS)
RIGHT = " was found; --of would be right with: "
LYON = Standing("store", "lyon").scope(REGIONS)


def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """As the journey store answers: no stores, and an empty one, mean all of them."""
    wanted = params.get("stores") or [one for one in [params.get("store", "")] if one] or STORES
    if name == "one row of all":
        return [{"events": len(wanted)}]
    return [{"store": one} for one in STORES if one in wanted][: params.get("limit", 99)]


def told(scope: Scope, **params: Any) -> list[str]:
    return [row["store"] for row in scope.narrowed(ask)("rows", params)]


@pytest.mark.parametrize(
    ("role", "of", "stores", "writes"),
    [
        ("network", "", None, True),
        ("region", "south", {"lyon", "nice"}, True),
        ("region", "gone since", set(), True),
        ("store", "lyon", {"lyon"}, True),
        ("read-only", "", None, False),
        ("read-only", "south", {"lyon", "nice"}, False),
        ("read-only", "lyon", {"lyon"}, False),
    ],
)
def test_role_and_what_it_reads(role: Any, of: str, stores: set[str] | None, writes: bool) -> None:
    scope = Standing(role, of).scope(REGIONS)
    assert (scope.stores, scope.writes) == (stores, writes)


def test_question_of_all_stores_is_of_ones_own() -> None:
    for params in ({}, {"stores": []}, {"store": ""}):
        assert (told(ALL, **params), told(SOUTH, **params), told(LYON, **params)) == (
            ["arras", "lyon", "nice"],
            ["lyon", "nice"],
            ["lyon"],
        )


@pytest.mark.parametrize("params", [{"store": "arras"}, {"stores": ["lyon", "arras"]}])
def test_question_of_another_store_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(NotYours, match="'arras' was asked for; this account reads: lyon, nice"):
        told(SOUTH, **params)


def test_list_that_is_cut_is_asked_of_one_store_alone() -> None:
    with pytest.raises(NotYours) as refused:
        told(SOUTH, store="", limit=1)
    assert refused.value.instead == "lyon"
    assert (told(SOUTH, store="nice", limit=1), told(LYON, store="", limit=1)) == (
        ["nice"],
        ["lyon"],
    )


def test_what_counts_all_stores_together_is_refused() -> None:
    with pytest.raises(NotYours, match="all stores were asked for at once"):
        SOUTH.narrowed(ask)("one row of all", {})


def test_region_without_stores_reads_nothing() -> None:
    nothing = Standing("region", "gone since").scope(REGIONS)
    for params in ({"stores": []}, {"store": "", "limit": 1}, {"store": "lyon"}):
        with pytest.raises(NotYours, match="this account reads: none"):
            told(nothing, **params)
    assert told(nothing) == []


_NAMES = st.sampled_from(STORES)


@given(
    st.frozensets(_NAMES),
    st.fixed_dictionaries(
        {},
        optional={
            "store": st.one_of(st.just(""), _NAMES),
            "stores": st.lists(_NAMES),
            "limit": st.integers(1, 3),
        },
    ),
)
def test_nothing_of_another_store_is_ever_told(
    mine: frozenset[str], params: dict[str, Any]
) -> None:
    try:
        found = told(Scope(mine), **params)
    except NotYours:
        return
    assert set(found) <= mine


@pytest.mark.parametrize(
    ("role", "of", "why"),
    [
        ("chief", "", "'chief' is no role; network, region, store, read-only are"),
        ("network", "lyon", f"network of 'lyon'{RIGHT}nothing"),
        ("region", "", f"region of nothing in particular{RIGHT}south"),
        ("store", "paris", f"store of 'paris'{RIGHT}arras, lyon, nice"),
    ],
)
def test_role_that_cannot_be_says_what_could(role: str, of: str, why: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the words are compared whole
        standing(role, of, STORES, REGIONS)
    assert str(refused.value) == why
