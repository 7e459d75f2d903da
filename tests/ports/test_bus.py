"""What every bus must do, tried in memory and on a real Mosquitto."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from messaging.port import (
    DELIVERED,
    NOBODY_LISTENING,
    NOT_AUTHORISED,
    SESSION_TAKEN_OVER,
    Message,
    Will,
)
from tests.ports.bus_labs import Lab, MemoryLab, MosquittoLab


@pytest.fixture(params=["memory", "mosquitto"])
def lab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lab]:
    chosen: Lab = MemoryLab() if request.param == "memory" else MosquittoLab(tmp_path)
    yield chosen
    chosen.close()


def test_message_arrives_as_it_was_sent(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["a/+/event/+"])
    lab.rest()
    pi.publish("a/b/event/c", b"\x00body", properties={"id": "1", "age": "20"})
    lab.wait(lambda: bool(hub.messages and pi.codes))
    found = hub.messages[0]
    assert (found.topic, found.payload, found.retained) == ("a/b/event/c", b"\x00body", False)
    assert found.properties == {"id": "1", "age": "20"}
    assert pi.codes == [DELIVERED]


def test_publish_with_nobody_listening(lab: Lab) -> None:
    pi = lab.probe("pi")
    pi.publish("nobody/home")
    lab.wait(lambda: pi.codes == [NOBODY_LISTENING])


def test_refused_publish_is_said_and_the_link_stays(lab: Lab) -> None:
    pi = lab.probe("pi")
    pi.publish("forbidden")
    pi.publish("allowed")
    lab.wait(lambda: pi.codes == [NOT_AUTHORISED, NOBODY_LISTENING])
    assert [link.up for link in pi.links] == [True]


def test_publish_with_the_link_down_is_not_kept(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["t"])
    pi.cut()
    lab.wait(lambda: not pi.up)
    pi.publish("t", b"lost")
    lab.wait(lambda: pi.codes == [136])
    pi.mend()
    lab.wait(lambda: pi.up)
    pi.publish("t", b"kept")
    lab.wait(lambda: bool(hub.messages))
    assert hub.payloads == [b"kept"]


def test_order_is_kept(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["t"])
    lab.rest()
    for n in range(500):
        pi.publish("t", b"%d" % n)
    # The hearer may have it all before the last word of the broker is back at the speaker.
    lab.wait(lambda: len(hub.messages) == len(pi.codes) == 500)
    assert hub.payloads == [b"%d" % n for n in range(500)]
    assert pi.codes == [DELIVERED] * 500


def test_large_message(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["t"])
    lab.rest()
    pi.publish("t", b"x" * 65_536)
    lab.wait(lambda: hub.payloads == [b"x" * 65_536])


def test_retained_comes_first_and_is_marked(lab: Lab) -> None:
    hub = lab.probe("hub")
    hub.publish("stock/1", b"2", retain=True)
    hub.publish("stock/2", b"9", retain=True)
    hub.publish("stock/2", b"", retain=True)
    lab.rest()
    pi = lab.probe("pi")
    pi.bus.subscribe(["stock/+"])
    lab.wait(lambda: pi.payloads == [b"2"])
    hub.publish("stock/1", b"1", retain=True)
    lab.wait(lambda: pi.payloads == [b"2", b"1"])
    assert [message.retained for message in pi.messages] == [True, False]


def test_retained_is_told_again_after_a_break(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.publish("stock/1", b"2", retain=True)
    lab.rest()
    pi.bus.subscribe(["stock/+"])
    lab.wait(lambda: pi.payloads == [b"2"])
    # What the broker does not know to have arrived it would tell once more.
    lab.rest()
    pi.cut()
    lab.wait(lambda: not pi.up)
    pi.mend()
    lab.wait(lambda: pi.payloads == [b"2", b"2"])


def test_retained_is_told_again_to_who_asks_anew(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.publish("stock/1", b"2", retain=True)
    lab.rest()
    pi.bus.subscribe(["stock/+"])
    lab.wait(lambda: pi.payloads == [b"2"])
    pi.bus.unsubscribe(["stock/+"])
    pi.bus.subscribe(["stock/+"])
    lab.wait(lambda: pi.payloads == [b"2", b"2"])


def test_unsubscribed_hears_nothing(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    pi.bus.subscribe(["a", "b"])
    pi.bus.unsubscribe(["a"])
    lab.rest()
    hub.publish("a")
    hub.publish("b")
    lab.wait(lambda: bool(pi.messages))
    lab.rest()
    assert [message.topic for message in pi.messages] == ["b"]


def test_subscribed_while_the_link_is_down(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    pi.bus.subscribe(["a"])
    lab.rest()
    pi.cut()
    lab.wait(lambda: not pi.up)
    pi.bus.subscribe(["b"])
    pi.mend()
    lab.wait(lambda: pi.up)
    lab.rest()
    hub.publish("a")
    hub.publish("b")
    lab.wait(lambda: [message.topic for message in pi.messages] == ["a", "b"])


def test_session_keeps_what_came_while_away(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["t"])
    lab.rest()
    hub.cut()
    lab.wait(lambda: not hub.up)
    for n in range(50):
        pi.publish("t", b"%d" % n)
    lab.wait(lambda: len(pi.codes) == 50)
    hub.mend()
    lab.wait(lambda: len(hub.messages) == 50)
    assert hub.payloads == [b"%d" % n for n in range(50)]


def test_clean_bus_begins_empty(lab: Lab) -> None:
    hub, pi = lab.probe("hub", clean=True), lab.probe("pi")
    hub.bus.subscribe(["t"])
    lab.rest()
    hub.cut()
    lab.wait(lambda: not hub.up)
    pi.publish("t", b"missed")
    lab.wait(lambda: len(pi.codes) == 1)
    hub.mend()
    lab.wait(lambda: hub.up)
    lab.rest()
    pi.publish("t", b"heard")
    lab.wait(lambda: hub.payloads == [b"heard"])


def test_message_expires_while_away(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    pi.bus.subscribe(["t"])
    lab.rest()
    pi.cut()
    lab.wait(lambda: not pi.up)
    hub.publish("t", b"stale", expiry=1)
    hub.publish("t", b"fresh", expiry=60)
    lab.wait(lambda: len(hub.codes) == 2)
    lab.pass_time(2)
    pi.mend()
    lab.wait(lambda: bool(pi.messages))
    assert pi.payloads == [b"fresh"]


def test_unsettled_comes_again_and_settled_does_not(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.settles = False
    hub.bus.subscribe(["t"])
    lab.rest()
    for payload in (b"1", b"2", b"3"):
        pi.publish("t", payload)
    lab.wait(lambda: len(hub.messages) == 3)
    hub.bus.settle(hub.messages[0])
    lab.rest()
    hub.cut()
    lab.wait(lambda: not hub.up)
    hub.mend()
    lab.wait(lambda: len(hub.messages) == 5)
    assert hub.payloads[3:] == [b"2", b"3"]


def test_settling_in_a_later_connection_settles_nothing_else(lab: Lab) -> None:
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.settles = False
    hub.bus.subscribe(["t"])
    lab.rest()
    pi.publish("t", b"1")
    lab.wait(lambda: len(hub.messages) == 1)
    old: Message = hub.messages[0]
    for again in (2, 3):
        hub.cut()
        lab.wait(lambda: not hub.up)
        hub.mend()
        lab.wait(lambda again=again: len(hub.messages) == again)
        hub.bus.settle(old)
        lab.rest()
    assert hub.payloads == [b"1"] * 3


def test_will_is_spoken_when_the_link_stays_away(lab: Lab) -> None:
    hub = lab.probe("hub")
    hub.bus.subscribe(["state"])
    lab.rest()
    pi = lab.probe("pi", will=Will("state", b"offline", delay=1))
    pi.publish("state", b"online", retain=True)
    lab.wait(lambda: hub.payloads == [b"online"])
    pi.cut()
    lab.rest()
    assert hub.payloads == [b"online"]
    lab.pass_time(2)
    lab.wait(lambda: hub.payloads == [b"online", b"offline"])


def test_will_is_not_spoken_when_the_link_comes_back_in_time(lab: Lab) -> None:
    hub = lab.probe("hub")
    hub.bus.subscribe(["state"])
    lab.rest()
    pi = lab.probe("pi", will=Will("state", b"offline", delay=2))
    pi.cut()
    lab.wait(lambda: not pi.up)
    pi.mend()
    lab.wait(lambda: pi.up)
    lab.pass_time(3)
    assert hub.payloads == []


def test_farewell_is_sent_and_the_will_is_not(lab: Lab) -> None:
    hub = lab.probe("hub")
    hub.bus.subscribe(["state"])
    lab.rest()
    pi = lab.probe("pi", will=Will("state", b"will", delay=0))
    pi.publish("state", b"offline", retain=True)
    pi.bus.stop()
    lab.pass_time(1)
    assert hub.payloads == [b"offline"]
    assert [link.up for link in pi.links] == [True, False]


def test_second_device_of_a_name_throws_the_first_off(lab: Lab) -> None:
    first = lab.probe("pi")
    lab.rest()
    lab.probe("pi")
    lab.wait(lambda: SESSION_TAKEN_OVER in [link.reason for link in first.links])


def test_broker_restarted(lab: Lab) -> None:
    """After a power cut it may know an older session or none; all are heard all the same."""
    hub, pi = lab.probe("hub"), lab.probe("pi")
    hub.bus.subscribe(["t"])
    lab.rest()
    lab.restart_broker()
    lab.wait(lambda: all(probe.up and len(probe.links) == 3 for probe in (hub, pi)))
    # Retained, so that it is heard whichever comes first, it or the subscription.
    pi.publish("t", b"after", retain=True)
    lab.wait(lambda: hub.payloads == [b"after"])
