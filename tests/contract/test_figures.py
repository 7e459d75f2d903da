"""Read quality: a share that is one for any counts there can be, and silent about a handful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.figures import FEWEST, READ_QUALITY, Rate, read_quality

COUNTS = st.integers(0, 10**6).flatmap(lambda told: st.tuples(st.just(told), st.integers(0, told)))


@given(COUNTS)
def test_quality_lies_between_none_and_all(counts: tuple[int, int]) -> None:
    told, disowned = counts
    found = read_quality(told, disowned)
    assert (found.n, found.of + disowned) == (told, told)
    if told < FEWEST:
        assert found.value is None
    else:
        assert found.value is not None
        # Also false for NaN, which compares with nothing.
        assert 0 <= found.value <= 1
        assert (found.value == 1) == (disowned == 0)


@given(COUNTS, st.integers(1, 100))
def test_more_disowned_is_never_better(counts: tuple[int, int], more: int) -> None:
    told, disowned = counts
    before = read_quality(told + more, disowned).value
    after = read_quality(told + more, disowned + more).value
    assert (before is None) == (after is None)
    assert before is None or after is None or after < before


@pytest.mark.parametrize(
    ("told", "disowned", "value"), [(0, 0, None), (9, 0, None), (10, 1, 0.9), (200, 6, 0.97)]
)
def test_quality_of_some_counts(told: int, disowned: int, value: float | None) -> None:
    found = READ_QUALITY.count(told, disowned)
    assert (found, found.value) == (Rate(told - disowned, told), value)


@pytest.mark.parametrize(("told", "disowned"), [(3, 4), (3, -1), (-1, -1)])
def test_counts_that_cannot_be_are_refused(told: int, disowned: int) -> None:
    with pytest.raises(ValueError, match=f"{disowned} disowned of {told} garments told were found"):
        read_quality(told, disowned)


def test_definition_is_one_sentence() -> None:
    assert READ_QUALITY.definition.count(".") == 1
    assert READ_QUALITY.definition.endswith(".")
