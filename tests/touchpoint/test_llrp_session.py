"""The conversation with a reader, its wishes and its options, without a socket."""

import re
import struct
import tomllib
from pathlib import Path

import pytest

from simulation.llrp.desk import Desk
from simulation.llrp.spec import read_spec
from simulation.llrp.words import capabilities, greeting
from touchpoint.readers import ReaderError, make_reader
from touchpoint.readers.llrp.capabilities import Capabilities, read_capabilities
from touchpoint.readers.llrp.frames import Message, Type
from touchpoint.readers.llrp.options import read_wishes
from touchpoint.readers.llrp.parameters import P, tlv
from touchpoint.readers.llrp.reader import LlrpReader
from touchpoint.readers.llrp.rospec import Wishes, write_rospec
from touchpoint.readers.llrp.session import Heard, Session
from touchpoint.readers.llrp.status import write_status
from touchpoint.settings import ReaderSettings

FOUR = Capabilities(4, {1: 10.0, 2: 20.0, 3: 30.0}, None)
ORDER = [
    Type.GET_READER_CAPABILITIES,
    Type.DELETE_ROSPEC,
    Type.SET_READER_CONFIG,
    Type.ADD_ROSPEC,
    Type.ENABLE_ROSPEC,
    Type.START_ROSPEC,
]


def begun() -> tuple[Session, Message]:
    """A session that has asked for capabilities, and what it asked."""
    session = Session(Wishes())
    (asked,) = session.hear(greeting(0, 0)).replies
    return session, asked


def agreed(wishes: Wishes) -> tuple[Session, Desk, list[Message]]:
    """A session that came to an agreement with a reader's desk, and all it asked."""
    session, desk = Session(wishes), Desk(4)
    asked: list[Message] = []
    answers = [greeting(0, 0)]
    while answers:
        replies = [reply for answer in answers for reply in session.hear(answer).replies]
        asked += replies
        answers = [answer for reply in replies for answer in desk.hear(reply, 0.0)]
    return session, desk, asked


def test_session_asks_one_thing_after_the_other() -> None:
    session, desk, asked = agreed(Wishes(antennas=(2, 4), power=27.0))
    assert [message.kind for message in asked] == ORDER
    assert (session.running, desk.state, desk.keepalive) == (True, "active", 2.0)
    assert desk.spec
    assert (desk.spec.antennas, desk.spec.most, desk.spec.transmitters) == (
        (2, 4),
        1,
        ((2, 4), (4, 4)),
    )


def test_goodbye_leaves_nothing_behind() -> None:
    session, desk, _ = agreed(Wishes())
    said = [answer.name for it in session.goodbye() for answer in desk.hear(it, 0.0)]
    assert said == ["DELETE_ROSPEC_RESPONSE", "CLOSE_CONNECTION_RESPONSE"]
    assert (desk.spec, desk.closing) == (None, True)


def test_keepalive_is_acknowledged_at_any_time() -> None:
    reply = Heard((Message(Type.KEEPALIVE_ACK, 7),))
    assert Session(Wishes()).hear(Message(Type.KEEPALIVE, 7)) == reply


def test_what_a_vendor_adds_is_passed_over() -> None:
    assert Session(Wishes()).hear(Message(Type.CUSTOM_MESSAGE, 7)) == Heard()


def test_second_greeting_starts_nothing_anew() -> None:
    session, _ = begun()
    assert session.hear(greeting(0, 0)) == Heard()


@pytest.mark.parametrize(
    ("kind", "number", "right"),
    [
        (Type.ADD_ROSPEC_RESPONSE, 1, "GET_READER_CAPABILITIES_RESPONSE 1 is right"),
        (Type.GET_READER_CAPABILITIES_RESPONSE, 2, "GET_READER_CAPABILITIES_RESPONSE 1 is right"),
        (999, 1, "message type 999 1 came"),
    ],
)
def test_answer_out_of_order_is_refused(kind: int, number: int, right: str) -> None:
    session, _ = begun()
    with pytest.raises(ValueError, match=right):
        session.hear(Message(kind, number, write_status()))


def test_answer_before_the_greeting_is_refused() -> None:
    with pytest.raises(ValueError, match="the reader's greeting is right"):
        Session(Wishes()).hear(Message(Type.ADD_ROSPEC_RESPONSE, 1, write_status()))


def test_answer_without_a_status_is_refused() -> None:
    session, asked = begun()
    with pytest.raises(ValueError, match="answer to GET_READER_CAPABILITIES has no LLRPStatus"):
        session.hear(Message(Type.GET_READER_CAPABILITIES_RESPONSE, asked.number))


