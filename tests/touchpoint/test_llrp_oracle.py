"""The other opinion: what we write is, byte for byte, what sllurp writes, and it reads the same."""

import struct
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sllurp.llrp import LLRPMessage

from simulation.llrp.desk import Desk
from simulation.llrp.words import POWERS, greeting
from touchpoint.readers.llrp.capabilities import Capabilities
from touchpoint.readers.llrp.frames import Message, Type, write_message
from touchpoint.readers.llrp.reports import TagReport, write_report
from touchpoint.readers.llrp.rospec import Wishes, write_config, write_rospec
from touchpoint.readers.llrp.status import write_status

ANTENNAS = st.lists(st.integers(1, 255), min_size=1, max_size=6, unique=True).map(tuple)


def theirs(name: str, fields: dict[str, Any]) -> bytes:
    """Sllurp's bytes of a message."""
    written: bytes = LLRPMessage(msgdict={name: {"ID": 7, **fields}}).msgbytes
    return written


def understood(message: Message) -> dict[str, Any]:
    """What sllurp reads in it, by the name it gives it."""
    found: dict[str, Any] = LLRPMessage(msgbytes=write_message(message)).msgdict
    return found


def _configuration(antenna: int, wishes: Wishes, index: int | None) -> dict[str, Any]:
    singulation = {
        "Session": wishes.session,
        "TagPopulation": wishes.population,
        "TagTransitTime": 0,
    }
    transmitter = {"HopTableId": 3, "ChannelIndex": 0, "TransmitPower": index}
    return {
        "AntennaID": antenna,
        **({} if index is None else {"RFTransmitter": transmitter}),
        "C1G2InventoryCommand": [
            {"TagInventoryStateAware": False, "C1G2SingulationControl": singulation}
        ],
    }


def _rospec(wishes: Wishes, index: int | None) -> dict[str, Any]:
    """Our ROSpec in sllurp's words."""
    wanted = ("EnableAntennaID", "EnablePeakRSSI", "EnableLastSeenTimestamp", "EnableTagSeenCount")
    never = {"ROSpecStopTriggerType": "Null", "DurationTriggerValue": 0}
    inventory = {
        "InventoryParameterSpecID": 1,
        "ProtocolID": 1,
        "AntennaConfiguration": [_configuration(it, wishes, index) for it in wishes.antennas],
    }
    return {
        "ROSpecID": 1,
        "Priority": 0,
        "CurrentState": "Disabled",
        "ROBoundarySpec": {
            "ROSpecStartTrigger": {"ROSpecStartTriggerType": "Null"},
            "ROSpecStopTrigger": never,
        },
        "AISpec": [
            {
                "AntennaID": wishes.antennas,
                "AISpecStopTrigger": {"AISpecStopTriggerType": "Null"},
                "InventoryParameterSpec": [inventory],
            }
        ],
        "ROReportSpec": {
            "ROReportTrigger": "Upon_N_Tags_Or_End_Of_ROSpec",
            "N": wishes.report,
            "TagReportContentSelector": dict.fromkeys(wanted, True),
        },
    }


@given(
    ANTENNAS, st.none() | st.just(24.0), st.integers(0, 3), st.integers(1, 65535), st.integers(1, 9)
)
def test_rospec_is_what_sllurp_writes(
    antennas: tuple[int, ...], power: float | None, session: int, population: int, report: int
) -> None:
    wishes = Wishes(antennas, power, session, population, report)
    body = write_rospec(wishes, Capabilities(255, {4: 24.0}, 3))
    index = None if power is None else 4
    assert write_message(Message(Type.ADD_ROSPEC, 7, body)) == theirs(
        "ADD_ROSPEC", {"ROSpecID": 1, "ROSpec": _rospec(wishes, index)}
    )


def test_keepalive_is_asked_for_as_sllurp_asks() -> None:
    spec = {"KeepaliveTriggerType": 1, "TimeInterval": 2500}
    known = theirs("SET_READER_CONFIG", {"ResetToFactoryDefaults": False, "KeepaliveSpec": spec})
    ours = write_message(Message(Type.SET_READER_CONFIG, 7, write_config(Wishes(keepalive=2.5))))
    # sllurp cannot write EventsAndReports (226), the last five bytes.
    assert (ours[10:-5], ours[-5:]) == (known[10:], struct.pack("!HHB", 226, 5, 0))


def test_requests_are_what_sllurp_writes() -> None:
    for kind, fields in (
        (Type.ENABLE_ROSPEC, {"ROSpecID": 1}),
        (Type.START_ROSPEC, {"ROSpecID": 1}),
        (Type.DELETE_ROSPEC, {"ROSpecID": 1}),
    ):
        assert write_message(Message(kind, 7, struct.pack("!I", 1))) == theirs(kind.name, fields)
    asked = {"RequestedData": 0}
    assert write_message(Message(Type.GET_READER_CAPABILITIES, 7, b"\0")) == theirs(
        "GET_READER_CAPABILITIES", asked
    )
    assert write_message(Message(Type.KEEPALIVE_ACK, 7)) == theirs("KEEPALIVE_ACK", {})


SEEN = st.builds(
    TagReport,
    st.integers(1, 31)
    .flatmap(lambda words: st.binary(min_size=2 * words, max_size=2 * words))
    .map(lambda code: code.hex().upper()),
    st.integers(0, 65535),
    st.integers(-128, 127),
    st.integers(0, 2**64 - 1),
    st.integers(0, 65535),
)


@given(st.lists(SEEN, min_size=1, max_size=4))
def test_sightings_are_read_alike(sightings: list[TagReport]) -> None:
    message = Message(Type.RO_ACCESS_REPORT, 7, write_report(sightings))
    tags = understood(message)["RO_ACCESS_REPORT"]["TagReportData"]
    assert sightings == [
        TagReport(
            tag["EPC"].decode().upper(),
            tag["AntennaID"],
            tag["PeakRSSI"],
            tag["LastSeenTimestampUTC"],
            tag["TagSeenCount"],
        )
        for tag in tags
    ]


def test_simulated_reader_is_understood() -> None:
    (reply,) = Desk(3).hear(Message(Type.GET_READER_CAPABILITIES, 7, b"\0"), 0.0)
    found = understood(reply)["GET_READER_CAPABILITIES_RESPONSE"]
    band = found["RegulatoryCapabilities"]["UHFBandCapabilities"]
    powers = {it["Index"]: it["TransmitPowerValue"] for it in band["TransmitPowerLevelTableEntry"]}
    assert (found["ID"], found["LLRPStatus"]["StatusCode"]) == (7, "Success")
    assert found["GeneralDeviceCapabilities"]["MaxNumberOfAntennaSupported"] == 3
    assert powers == {index: round(dbm * 100) for index, dbm in POWERS.items()}
    assert band["FrequencyInformation"]["FixedFrequencyTable"]["NumFrequencies"] == 4


def test_refusal_and_greeting_are_understood() -> None:
    refused = Message(Type.ADD_ROSPEC_RESPONSE, 7, write_status(401, "no antenna"))
    status = understood(refused)["ADD_ROSPEC_RESPONSE"]["LLRPStatus"]
    assert (status["StatusCode"], status["ErrorDescription"]) == ("DeviceError", b"no antenna")
    data = understood(greeting(0, 5))["READER_EVENT_NOTIFICATION"]["ReaderEventNotificationData"]
    assert data["ConnectionAttemptEvent"] == {"Status": "Success"}
