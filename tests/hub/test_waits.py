"""The wait that a shopper is told."""

import pytest

from contract.requests import RequestStatus
from hub.waits import expected

ON_THE_WAY = RequestStatus.ON_THE_WAY


@pytest.mark.parametrize(
    ("fetches", "said"),
    [
        ([], (60, 180)),
        ([10, 10, 10, 10], (60, 180)),
        ([10, 12, 14, 16, 18], (30, 60)),
        ([65, 70, 100, 140, 200], (60, 150)),
        ([300, 300, 300, 300, 300], (300, 330)),
    ],
)
def test_wait_is_a_range_of_half_minutes(fetches: list[float], said: tuple[int, int]) -> None:
    assert expected(ON_THE_WAY, fetches) == said


@pytest.mark.parametrize("state", ["made", "seen", "done", "unavailable", "cancelled", "expired"])
def test_nothing_is_promised_while_nobody_has_it(state: str) -> None:
    assert expected(RequestStatus(state), [60] * 9) is None
