"""The lines, orders and key events of readers: any bytes give an answer or a ValueError."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.tags import By, TagRead
from touchpoint.readers import ReaderError, make_reader
from touchpoint.readers.lines import (
    AliveLine,
    DownLine,
    ReadLine,
    StirLine,
    read_line,
    write_alive,
    write_down,
    write_read,
    write_stir,
)
from touchpoint.readers.port import Stir
from touchpoint.readers.simulated import Order, SimulatedReader, read_order

READS = st.builds(
    TagRead,
    st.sampled_from(By),
    st.text(max_size=50),
    st.one_of(st.none(), st.floats(-90, 0)),
    st.booleans(),
    st.none() | st.integers(1, 65535),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text()),
    lambda inner: st.one_of(
        st.lists(inner),
        st.dictionaries(
            st.sampled_from(
                ["read", "at", "by", "value", "rssi", "antenna", "alive", "near", "down"]
            ),
            inner,
        ),
        st.dictionaries(st.sampled_from(["put", "take", "tap", "ms", "by"]), inner),
    ),
)


@given(READS, st.floats(0, 1e9))
def test_read_comes_back_as_it_was_written(read: TagRead, at: float) -> None:
    line = read_line(write_read(read, at).encode())
    assert isinstance(line, ReadLine)
    assert (line.read, math.isclose(line.at, at, abs_tol=1e-5)) == (read, True)


@pytest.mark.parametrize("antenna", ["1", 0, -1, True, 1.5, None])
def test_antenna_that_is_none_is_left_out(antenna: object) -> None:
    fields = {"by": "uhf", "value": "30AB", "antenna": antenna}
    line = read_line(json.dumps({"read": fields, "at": 1.0}).encode())
    assert line == ReadLine(TagRead(By.UHF, "30AB"), 1.0)


def test_heartbeat_comes_back() -> None:
    assert read_line(write_alive().encode()) == AliveLine()


@given(st.text())
def test_why_a_device_is_gone_comes_back_and_is_not_endless(why: str) -> None:
    assert read_line(write_down(why).encode()) == DownLine(why[:500])


@given(st.booleans(), st.floats(0, 1e9))
def test_coming_and_going_come_back_as_they_were_written(near: bool, at: float) -> None:
    line = read_line(write_stir(Stir(near), at).encode())
    assert isinstance(line, StirLine)
    assert (line.stir, math.isclose(line.at, at, abs_tol=1e-5)) == (Stir(near), True)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"near": 1, "at": 2.0}', "is no read, no coming or going, and no heartbeat"),
        ('{"near": "yes", "at": 2.0}', "is no read, no coming or going, and no heartbeat"),
        ('{"near": true}', "is no read, no coming or going, and no heartbeat"),
        ('{"near": true, "at": true}', "True is no time"),
        ('{"near": true, "at": NaN}', "nan is no time"),
        ('{"near": true, "at": 2.0, "face": "…"}', "is no read, no coming or going"),
        ('{"near": true, "at": 2.0, "picture": ""}', "is no read, no coming or going"),
    ],
)
def test_coming_that_says_anything_else_is_refused(line: str, found: str) -> None:
    with pytest.raises(ValueError, match=found):
        read_line(line.encode())


@given(st.one_of(st.binary(), JSON.map(lambda found: json.dumps(found).encode())))
def test_any_line_is_read_or_refused(line: bytes) -> None:
    try:
        found = read_line(line)
    except ValueError:
        return
    assert isinstance(found, (ReadLine, StirLine, AliveLine, DownLine))


@given(st.one_of(st.binary(), JSON.map(lambda found: json.dumps(found).encode())))
def test_any_order_is_obeyed_or_refused(line: bytes) -> None:
    try:
        found = read_order(line)
    except ValueError:
        return
    assert found.verb in {"put", "take", "tap"}


@pytest.mark.parametrize(
    ("line", "order"),
    [
        (b'{"put": "https://x/01/1"}', Order("put", "https://x/01/1", By.NFC)),
        (b'{"tap": "30AB", "ms": 250}', Order("tap", "30AB", By.UHF, 0.25)),
        (b'{"take": "0614141100019", "by": "qr"}', Order("take", "0614141100019", By.QR)),
        (b'{"put": "0614141100019"}', Order("put", "0614141100019", By.BARCODE)),
    ],
)
def test_order_guesses_how_it_is_read(line: bytes, order: Order) -> None:
    assert read_order(line) == order


def test_unknown_kind_names_what_there_is() -> None:
    with pytest.raises(ReaderError, match="there are: camera, keyboard, llrp, pn532, simulated"):
        make_reader("nfc", {})


def test_unknown_option_is_named() -> None:
    with pytest.raises(ReaderError, match="'speed'"):
        make_reader("simulated", {"socket": "/tmp/x", "speed": "9"})


def test_foreign_reader_comes_by_its_path() -> None:
    path = "touchpoint.readers.simulated:SimulatedReader"
    assert isinstance(make_reader(path, {"socket": "/tmp/x"}), SimulatedReader)


def test_foreign_reader_that_is_not_there() -> None:
    with pytest.raises(ReaderError, match="cannot be loaded"):
        make_reader("no.such.package:Reader", {})
