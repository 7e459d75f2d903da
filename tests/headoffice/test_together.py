"""A page's questions asked beside one another: the same answers, and the same refusals."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from headoffice.store import TooSlow
from headoffice.web.together import at_once, soon

Rows = Sequence[Mapping[str, Any]]


def test_questions_are_asked_beside_one_another_and_answered_in_their_order() -> None:
    # Each waits until both are there: one after the other would never be answered.
    both = threading.Barrier(2, timeout=60)

    def ask(name: str, params: Mapping[str, Any]) -> Rows:
        both.wait()
        return [{"name": name, **params}]

    found = list(at_once(ask, ("visits", "requests"), ({"day": 1}, {"day": 2})))
    assert found == [[{"name": "visits", "day": 1}], [{"name": "requests", "day": 2}]]


def test_answer_is_there_when_it_is_wanted_and_a_refusal_is_raised_there() -> None:
    def ask(name: str, *, slow: bool) -> str:
        if slow:
            raise TooSlow("ask for fewer days")
        return name

    quick, slow = soon(ask, "visits", slow=False), soon(ask, "funnel", slow=True)
    assert quick() == "visits"
    with pytest.raises(TooSlow, match="ask for fewer days"):
        slow()
