"""The simulated RAIN RFID reader: its air, its side of the conversation, its orders, its faults."""

import os
import re
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.bench.llrp import By, counted
from simulation.llrp.air import Air, Field
from simulation.llrp.desk import Desk
from simulation.llrp.orders import Fault, Placed, read_line
from simulation.llrp.telling import tell
from tests.touchpoint.uhf import EPC, OTHER, order, simulator
from touchpoint.readers.llrp.capabilities import Capabilities
from touchpoint.readers.llrp.frames import Message, Type
from touchpoint.readers.llrp.parameters import P, read_parameters
from touchpoint.readers.llrp.reader import LlrpReader
from touchpoint.readers.llrp.reports import TagReport, read_report
from touchpoint.readers.llrp.rospec import Wishes, write_config, write_rospec
from touchpoint.readers.llrp.status import check_status, read_status

ROSPEC_1 = struct.pack("!I", 1)


def hung(air: Air, *places: tuple[str, int]) -> Field:
    field = Field(air)
    for epc, antenna in places:
        field.put(epc, antenna, 0.0)
    return field


def desk(**wishes: int) -> Desk:
    """One that reads as *wishes* say."""
    made = Desk(4)
    rospec = write_rospec(Wishes(**wishes), Capabilities(4, {}, None))
    for kind, body in (
        (Type.SET_READER_CONFIG, write_config(Wishes())),
        (Type.ADD_ROSPEC, rospec),
        (Type.ENABLE_ROSPEC, ROSPEC_1),
        (Type.START_ROSPEC, ROSPEC_1),
    ):
        (reply,) = made.hear(Message(kind, 1, body), 0.0)
        check_status(reply.body, reply.name)
    return made


def refusal(made: Desk, kind: Type, body: bytes = ROSPEC_1) -> tuple[int, str]:
    (reply,) = made.hear(Message(kind, 1, body), 0.0)
    return read_status(next(read_parameters(reply.body)))


def test_each_tag_is_read_at_its_rate() -> None:
    found = hung(Air(rate=10.0, noise=0.0), (EPC, 1), (OTHER, 2)).reads(0.2)
    assert [(round(at, 3), it.epc, it.antenna, it.rssi) for at, it in found] == [
        (at, epc, antenna, -48) for at in (0.0, 0.1, 0.2) for epc, antenna in ((EPC, 1), (OTHER, 2))
    ]


def test_same_seed_reads_a_tag_alike_however_often_one_looks() -> None:
    air = Air(rate=100.0, cross=0.3)
    once = hung(air, (EPC, 1), (OTHER, 2)).reads(0.2)
    often = hung(air, (OTHER, 2), (EPC, 1))
    steps = [read for number in range(21) for read in often.reads(number / 100)]
    assert sorted(once, key=str) == sorted(steps, key=str)


def test_share_of_cross_reads_is_the_one_asked_for() -> None:
    field = hung(Air(rate=1000.0, cross=0.2), (EPC, 1))
    reads = [it for number in range(10) for _, it in field.reads(number / 5)]
    crossed = [it for it in reads if it.antenna != 1]
    assert len(reads) > 1000
    assert len(crossed) / len(reads) == pytest.approx(0.2, abs=0.03)
    assert {it.antenna for it in crossed} == {2, 3, 4}


def test_tapped_tag_goes_by_itself() -> None:
    field = Field(Air(rate=10.0))
    field.put(EPC, 1, 0.0, 0.1)
    assert (len(field.reads(0.1)), field.reads(0.3), field.due()) == (2, [], None)


def test_pause_is_not_made_up_for() -> None:
    field = hung(Air(rate=8.0), (EPC, 1))
    assert [at for at, _ in field.reads(3600.0)] == [3599.75, 3599.875, 3600.0]


@pytest.mark.parametrize("epc", ["", "3", "30AB3", "xyz", "30" * 63])
def test_what_is_no_epc_cannot_hang(epc: str) -> None:
    with pytest.raises(ValueError, match="is no EPC"):
        Field(Air()).put(epc, 1, 0.0)


def test_reports_are_as_long_as_asked() -> None:
    made = desk(report=3)
    sightings = [TagReport(EPC, 1, -50)] * 7
    said = made.see(sightings, 0.1)
    assert [read_report(message.body) for message in said] == [sightings[:3], sightings[3:6]]


def test_other_antennas_are_not_reported() -> None:
    made = Desk(4)
    rospec = write_rospec(Wishes(antennas=(2,)), Capabilities(4, {}, None))
    for kind, body in (
        (Type.ADD_ROSPEC, rospec),
        (Type.ENABLE_ROSPEC, ROSPEC_1),
        (Type.START_ROSPEC, ROSPEC_1),
    ):
        made.hear(Message(kind, 1, body), 0.0)
    said = made.see([TagReport(EPC, 1), TagReport(OTHER, 2)], 0.0)
    assert [read_report(message.body) for message in said] == [[TagReport(OTHER, 2)]]


def test_keepalives_come_at_their_time() -> None:
    made = desk()
    times = [at / 2 for at in range(13) if made.see([], at / 2)]
    assert times == [2.0, 4.0, 6.0]


