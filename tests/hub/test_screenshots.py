"""The last picture of each screen: a picture indeed, seen by this user alone, gone after a day."""

import io
import os
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from contract.http import MAX_SCREENSHOT
from hub.housekeeping import Housekeeping
from hub.screenshots import BadPicture, Screenshots
from hub.store import Database
from messaging.clock import ManualClock


def drawn(kind: str = "PNG", colour: str = "navy", size: tuple[int, int] = (36, 64)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


@pytest.fixture
def shots(tmp_path: Path, clock: ManualClock) -> Screenshots:
    return Screenshots(tmp_path / "shots", clock)


def test_nothing_before_the_first(shots: Screenshots) -> None:
    shots.forget()
    assert (shots.of("cabin-3"), shots.taken()) == (None, {})


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_picture_is_kept_byte_for_byte(
    shots: Screenshots, clock: ManualClock, kind: str, media: str
) -> None:
    picture = drawn(kind)
    shots.put("cabin-3", picture)
    found = shots.of("cabin-3")
    assert found is not None
    assert (found.picture, found.media_type, found.taken) == (picture, media, clock.now())


def test_only_the_last_one_is_kept_and_nobody_else_reads_it(
    shots: Screenshots, tmp_path: Path
) -> None:
    for colour in ("navy", "red"):
        shots.put("cabin-3", drawn(colour=colour))
    shots.put("kiosk-1", drawn())
    files = sorted((tmp_path / "shots").iterdir())
    assert [(file.name, oct(file.stat().st_mode & 0o777)) for file in files] == [
        ("cabin-3", "0o600"),
        ("kiosk-1", "0o600"),
    ]
    assert files[0].read_bytes() == drawn(colour="red")
    assert (tmp_path / "shots").stat().st_mode & 0o077 == 0


def test_it_is_forgotten_after_a_day(
    shots: Screenshots, clock: ManualClock, tmp_path: Path
) -> None:
    shots.put("cabin-3", drawn())
    clock.advance(86_399)
    shots.put("kiosk-1", drawn())
    shots.forget()
    before = sorted(shots.taken())
    clock.advance(1)
    unseen = shots.of("cabin-3"), sorted(shots.taken())
    shots.forget()
    left = [file.name for file in (tmp_path / "shots").iterdir()]
    assert (before, unseen, left) == (["cabin-3", "kiosk-1"], (None, ["kiosk-1"]), ["kiosk-1"])


def test_what_a_crash_left_half_written_goes_too(
    shots: Screenshots, clock: ManualClock, tmp_path: Path
) -> None:
    shots.put("cabin-3", drawn())
    half = tmp_path / "shots" / ".half"
    half.write_bytes(b"x")
    now = clock.now().timestamp()
    os.utime(half, (now, now))
    shots.forget()
    while_written = half.exists()
    clock.advance(86_400)
    shots.forget()
    assert (while_written, half.exists(), sorted(shots.taken())) == (True, False, [])


def test_hub_lets_them_go_by_itself(shots: Screenshots, clock: ManualClock, tmp_path: Path) -> None:
    with closing(Database(tmp_path / "hub.db")) as db:
        housekeeping = Housekeeping(db, 90, 400, lambda: None, shots)
        shots.put("cabin-3", drawn())
        left = []
        for seconds in (86_399, 3601):
            clock.advance(seconds)
            housekeeping.step(clock.now())
            left.append([file.name for file in (tmp_path / "shots").iterdir()])
    assert left == [["cabin-3"], []]


def _bad() -> dict[str, bytes]:
    png, jpeg = drawn(), drawn("JPEG")
    return {
        "nothing": b"",
        "a page": b"<html>",
        "a GIF": drawn("GIF"),
        "a name only": png[:8],
        "a PNG cut short": png[: len(png) // 2],
        "a JPEG cut short": jpeg[: len(jpeg) // 2],
        "too many bytes": png + b"\0" * MAX_SCREENSHOT,
        "too many pixels": drawn(size=(8000, 2001)),
    }


@pytest.mark.parametrize("what", sorted(_bad()))
def test_what_is_no_picture_of_a_screen_is_refused_and_leaves_the_last_one(
    shots: Screenshots, what: str, tmp_path: Path
) -> None:
    shots.put("cabin-3", drawn())
    with pytest.raises(BadPicture):
        shots.put("cabin-3", _bad()[what])
    assert [file.name for file in (tmp_path / "shots").iterdir()] == ["cabin-3"]
    assert (tmp_path / "shots" / "cabin-3").read_bytes() == drawn()
