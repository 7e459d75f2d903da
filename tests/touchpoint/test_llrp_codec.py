"""LLRP's bytes: any of them make messages or a ValueError, however they are cut."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchpoint.readers.llrp.capabilities import read_capabilities
from touchpoint.readers.llrp.frames import MAX_MESSAGE, Frames, Message, Type, write_message
from touchpoint.readers.llrp.parameters import P, Parameter, read_parameters, tlv, tv
from touchpoint.readers.llrp.reports import TagReport, read_report, write_report
from touchpoint.readers.llrp.rospec import Wishes
from touchpoint.readers.llrp.session import Heard, Session
from touchpoint.readers.llrp.status import check_event, check_status, write_status

MESSAGES = st.builds(
    Message, st.integers(0, 1023), st.integers(0, 2**32 - 1), st.binary(max_size=60)
)
SIGHTINGS = st.builds(
    TagReport,
    st.binary(max_size=62).map(lambda code: code.hex().upper()),
    st.none() | st.integers(0, 65535),
    st.none() | st.integers(-128, 127),
    st.none() | st.integers(0, 2**64 - 1),
    st.none() | st.integers(0, 65535),
)
#: Bytes that look like parameters for longer than random ones do.
NESTED = st.recursive(
    st.binary(max_size=8),
    lambda inner: st.builds(
        tlv, st.sampled_from(list(P)).filter(lambda kind: kind > 127), inner, inner
    ),
    max_leaves=6,
)
ANY = st.binary(max_size=200) | NESTED


def fed(pieces: list[bytes]) -> list[Message] | None:
    """The messages of *pieces*, or None when they are refused."""
    frames = Frames()
    try:
        return [message for piece in pieces for message in frames.feed(piece)]
    except ValueError:
        return None


@given(st.lists(MESSAGES, max_size=4))
def test_messages_come_back_as_they_were_written(messages: list[Message]) -> None:
    assert Frames().feed(b"".join(map(write_message, messages))) == messages


@given(st.lists(MESSAGES, min_size=1, max_size=3))
def test_messages_cut_anywhere_are_the_same(messages: list[Message]) -> None:
    data = b"".join(map(write_message, messages))
    assert [fed([data[:i], data[i:]]) for i in range(len(data))] == [messages] * len(data)
    assert fed([bytes([byte]) for byte in data]) == messages


@given(ANY, st.lists(MESSAGES, max_size=2), st.integers(0, 300))
def test_any_bytes_are_messages_or_refused(data: bytes, before: list[Message], cut: int) -> None:
    data = b"".join(map(write_message, before)) + data
    assert fed([data]) == fed([data[:cut], data[cut:]])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"HTTP/1.1 400 Bad Request", "is no LLRP; is this the reader's LLRP port"),
        (b"SSH-2.0-x", "is no LLRP"),
        (b"\x16\x03\x01", "is no LLRP"),
        (b"\x08\x3f\0\0\0\x0a\0\0\0\0", "LLRP version 2 unasked; version 1"),
        (b"\x04\x3d\x7f\xff\xff\xff\0\0\0\0", "RO_ACCESS_REPORT says it is 2147483647 bytes"),
        (b"\x04\x3e\0\0\0\x09\0\0\0\0", "KEEPALIVE says it is 9 bytes long; 10 to 1048576"),
        (b"\x04\x05\0\0\0\0\0\0\0\0", "message type 5 says it is 0 bytes"),
    ],
)
def test_what_is_no_llrp_is_named(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Frames().feed(data)


def test_message_too_long_is_not_written() -> None:
    with pytest.raises(ValueError, match="at most 1048576"):
        write_message(Message(Type.RO_ACCESS_REPORT, 1, bytes(MAX_MESSAGE)))


@given(st.lists(SIGHTINGS, max_size=5))
def test_sightings_come_back_as_they_were_written(sightings: list[TagReport]) -> None:
    assert read_report(write_report(sightings)) == sightings


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\x00\xf0\x00\x12\x8d" + bytes(11), "ends 2 bytes too late"),
        (b"\x00\xf0\x00\x03", "says it is 3 bytes long"),
        (b"\x00\xf0\x00", "cut within its head"),
        (tlv(P.TAG_REPORT_DATA, tv(P.ANTENNA_ID, b"\0\1")), "neither EPC-96 nor EPCData"),
        (tlv(P.TAG_REPORT_DATA, b"\xff"), "TV parameter 127 at byte 0 is unknown"),
        (tlv(P.TAG_REPORT_DATA, tlv(P.EPC_DATA, b"\0\x60\1")), "96 bits has 1 bytes"),
        (tlv(P.TAG_REPORT_DATA, tlv(P.EPC_DATA, b"\0")), "has 1 bytes; at least 2"),
    ],
)
def test_broken_report_is_named(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_report(body)


def test_report_of_a_real_layout_is_read() -> None:
    """By hand from the tables of 16.2.7.3: what a reader adds unasked is passed over."""
    tag = (
        b"\x8d\x30\x74\x25\x7b\xf7\x19\x4e\x40\x00\x00\x1a\x85"  # EPC-96
        b"\x89\x00\x00\x00\x01"  # ROSpecID
        b"\x81\x00\x03"  # AntennaID 3
        b"\x86\xc9"  # PeakRSSI -55
        b"\x87\x00\x05"  # ChannelIndex
        b"\x84\x00\x05\xf0\x00\x00\x00\x00\x01"  # LastSeenTimestampUTC
        b"\x88\x00\x02"  # TagSeenCount
        b"\x8c\x30\x00"  # C1G2-PC
        b"\x03\xff\x00\x0e\x00\x00\x65\x1a\x00\x00\x00\x38\x12\x34"  # a vendor's own
    )
    body = b"\x00\xf0" + (len(tag) + 4).to_bytes(2, "big") + tag
    assert read_report(body) == [
        TagReport("3074257BF7194E4000001A85", 3, -55, 0x0005_F000_0000_0001, 2)
    ]


def _parameters(data: bytes) -> list[Parameter]:
    return list(read_parameters(data))


@pytest.mark.parametrize(
    "read",
    [
        read_report,
        read_capabilities,
        check_event,
        lambda data: check_status(data, "it"),
        _parameters,
    ],
    ids=["report", "capabilities", "event", "status", "parameters"],
)
@given(ANY)
def test_any_body_is_read_or_refused(read: Callable[[bytes], object], data: bytes) -> None:
    try:
        read(data)
    except ValueError:
        return


@given(st.lists(st.builds(Message, st.sampled_from(Type), st.integers(0, 9), ANY), max_size=8))
def test_any_conversation_goes_on_or_is_refused(messages: list[Message]) -> None:
    session = Session(Wishes())
    for message in messages:
        try:
            heard = session.hear(message)
        except ValueError:
            return
        assert isinstance(heard, Heard)


@given(st.integers(1, 65535), st.text(max_size=40))
def test_refusal_says_the_code_and_the_readers_words(code: int, words: str) -> None:
    with pytest.raises(ValueError, match=f"refused IT: code {code} ") as caught:
        check_status(write_status(code, words), "IT")
    assert repr(words) in str(caught.value)


def test_parameter_too_long_is_not_written() -> None:
    with pytest.raises(ValueError, match="65531 fit"):
        tlv(P.EPC_DATA, bytes(65532))
    with pytest.raises(ValueError, match="12 are right"):
        tv(P.EPC_96, b"")
