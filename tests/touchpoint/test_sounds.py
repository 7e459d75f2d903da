"""What a calibration left on the disk, and what becomes of it."""

from datetime import UTC, datetime
from pathlib import Path

from structlog.testing import capture_logs

from contract.states import HeardRoom, RoomSound
from contract.topics import SOUND
from messaging.port import Outgoing
from touchpoint.sounds import keep_sound, kept_sound, said_of

FOUND = RoomSound(
    reader="zone-1",
    antennas={1: HeardRoom(rate=5.0, mean=-48.0, spread=4.0)},
    made=datetime(2026, 11, 21, tzinfo=UTC),
)


def test_sound_is_kept(tmp_path: Path) -> None:
    assert kept_sound(tmp_path, "zone-1") is None
    keep_sound(tmp_path, FOUND)
    assert kept_sound(tmp_path, "zone-1") == FOUND


def test_sound_of_another_reader_is_told_and_not_used(tmp_path: Path) -> None:
    keep_sound(tmp_path, FOUND)
    with capture_logs() as lines:
        assert kept_sound(tmp_path, "zone-2") is None
    assert [(line["event"], line["found"]) for line in lines] == [
        ("sound.of_another_reader", "zone-1")
    ]


def test_file_that_cannot_be_read_is_told_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "sound.json").write_text('{"reader": "zone-1"')
    with capture_logs() as lines:
        assert kept_sound(tmp_path, "zone-1") is None
    assert [line["event"] for line in lines] == ["sound.unreadable"]


def test_sound_stays_for_whoever_comes_later() -> None:
    topic = SOUND.name(store="lyon", touchpoint="cabin-2")
    payload = FOUND.model_dump_json().encode()
    assert said_of("lyon", "cabin-2", FOUND) == Outgoing(topic, payload, retain=True)
