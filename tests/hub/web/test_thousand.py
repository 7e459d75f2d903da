"""A thousand people's taps at once, over real HTTP: each request has one owner, and all say who."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from tests.hub.web.conftest import Callers
from tests.hub.web.shop import PIN

PEOPLE, REQUESTS = 20, 50


def test_a_thousand_accepts_at_once_leave_one_owner_each(callers: Callers) -> None:
    names = [f"person-{number}" for number in range(PEOPLE)]
    for name in names:
        callers.shop.access.enrol_associate(name, PIN, associate=name)
    clients = dict(zip(names, [callers.person(name) for name in names], strict=True))
    requests = [callers.shop.ask() for _ in range(REQUESTS)]

    def accept(tap: tuple[str, str]) -> tuple[str, int, str]:
        request, name = tap
        answer = clients[name].post(f"/v1/requests/{request}/accept", timeout=60)
        return request, answer.status_code, answer.json()["associate"]

    taps = [*product(requests, names)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(accept, taps))
    owners = {}
    for request in requests:
        found = callers.shop.desk.request(request)
        assert found is not None
        owners[request] = found.associate
    assert {(request, owner) for request, _, owner in answers} == set(owners.items())
    assert Counter(status for _, status, _ in answers) == {
        200: REQUESTS,
        409: REQUESTS * (PEOPLE - 1),
    }
    assert all(owner in names for owner in owners.values())
    assert len(answers) == 1000