def test_error_message_is_told_in_the_readers_words() -> None:
    session, _ = begun()
    with pytest.raises(
        ValueError, match=r"GET_READER_CAPABILITIES: code 109 \(unsupported message\), 'not here'"
    ):
        session.hear(Message(Type.ERROR_MESSAGE, 0, write_status(109, "not here")))


def test_reader_that_serves_another_says_so() -> None:
    with pytest.raises(ValueError, match=r"code 2 \(another client is connected"):
        Session(Wishes()).hear(greeting(2, 0))


def test_knock_of_another_client_is_no_end() -> None:
    session, _, _ = agreed(Wishes())
    assert session.hear(greeting(4, 0)) == Heard()


def test_reader_that_closes_says_so() -> None:
    data = tlv(P.READER_EVENT_NOTIFICATION_DATA, tlv(P.CONNECTION_CLOSE_EVENT))
    with pytest.raises(ValueError, match="closes the connection"):
        Session(Wishes()).hear(Message(Type.READER_EVENT_NOTIFICATION, 0, data))


def test_capabilities_are_read() -> None:
    found = read_capabilities(write_status() + capabilities(2))
    powers = {1: 10.0, 2: 15.0, 3: 20.0, 4: 25.0, 5: 30.0}
    assert found == Capabilities(2, powers, None)


def test_hop_table_is_read() -> None:
    """A reader of the FCC's band hops: the channel is its own, the table is named."""
    hops = tlv(P.FREQUENCY_HOP_TABLE, struct.pack("!BBHI", 3, 0, 1, 902_750))
    band = tlv(P.UHF_BAND_CAPABILITIES, tlv(P.FREQUENCY_INFORMATION, b"\x80", hops))
    general = tlv(P.GENERAL_DEVICE_CAPABILITIES, struct.pack("!HHIIH", 2, 0, 0, 0, 0))
    regulatory = tlv(P.REGULATORY_CAPABILITIES, struct.pack("!HH", 840, 1), band)
    assert read_capabilities(general + regulatory) == Capabilities(2, {}, 3)


@pytest.mark.parametrize(("dbm", "index"), [(10.0, 1), (19.9, 1), (20.0, 2), (33.0, 3)])
def test_power_is_the_strongest_that_is_not_too_strong(dbm: float, index: int) -> None:
    assert FOUR.power_index(dbm) == index


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        (Wishes(power=5.0), "power is 5 dBm; the reader offers 10 dBm or more"),
        (Wishes(antennas=(1, 5)), "antenna 5 is set; the reader has 1 to 4"),
    ],
)
def test_wish_that_the_reader_cannot_fulfil_is_named(wishes: Wishes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        write_rospec(wishes, FOUR)


def test_all_antennas_are_used_unless_some_are_named() -> None:
    spec = read_spec(write_rospec(Wishes(), FOUR))
    assert (spec.antennas, spec.transmitters) == ((1, 2, 3, 4), ())


def test_options_are_read() -> None:
    assert read_wishes("1, 3", "27.5", "1", "32", "5", "3") == Wishes((1, 3), 27.5, 1, 32, 5, 3.0)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"antennas": "1;2"}, "antennas is '1;2'; numbers from 1 as in \"1,3\" are right"),
        ({"antennas": "0"}, "antennas is '0'"),
        ({"antennas": "1,1"}, "antennas is '1,1'"),
        ({"power": "strong"}, "power is 'strong'; -10 to 40 dBm are right"),
        ({"session": "4"}, "session is '4'; 0 to 3 is right"),
        ({"keepalive": "0"}, "keepalive is '0'; 0.05 to 60 seconds are right"),
        ({"port": "70000"}, "port is '70000'; 1 to 65535 is right"),
    ],
)
def test_option_that_cannot_be_is_named(options: dict[str, str], why: str) -> None:
    with pytest.raises(ReaderError) as caught:
        make_reader("llrp", {"host": "reader.local"} | options)
    assert why in str(caught.value)


def test_example_of_the_shipped_settings_is_a_reader() -> None:
    text = Path("config/fittingroom.toml").read_text(encoding="utf-8")
    example = text[text.index("# [readers.uhf]") : text.index("[remote]")]
    lines = re.findall(r"^# (\[.+\]|\w+ = .+)$", example, re.MULTILINE)
    settings = ReaderSettings(**tomllib.loads("\n".join(lines))["readers"]["uhf"])
    assert isinstance(make_reader(settings.kind, settings.options()), LlrpReader)
    assert settings.options()["antennas"] == "3"
