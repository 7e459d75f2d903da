"""A mirror's ear for the reader it shares: messages in, arrivals and the reader's health out."""

import queue
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from contract.events import GarmentArrived, GarmentDisowned, VisitEnded
from contract.sgtin import encode96
from contract.states import Claim, HeardRoom, RoomSound, Sighting
from contract.tags import By, TagRead, identify
from contract.topics import CLAIM, READS, SOUND
from messaging.clock import SystemClock
from messaging.port import Message
from tests.touchpoint.sample import NAVY_38
from touchpoint.beams import Beam, assumed
from touchpoint.hearing import Claimed, Overheard, Sounded, understood
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.zone import News, ZonePlace, ZoneWatch, beams_of, claim_of

ROOMS = {"cabin-1": 1, "cabin-2": 2}
EPC = encode96(NAVY_38, 7)


class Ear:
    def __init__(self) -> None:
        self.news: queue.Queue[News] = queue.Queue()
        place = ZonePlace("cabin-1", "zone-1", ROOMS)
        self.watch = ZoneWatch(place, self.news.put, SystemClock())

    def hear(self, ms: int, antenna: int = 1, reader: str = "zone-1", **more: float) -> None:
        sighting = Sighting(epc=EPC, antenna=antenna, rssi=more.get("rssi", -50.0), ms=ms)
        self.watch.hear(Overheard(touchpoint=reader, sightings=(sighting,)))

    def open(self, until: int = 4000) -> None:
        """Nothing is read for a while, then a garment hangs here."""
        for number, ms in enumerate(range(-5000, until, 100)):
            word = {"touchpoint": "zone-1", "ms": 10_000 + ms, "boot": "b", "number": number}
            here = (Sighting(epc=EPC, antenna=1, rssi=-50.0, ms=10_000 + ms),) if ms >= 0 else ()
            self.watch.hear(Overheard(sightings=here, **word))

    def renew(self) -> None:
        """For the fixture to stop."""
        place = ZonePlace("cabin-1", "zone-1", ROOMS)
        self.watch = ZoneWatch(place, self.news.put, SystemClock())
        self.watch.start()

    def next(self) -> News:
        return self.news.get(timeout=60)


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    made.watch.start()
    yield made
    made.watch.stop()


def test_garment_arrives_once_the_zone_was_heard(ear: Ear) -> None:
    ear.open()
    first, second = ear.next(), ear.next()
    assert first == ReaderHealth("zone-1", "ok")
    assert isinstance(second, Arrived)
    assert (second.garment.gtin, second.garment.serial) == (NAVY_38, "7")


def test_reader_that_falls_silent_is_told_and_nothing_leaves(ear: Ear) -> None:
    ear.open()
    news = [ear.next() for _ in range(3)]
    assert news[2] == ReaderHealth("zone-1", "silent")
    for ms in range(20_000, 24_000, 100):
        ear.hear(ms, antenna=2)
    back, left = ear.next(), ear.next()
    assert (back, isinstance(left, Left)) == (ReaderHealth("zone-1", "ok"), True)


def test_antenna_of_no_room_is_told_once_and_places_nothing(ear: Ear) -> None:
    with capture_logs() as lines:
        for ms in range(1000, 9000, 100):
            ear.hear(ms, antenna=4)
        ear.watch.stop()
    assert [(line["event"], line["found"]) for line in lines if "strange" in line["event"]] == [
        ("zone.strange_antenna", [4])
    ]
    assert ear.next() == ReaderHealth("zone-1", "ok")
    assert ear.news.empty()
    ear.renew()


def test_what_others_know_is_heard(ear: Ear) -> None:
    ear.open()
    tag = identify(TagRead(By.UHF, EPC)).tag
    ear.watch.hear(Claimed(touchpoint="cabin-2", claim=Claim(reader="zone-2", tag=tag, here=True)))
    ear.watch.hear(Claimed(touchpoint="cabin-2", claim=Claim(reader="zone-1", tag=tag, here=True)))
    kinds = [type(ear.next()) for _ in range(3)]
    assert kinds == [ReaderHealth, Arrived, Left]


def test_what_hangs_here_is_told_again_and_nobody_is_sure_of_it(ear: Ear) -> None:
    ear.watch.tell_again()
    ear.open()
    came = [ear.next() for _ in range(2)][1]
    ear.watch.tell_again()
    again = ear.next()
    assert isinstance(came, Arrived)
    assert isinstance(again, Arrived)
    assert (again.garment.tag, again.sure, again.reader) == (came.garment.tag, False, "zone-1")
    assert came.sure


