"""Who may do what on the store's broker: dynamic security, spoken over the bus as its admin."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

from contract import topics
from contract.ids import checked_name
from hub.dynsec import ADMIN_ROLE
from messaging.port import DELIVERED, NOBODY_LISTENING, Bus, LinkState, Message, Outgoing

_COMMANDS = "$CONTROL/dynamic-security/v1"
_ANSWERS = f"{_COMMANDS}/response"
#: What a command may answer when the thing to be deleted is not there.
_ABSENT = frozenset({"Client not found", "Role not found"})

Rule = dict[str, object]
Command = dict[str, object]


class BrokerRefused(Exception):
    """The broker did not do what it was told; its text names the command and the broker's words."""


class BrokerSilent(Exception):
    """The broker cannot be reached or gives no answer; its text says what to look at."""


class BrokerAdmin:
    """One conversation with the broker's dynamic security. Not for the bus's own thread.

    *bus* must be logged in as the broker's admin, *username*; it is started and stopped here:

        with BrokerAdmin(bus, new_id) as admin:
            admin.admit("cabin-3", "cabin-3", secret, store="lyon")
    """

    def __init__(
        self,
        bus: Bus,
        new_id: Callable[[], str],
        patience: float = 10.0,
        *,
        username: str = ADMIN_ROLE,
    ) -> None:
        self._bus, self._new_id, self._patience = bus, new_id, patience
        #: To remove one of these would lock the store out of its own broker.
        self._own = frozenset({username, ADMIN_ROLE})
        self._changed = threading.Condition()
        self._link = LinkState(up=False, why="not connected yet")
        self._answers: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        self._bus.subscribe([_ANSWERS])
        self._bus.start(self._hear, self._see)
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.stop()

    def set_up(self, store: str, username: str, secret: str) -> None:
        """Let the hub itself in. Again: its old secret is void and its connection ends.

        Raises ValueError for the admin's own name, as do `admit` and `revoke`.
        """
        self._let_in(username, secret, hub_rules(store))

    def admit(self, touchpoint: str, place: str, secret: str, *, store: str) -> None:
        """Let a touchpoint in. Again: its old secret is void and its connection ends."""
        self._let_in(checked_name(touchpoint), secret, touchpoint_rules(store, touchpoint, place))

    def revoke(self, name: str) -> None:
        """Shut a device out and end its connection; one that is not known is fine."""
        self.run(self._removal(name))

    def clear_state(self, touchpoint: str, *, store: str) -> bool:
        """Take back what a touchpoint left retained; False when the admin may not publish it."""
        left = (topics.STATE, topics.SOUND)
        return all(self._clear(t.name(store=store, touchpoint=touchpoint)) for t in left)

    def _clear(self, topic: str) -> bool:
        codes: list[int] = []

        def done(code: int) -> None:
            with self._changed:
                codes.append(code)
                self._changed.notify_all()

        self._await(lambda: self._link.up)
        self._bus.publish(Outgoing(topic, b"", retain=True), done)
        self._await(lambda: bool(codes))
        return codes[0] in (DELIVERED, NOBODY_LISTENING)

    def admitted(self) -> list[str]:
        """The names of everybody who is let in, the admin among them."""
        (answer,) = self.run([{"command": "listClients"}])
        return sorted(answer["data"]["clients"])

    def run(self, commands: Sequence[Command]) -> list[dict[str, Any]]:
        """Do *commands* in order and return the answers. Raises BrokerRefused, BrokerSilent."""
        marked = [{**command, "correlationData": self._new_id()} for command in commands]
        marks = [str(command["correlationData"]) for command in marked]
        self._await(lambda: self._link.up)
        body = json.dumps({"commands": marked}).encode()
        self._bus.publish(Outgoing(_COMMANDS, body), self._delivered)
        self._await(lambda: self._answers.keys() >= set(marks))
        answers = [self._answers.pop(mark) for mark in marks]
        for answer in answers:
            error = answer.get("error")
            if error is not None and not (
                str(answer["command"]).startswith("delete") and error in _ABSENT
            ):
                raise BrokerRefused(f"the broker refused {answer['command']}: {error}")
        return answers

    def _let_in(self, name: str, secret: str, rules: Sequence[Rule]) -> None:
        # The name is the client id too: nobody may take another's session with a valid password.
        client: Command = {
            "command": "createClient",
            "username": name,
            "clientid": name,
            "password": secret,
            "roles": [{"rolename": name}],
        }
        role: Command = {"command": "createRole", "rolename": name, "acls": list(rules)}
        self.run([*self._removal(name), role, client])

    def _removal(self, name: str) -> list[Command]:
        if name in self._own:
            raise ValueError(f"{name!r} is the broker's own admin; another name is right")
        return [
            {"command": "deleteClient", "username": name},
            {"command": "deleteRole", "rolename": name},
        ]

    def _await(self, happened: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(happened, self._patience):
                why = self._link.why or "it takes the command and does not answer"
                raise BrokerSilent(
                    f"no answer from the broker within {self._patience:.0f} s: {why}. "
                    f"Does it run, with dynamic security, and is the admin's secret right?"
                )

    def _hear(self, message: Message) -> None:
        with self._changed:
            for answer in json.loads(message.payload).get("responses", ()):
                self._answers[str(answer.get("correlationData"))] = answer
            self._changed.notify_all()
        self._bus.settle(message)

    def _see(self, link: LinkState) -> None:
        with self._changed:
            self._link = link
            self._changed.notify_all()

    def _delivered(self, code: int) -> None:
        if code != DELIVERED:
            with self._changed:
                self._link = LinkState(up=False, why=f"the command was refused with reason {code}")


def touchpoint_rules(store: str, touchpoint: str, place: str) -> list[Rule]:
    """All that a touchpoint may do; the broker denies the rest."""
    own = {"store": store, "touchpoint": touchpoint}
    event = f"{topics.ROOT}/{store}/{touchpoint}/event/#"
    speaks = (
        event,
        topics.STATE.name(**own),
        topics.READS.name(**own),
        topics.SOUND.name(**own),
        topics.CLAIM.name(**own),
    )
    hears = (
        topics.ACK.name(**own),
        topics.COMMAND.filter(**own),
        topics.HUB_STATE.name(store=store),
        f"{topics.ROOT}/{store}/stock/#",
        topics.REQUEST.filter(store=store, place=place),
        topics.RESERVATION.filter(store=store, place=place),
        topics.APPOINTMENT.filter(store=store, place=place),
        topics.STYLING.name(store=store),
        topics.CATALOGUE.name(store=store),
        topics.SETTINGS.name(store=store),
        topics.SOLD.name(store=store),
        topics.ADVICE.name(store=store),
        topics.READS.filter(store=store),
        topics.SOUND.filter(store=store),
        topics.CLAIM.filter(store=store),
        topics.STATE.filter(store=store),
    )
    return [*_may_speak(speaks), *_may_hear(hears)]


def hub_rules(store: str) -> list[Rule]:
    """The hub speaks and hears everything of its store, and of no other."""
    everything = (f"{topics.ROOT}/{store}/#",)
    return [*_may_speak(everything), *_may_hear(everything)]


def _may_speak(names: Sequence[str]) -> Iterator[Rule]:
    for name in names:
        yield {"acltype": "publishClientSend", "topic": name, "allow": True}


def _may_hear(names: Sequence[str]) -> Iterator[Rule]:
    for name in names:
        yield {"acltype": "subscribePattern", "topic": name, "allow": True}
        # Checked at each delivery: an old session keeps no right of an old place.
        yield {"acltype": "publishClientReceive", "topic": name, "allow": True}
