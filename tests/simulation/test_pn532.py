"""The emulated PN532: its frames, its commands, and the memory of the tags in its field."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.pn532.air import TYPE_A_106, TYPE_F_212, cascaded, crc_a
from simulation.pn532.chip import Chip
from simulation.pn532.frames import (
    ACK,
    SYNTAX_ERROR,
    Acknowledged,
    Command,
    read_frame,
    write_frame,
)
from simulation.pn532.ills import Ills
from simulation.pn532.memory import MODELS, NTAG213, NTAG215, Model, Ntag
from simulation.pn532.timing import AT_ONCE, REALISTIC
from simulation.pn532.type3 import Type3
from simulation.pn532.type4 import Type4

UID = bytes.fromhex("04A1B2C3D4E5F6")


def sent(code: int, data: bytes) -> bytes:
    """As a host sends it."""
    answer = bytearray(write_frame(code, data))
    head = 8 if answer[3:5] == b"\xff\xff" else 5
    answer[head : head + 2] = [0xD4, code]
    answer[-2] = -sum(answer[head:-2]) & 0xFF
    return bytes(answer)


@given(st.integers(0, 254), st.binary(max_size=263))
def test_command_comes_back_as_it_was_sent(code: int, data: bytes) -> None:
    frame, _ = read_frame(bytes(10) + sent(code, data))
    assert frame == Command(code, data)


@given(st.lists(st.one_of(st.binary(max_size=40), st.just(ACK), st.just(sent(2, b"")))))
def test_any_bytes_are_read_to_their_end(pieces: list[bytes]) -> None:
    buffer, frames = b"".join(pieces), 0
    while True:
        frame, rest = read_frame(buffer)
        if frame is None:
            break
        assert len(rest) < len(buffer)
        buffer, frames = rest, frames + 1
    assert frames <= len(b"".join(pieces)) // 4


def test_frames_one_after_the_other_are_all_read() -> None:
    first, rest = read_frame(ACK + sent(2, b""))
    assert (first, read_frame(rest)[0]) == (Acknowledged(), Command(2, b""))


def test_frame_with_a_wrong_sum_is_skipped() -> None:
    broken = bytearray(sent(2, b"ab"))
    broken[-2] ^= 1
    assert read_frame(bytes(broken) + sent(2, b""))[0] == Command(2, b"")


def test_checksums_and_cascades_are_those_of_the_standard() -> None:
    # ISO/IEC 14443-3, annex B: the examples of CRC_A.
    assert (crc_a(b"\x00\x00"), crc_a(b"\x12\x34")) == (b"\xa0\x1e", b"\x26\xcf")
    assert cascaded(UID) == bytes.fromhex("8804A1B2C3D4E5F6")
    assert cascaded(b"\x01\x02\x03\x04") == b"\x01\x02\x03\x04"


@given(
    st.sampled_from(sorted({0, 2, 6, 8, 0x10, 0x12, 0x14, 0x16, 0x32, 0x40, 0x42, 0x4A, 0x52})),
    st.binary(max_size=60),
)
def test_any_command_is_answered(code: int, data: bytes) -> None:
    chip = Chip(lambda: [Ntag(UID)], AT_ONCE)
    frame, seconds = chip.answer(Command(code, data))
    assert (frame.startswith(b"\x00\x00\xff"), seconds) == (True, 0.0)


def test_unknown_command_is_a_syntax_error() -> None:
    assert Chip(list, AT_ONCE).answer(Command(0x99, b"")) == (SYNTAX_ERROR, 0.0)


def test_empty_field_leaves_the_request_in_the_fifo() -> None:
    chip = Chip(list, AT_ONCE)
    assert chip.answer(Command(0x4A, b"\x01\x00"))[0] == write_frame(0x4A, b"\x00")
    assert chip.answer(Command(0x06, b"\x63\x39"))[0] == write_frame(0x06, b"\x26")


def test_air_takes_its_time() -> None:
    empty = Chip(list, REALISTIC).answer(Command(0x4A, b"\x01\x00"))[1]
    assert round(empty, 4) == round(REALISTIC.field_on + REALISTIC.unanswered, 4)


def awake(model: Model = NTAG215) -> Ntag:
    tag = Ntag(UID, None, model)
    tag.select()
    return tag


def write(tag: Ntag, page: int, data: bytes) -> bytes | None:
    tag.select()
    return tag.answer(bytes([0xA2, page]) + data)


@pytest.mark.parametrize(
    ("name", "pages", "container"),
    [
        ("ntag213", 45, "e1101200"),
        ("ntag215", 135, "e1103e00"),
        ("ntag216", 231, "e1106d00"),
    ],
)
def test_memory_is_as_delivered(name: str, pages: int, container: str) -> None:
    tag = Ntag(UID, None, MODELS[name])
    assert (len(tag.memory) // 4, tag.memory[12:16].hex()) == (pages, container)
    assert tag.memory[:10].hex() == "04a1b29f" + "c3d4e5f6" + "0448"


def test_read_wraps_and_carries_its_checksum() -> None:
    tag = awake(NTAG213)
    answer = tag.answer(b"\x30\x2c")
    assert answer
    assert answer[4:16] == tag.memory[:12]
    assert answer[16:] == crc_a(answer[:16])


def test_refused_command_makes_it_mute_until_it_is_selected() -> None:
    tag = awake(NTAG213)
    assert (tag.answer(b"\x30\x2d"), tag.answer(b"\x30\x00")) == (b"\x00", None)
    tag.select()
    version = bytes.fromhex("0004040201000f03")
    assert tag.answer(b"\x60") == version + crc_a(version)


def test_lock_bits_and_container_are_only_ever_set() -> None:
    tag = awake()
    assert write(tag, 2, b"\xff\xff\x00\x80") == b"\x0a"
    assert write(tag, 2, b"\x00\x00\x00\x00") == b"\x0a"
    assert write(tag, 3, b"\x00\x00\x00\x0f") == b"\x0a"
    assert (tag.memory[8:12].hex(), tag.memory[12:16].hex()) == ("04480080", "e1103e0f")
    assert (write(tag, 15, b"abcd"), write(tag, 14, b"abcd")) == (b"\x00", b"\x0a")


@pytest.mark.parametrize(("model", "first", "free"), [(NTAG213, 18, 20), (NTAG215, 32, 48)])
def test_dynamic_lock_bits_close_their_pages(model: Model, first: int, free: int) -> None:
    tag = awake(model)
    write(tag, model.lock, b"\x02\x00\x00\x00")
    pages = (first - 1, first, free - 1, free)
    assert [write(tag, page, b"abcd") for page in pages] == [b"\x0a", b"\x00", b"\x00", b"\x0a"]


@pytest.mark.parametrize("page", [0, 1, 135, 255])
def test_what_is_no_page_to_write_is_refused(page: int) -> None:
    assert write(awake(), page, b"abcd") == b"\x00"


def test_message_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit an NTAG213"):
        Ntag(UID, bytes(140), NTAG213)


CALLS = {TYPE_A_106: b"", TYPE_F_212: bytes.fromhex("00ffff0100")}
IDM = bytes.fromhex("02FE010203040506")
FRAMES = st.one_of(
    st.binary(max_size=20),
    st.binary(max_size=40).map(lambda rest: b"\x02" + rest),
    st.tuples(st.sampled_from([b"\x10\x06", b"\x10\x08"]), st.binary(max_size=40)).map(
        lambda parts: parts[0] + IDM + parts[1]
    ),
)


@given(st.sampled_from([Ntag, Type3, Type4]), st.lists(FRAMES, max_size=4))
def test_any_frame_is_answered_or_not(kind: type[Any], frames: list[bytes]) -> None:
    tag = kind(IDM if kind is Type3 else UID)
    for call, data in CALLS.items():
        tag.called(call, data)
    for frame in [b"\xe0\x80", *frames]:
        answer = tag.answer(frame)
        assert answer is None or len(answer) == 1 or tag.checksum(answer[:-2]) == answer[-2:]


def test_tag_is_called_by_its_own_uid_alone() -> None:
    tag = Ntag(UID)
    found = [tag.called(TYPE_A_106, cascaded(uid)) for uid in (UID, UID[:4], b"")]
    whole = bytes.fromhex("00440007") + UID
    assert found == [whole, None, whole]


def chip_with(ills: Ills) -> tuple[Chip, list[float], list[Ntag]]:
    """Its time is the only one in the list."""
    now, tags = [0.0], [Ntag(UID)]
    return Chip(lambda: list(tags), AT_ONCE, ills, lambda: now[0]), now, tags


POLL, SET_UP = Command(0x4A, bytes([1, TYPE_A_106])), Command(0x14, b"\x01")


def test_chip_slows_down_evenly_until_it_is_set_up() -> None:
    chip, now, _ = chip_with(Ills(slow_after=3600.0, slower=0.001, slowest=2.0))
    spent = []
    for now[0] in (0.0, 3600.0, 4600.0, 6000.0):
        spent.append(round(chip.answer(POLL)[1], 6))
    chip.answer(SET_UP)
    spent.append(chip.answer(POLL)[1])
    assert spent == [0.0, 0.0, 1.0, 2.0, 0.0]


def test_chip_gets_stuck_over_a_tag_until_it_is_set_up() -> None:
    chip, now, _ = chip_with(Ills(stuck_after=60.0))
    answered = []
    for now[0] in (0.0, 59.0, 60.0, 61.0):
        answered.append(bool(chip.answer(POLL)[0]))
    # The host's ACK ends that poll and not the ill.
    chip.acknowledged()
    answered += [bool(chip.answer(Command(0x02, b""))[0]), bool(chip.answer(POLL)[0])]
    chip.acknowledged()
    chip.answer(SET_UP)
    answered.append(bool(chip.answer(POLL)[0]))
    assert answered == [True, True, False, False, True, False, True]


def test_tag_that_goes_in_between_gets_no_chip_stuck() -> None:
    chip, now, tags = chip_with(Ills(stuck_after=60.0))
    answered = []
    for now[0] in range(0, 600, 30):
        tags[:] = [Ntag(UID)] if now[0] % 60 else []
        answered.append(bool(chip.answer(POLL)[0]))
    assert answered == [True] * 20
