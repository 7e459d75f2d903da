"""What the hub forgets of requests and of whom they were told, and what it never does."""

from datetime import timedelta

import pytest

from contract.ids import new_id
from hub import records
from hub.commands import Accept, Cancel, Command, Finish
from hub.roster import Colleague, Roster
from tests.hub.harness import Lyon

DAY = 86_400.0


def ask(lyon: Lyon, *commands: Command) -> str:
    """A request that Ann was called to, after *commands*."""
    lyon.desk.roster = lambda: Roster((Colleague("ann"),))
    request, device = new_id(), lyon.device()
    device.send(device.ask(request))
    for command in commands:
        lyon.desk.act(request, command)
    return request


def known(lyon: Lyon, request: str) -> tuple[bool, int]:
    """Whether the hub knows it, and how often it knows that somebody was told of it."""
    return lyon.desk.request(request) is not None, len(lyon.desk.story(request)[0])


@pytest.mark.parametrize("commands", [(Accept("ann"), Finish("ann")), (Cancel(),)])
def test_request_that_is_over_is_forgotten_after_ninety_days(
    lyon: Lyon, commands: tuple[Command, ...]
) -> None:
    request = ask(lyon, *commands)
    found = [known(lyon, request)]
    for days in (89.9, 0.2):
        lyon.advance(days * DAY)
        found.append(known(lyon, request))
    assert found == [(True, 1), (True, 1), (False, 0)]


def test_request_that_expired_is_forgotten_ninety_days_after_it_did(lyon: Lyon) -> None:
    request = ask(lyon)
    lyon.desk.tick(lyon.clock.now() + timedelta(seconds=900))
    lyon.advance(90 * DAY + 899)
    before = known(lyon, request)
    lyon.advance(3601)
    assert (before[0], known(lyon, request)) == (True, (False, 0))


def test_open_request_is_never_forgotten(lyon: Lyon) -> None:
    waiting, carried, over = ask(lyon), ask(lyon, Accept("ann")), ask(lyon, Cancel())
    with lyon.hub.db.transaction() as tx:
        records.forget_requests(tx, lyon.clock.now() + timedelta(days=1))
    found = [known(lyon, request) for request in (waiting, carried, over)]
    assert found == [(True, 1), (True, 1), (False, 0)]


def test_late_word_of_what_is_forgotten_changes_nothing(lyon: Lyon) -> None:
    request, device = new_id(), lyon.device()
    asked = device.ask(request)
    device.send(asked)
    lyon.desk.act(request, Cancel())
    lyon.advance(91 * DAY)
    device.send(asked)
    device.send(device.event("request.cancelled", {"request": request}, subject=request))
    assert (known(lyon, request), lyon.desk.open_requests()) == ((False, 0), ())
    assert device.settled()[-2:-1] == [asked["id"]]