def test_events_of_our_room_are_what_the_others_are_told() -> None:
    tag = identify(TagRead(By.UHF, EPC)).tag
    known = {"gtin": NAVY_38, "serial": "7", "tag": tag}
    came = GarmentArrived(by=By.UHF, **known)
    assert claim_of(came, "zone-1") == Claim(reader="zone-1", tag=tag, here=True)
    not_mine = GarmentDisowned(by=By.UHF, **known)
    assert claim_of(not_mine, "zone-1") == Claim(reader="zone-1", tag=tag, here=False)
    assert claim_of(GarmentArrived(by=By.QR, **known), "zone-1") is None
    assert claim_of(VisitEnded(why="left", seconds=1), "zone-1") is None


def test_another_zone_is_passed_over(ear: Ear) -> None:
    for ms in range(1000, 4000, 100):
        ear.hear(ms, reader="zone-2")
    ear.hear(5000)
    assert ear.next() == ReaderHealth("zone-1", "ok")
    assert ear.news.empty()


def sound(reader: str = "zone-1") -> RoomSound:
    heard = {1: HeardRoom(rate=5.0, mean=-48.0, spread=4.0)}
    return RoomSound(reader=reader, antennas=heard, made=datetime(2026, 11, 21, tzinfo=UTC))


def test_room_that_was_calibrated_sounds_as_learned() -> None:
    beams = beams_of(ROOMS, {"cabin-2": sound()})
    assert beams["cabin-1"] == assumed(ROOMS)["cabin-1"]
    # An antenna that heard nothing of the room while it was calibrated hears it hardly ever.
    assert beams["cabin-2"] == {1: Beam(5.0, -48.0, 4.0), 2: Beam.learned((), 1.0)}


def test_calibration_is_learned_and_taken_back(ear: Ear) -> None:
    ear.watch.hear(Sounded(touchpoint="cabin-2", sound=sound()))
    ear.watch.hear(Sounded(touchpoint="cabin-1", sound=sound("zone-2")))
    ear.watch.hear(Sounded(touchpoint="cabin-9", sound=sound()))
    ear.hear(1000)
    assert ear.next() == ReaderHealth("zone-1", "ok")
    calibrated = beams_of(ROOMS, {"cabin-2": sound()})
    assert ear.watch.beams == calibrated
    ear.watch.hear(Sounded(touchpoint="cabin-2", sound=None))
    ear.watch.stop()
    assert ear.watch.beams == assumed(ROOMS)
    ear.renew()


def message(topic: str, payload: bytes) -> Message:
    return Message(topic, payload)


def test_batch_on_the_wire() -> None:
    topic = READS.name(store="lyon", touchpoint="zone-1")
    said = understood(message(topic, b'[{"epc": "AB", "antenna": 3, "rssi": -51.5, "ms": 12}]'))
    assert said == Overheard(
        touchpoint="zone-1", sightings=(Sighting(epc="AB", antenna=3, rssi=-51.5, ms=12),)
    )
    assert understood(message(topic, b"[]")) == Overheard(touchpoint="zone-1", sightings=())


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[1]",
        b'[{"epc": "AB"}]',
        b'[{"epc": "AB", "antenna": 1, "rssi": NaN, "ms": 1}]',
        b'[{"epc": "AB", "antenna": 1, "rssi": 1.7e308, "ms": 1}]',
        b'[{"epc": "AB", "antenna": 1, "rssi": -50, "ms": 1e300}]',
        b'[{"epc": "AB", "antenna": 0, "rssi": -50, "ms": 1}]',
        b"[" + b",".join([b'{"epc":"AB","antenna":1,"rssi":-1,"ms":1}'] * 101) + b"]",
    ],
)
def test_batch_that_is_none_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match="parcours/v1/lyon/zone-1/reads"):
        understood(message(READS.name(store="lyon", touchpoint="zone-1"), payload))


def test_batch_says_when_and_which_it_is() -> None:
    topic = READS.name(store="lyon", touchpoint="zone-1")
    said = {"ms": "12", "boot": "b", "number": "3"}
    assert understood(Message(topic, b"[]", said)) == Overheard(
        touchpoint="zone-1", sightings=(), ms=12, boot="b", number=3
    )
    with pytest.raises(ValueError, match="number"):
        understood(Message(topic, b"[]", {"number": "three"}))


def test_claim_on_the_wire() -> None:
    topic = CLAIM.name(store="lyon", touchpoint="cabin-2")
    claim = Claim(reader="zone-1", tag="urn:x", here=False)
    said = understood(Message(topic, claim.model_dump_json().encode()))
    assert said == Claimed(touchpoint="cabin-2", claim=claim)


def test_calibration_on_the_wire() -> None:
    topic = SOUND.name(store="lyon", touchpoint="cabin-2")
    payload = sound().model_dump_json().encode()
    assert understood(message(topic, payload)) == Sounded(touchpoint="cabin-2", sound=sound())
    assert understood(message(topic, b"")) == Sounded(touchpoint="cabin-2", sound=None)