def test_rospec_has_a_life() -> None:
    made = Desk(1)
    rospec = write_rospec(Wishes(), Capabilities(1, {}, None))
    assert refusal(made, Type.ENABLE_ROSPEC) == (100, "there is no ROSpec 1")
    assert refusal(made, Type.ADD_ROSPEC, rospec) == (0, "")
    assert refusal(made, Type.ADD_ROSPEC, rospec) == (105, "one ROSpec is what this reader holds")
    assert refusal(made, Type.START_ROSPEC) == (100, "the ROSpec is disabled")
    assert refusal(made, Type.ENABLE_ROSPEC) == (0, "")
    assert (made.state, made.see([TagReport(EPC, 1)], 0.0)) == ("inactive", [])
    assert refusal(made, Type.START_ROSPEC) == (0, "")
    assert refusal(made, Type.STOP_ROSPEC) == (0, "")
    assert refusal(made, Type.DELETE_ROSPEC) == (0, "")
    assert refusal(made, Type.DELETE_ROSPEC) == (100, "there is no ROSpec 1")


def test_antenna_that_the_reader_lacks_is_refused() -> None:
    rospec = write_rospec(Wishes(antennas=(3,)), Capabilities(4, {}, None))
    assert refusal(Desk(2), Type.ADD_ROSPEC, rospec) == (301, "antenna 3 of 2")


@given(st.sampled_from(Type), st.binary(max_size=60))
def test_any_request_is_answered(kind: Type, body: bytes) -> None:
    Desk(4).hear(Message(kind, 1, body), 0.0)


def test_rospec_with_a_part_missing_is_refused() -> None:
    assert refusal(Desk(4), Type.ADD_ROSPEC, b"") == (100, "ROSPEC is missing")


def test_unknown_request_is_an_error_message() -> None:
    (reply,) = Desk(4).hear(Message(26, 7), 0.0)
    status = next(read_parameters(reply.body))
    assert (reply.kind, reply.number) == (Type.ERROR_MESSAGE, 7)
    assert (status.kind, read_status(status)) == (
        P.LLRP_STATUS,
        (109, "message type 26 is not for this reader"),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"put": "30AB", "antenna": "2"}', "antenna is '2'; a number from 1 is right"),
        (b'{"put": "30AB", "antenna": true}', "antenna is True"),
        (b'{"fault": "tired"}', "fault is 'tired'; one of well, silent, cut,"),
        (b'{"hang": "30AB"}', '{"put": CODE}'),
        (b"put", "this is not JSON"),
    ],
)
def test_order_that_cannot_be_is_answered(line: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        read_line(line)


def test_orders_are_read() -> None:
    placed = read_line(b'{"put": "30AB", "antenna": 3}')
    assert isinstance(placed, Placed)
    assert (placed.order.verb, placed.order.value, placed.antenna) == ("put", "30AB", 3)
    assert read_line(b'{"fault": "cut"}') is Fault.CUT


def test_order_is_answered_over_the_socket(tmp_path: Path) -> None:
    with simulator(tmp_path) as made:
        with pytest.raises(ValueError, match="antenna is 9; the reader has 1 to 4"):
            order(made, put=EPC, antenna=9)
        order(made, put=EPC)
        order(made, take=EPC)
        with pytest.raises(ValueError, match="does not hang here"):
            order(made, take=EPC)
    assert not made.orders.exists()


def test_client_that_writes_nonsense_is_put_out(tmp_path: Path) -> None:
    with simulator(tmp_path) as made, socket.create_connection(("127.0.0.1", made.port)) as line:
        line.settimeout(5.0)
        line.sendall(b"GET / HTTP/1.1\r\n\r\n")
        heard = b"".join(iter(lambda: line.recv(4096), b""))
    assert heard[:2] == b"\x04\x3f"


@pytest.mark.parametrize("by", ["ours", "sllurp"])
def test_both_clients_read_what_hangs_where(tmp_path: Path, by: By) -> None:
    """Sllurp knows nothing of our codec: what it reads is what LLRP says."""
    long = EPC + "0000"
    with simulator(tmp_path, Air(rate=100.0)) as made:
        order(made, put=EPC, antenna=1)
        order(made, put=OTHER, antenna=2)
        order(made, put=long, antenna=4)
        rows = counted(by, made.port, 3.0, 1)
    assert [(epc, antenna) for epc, antenna, _ in rows] == [(EPC, 1), (long, 4), (OTHER, 2)]
    assert all(times >= 10 for *_, times in rows), rows


def test_simulator_runs_from_the_command_line(tmp_path: Path) -> None:
    orders = tmp_path / "uhf.sock"
    command = [sys.executable, "-m", "simulation.llrp", str(orders), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = process.stdout.readline()
        port = said.split(",")[0].rsplit(":")[-1]
        tell(orders, put=EPC, antenna=2)
        reader = LlrpReader("127.0.0.1", port)
        reader.open()
        read = reader.read(5.0)
        reader.close()
        os.kill(process.pid, signal.SIGTERM)
        code = process.wait(60)
    assert said == f"LLRP on 127.0.0.1:{port}, orders on {orders}\n"
    assert read
    assert (read.value, read.antenna, code) == (EPC, 2, 0)


def test_order_by_the_readers_own_command(tmp_path: Path) -> None:
    """The words of `touchpoint.readers put` are the simulator's too."""
    with simulator(tmp_path) as made:
        for words in (["put", EPC], ["put", "--antenna", "3", OTHER]):
            command = [sys.executable, "-m", "touchpoint.readers", *words[:-1]]
            subprocess.run([*command, str(made.orders), words[-1]], check=True)
        rows = counted("ours", made.port, 0.5, 1)
    assert [row[:2] for row in rows] == [(EPC, 1), (OTHER, 3)]
