"""What the windows do: touches, frames, photographs, failures, rest."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.screens import samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import drawn
from touchpoint.touches import (
    Anywhere,
    AskOther,
    Back,
    Begin,
    CancelRequest,
    ChooseColour,
    ChooseLanguage,
    ChooseSize,
    DismissRequest,
    Done,
    NotMine,
    ShowGarment,
    StillHere,
)
from touchpoint.ui.photo import RestingPhoto

SIZE = samples.GTIN[:-2] + "03"
ROOM = samples.GTIN[:-2] + "91"
WAITING, GONE = samples.request("en"), samples.request("en", "gone")
ON_ITS_WAY = samples.mirror("en", "garment", requests=(WAITING,))
NOT_FOUND = samples.mirror("en", "garment", requests=(GONE,))

TOUCHES = [
    (samples.kiosk("en"), "rest.begin", Begin()),
    (samples.kiosk("en"), "language.fr", ChooseLanguage("fr")),
    (samples.welcoming("en"), "rest.begin", Begin()),
    (samples.welcoming("en"), "language.fr", ChooseLanguage("fr")),
    (samples.kiosk("en", "garment"), f"size.{SIZE}", ChooseSize(SIZE)),
    (samples.kiosk("en", "garment"), "colour.colour-1", ChooseColour("colour-1")),
    (samples.kiosk("en", "garment"), "done", Done()),
    (samples.kiosk("en", "garment", still_here=samples.still("en")), "still.here", StillHere()),
    (samples.mirror("en", "invite"), "rest.begin", Begin()),
    (samples.mirror("en", "room", 3), f"garment.{ROOM}", ShowGarment(ROOM)),
    (samples.mirror("en", "room", 3), f"notmine.{ROOM}", NotMine(ROOM)),
    (samples.mirror("en", "garment", 3), f"garment.{ROOM}", ShowGarment(ROOM)),
    (
        samples.mirror("en", "garment", 3, sheet=samples.sheet(gtin=ROOM)),
        f"notmine.{ROOM}",
        NotMine(ROOM),
    ),
    (samples.mirror("en", "garment", 3), "back", Back()),
    (samples.mirror("en", "garment", ask=samples.ask("en")), "ask.size", AskOther(samples.GTIN)),
    (ON_ITS_WAY, "request.cancel", CancelRequest("request-way")),
    (NOT_FOUND, "request.dismiss", DismissRequest("request-gone")),
    (NOT_FOUND, "request.alternative", AskOther(samples.GTIN, "request-gone")),
]  # fmt: skip


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_a_touch_means_what_the_target_says(
    play: Play, heard: Heard, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    here = [row for row in TOUCHES if hasattr(row[0], "room") == (place == "mirror")]
    for view, target, _ in here:
        stage.app.show(view)
        stage.frames(3)
        stage.press(stage.find(target))
    assert heard.touches == [meaning for _, _, meaning in here]


def test_a_touch_beside_everything_says_that_somebody_is_here(play: Play, heard: Heard) -> None:
    stage = play("kiosk")
    stage.app.show(samples.kiosk("en", "garment", sheet=samples.unknown_sheet()))
    stage.frames(3)
    stage.touch_at(5, 5)
    assert heard.touches == [Anywhere()]


def test_what_is_gone_is_said_and_not_offered(play: Play) -> None:
    stage = play("mirror", reduced_motion=True)
    gone = samples.ask("en", enabled=False)
    stage.app.show(samples.mirror("en", "garment", ask=gone))
    stage.frames(3)
    said = [w.text for w in stage.widgets() if getattr(w, "text", "") in {gone.note, gone.label}]
    assert said == [gone.note]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_a_notice_covers_nothing_and_moves_nothing_that_is_touched(
    play: Play, place: str, size: tuple[int, int]
) -> None:
    view = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]("en", "garment")
    stage = play(place, size, reduced_motion=True)
    stage.show(view)
    before = stage.places()
    stage.show(
        replace(view, notice="This code is not of a garment. Please show us a garment’s label.")
    )
    shown = [w for w in stage.widgets() if getattr(w, "file", "") == samples._COLOUR_FILES[0]]
    photo = max(shown, key=lambda w: w.height)
    band = stage.app.theme.px(96)
    assert stage.places() == before
    assert photo.to_window(*photo.pos)[1] + photo.height == size[1] - band


def test_a_touch_is_answered_within_one_frame(play: Play) -> None:
    stage = play("kiosk")
    stage.show(samples.kiosk("en", "garment"))
    cell = stage.find(f"size.{SIZE}")
    before = stage.pixel_of(cell)
    stage.down(cell)
    after = stage.pixel_of(cell)
    stage.up()
    assert before != after
    assert stage.pixel_of(cell) == before


def test_a_garment_is_told_as_shown_once_after_its_photograph(play: Play, heard: Heard) -> None:
    stage = play("kiosk")
    view = samples.kiosk("en", "garment")
    stage.show(view)
    stage.show(replace(view, away="The store's computer is away"))
    assert heard.shown == [samples.GTIN]


def test_the_first_frame_of_a_garment_has_its_photograph(play: Play, heard: Heard) -> None:
    stage = play("kiosk")
    stage.app.show(samples.kiosk("en", "garment"))
    stage.app.photos.settle()
    stage.frames(1)
    assert heard.shown == [samples.GTIN]


def test_the_next_garment_is_shown_in_the_same_cells(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    here, there = samples.sheet(), samples.sheet("fr", wanted="40")
    cells = []
    for sheet in (here, replace(there, sizes=there.sizes[:2]), there):
        stage.show(samples.kiosk("en", "garment", sheet=sheet))
        cells.append([stage.find(f"size.{line.gtin}") for line in sheet.sizes])
    assert cells[1] == cells[0][:2]
    assert {*cells[2]} == {*cells[0]}


def test_a_touch_means_what_was_there_when_the_finger_came(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    before = samples.sheet()
    moved = tuple(replace(line, gtin=samples.GTIN) for line in before.sizes)
    stage.show(samples.kiosk("en", "garment", sheet=before))
    stage.down(stage.find(f"size.{SIZE}"))
    stage.app.show(samples.kiosk("en", "garment", sheet=replace(before, sizes=moved)))
    stage.frames(2)
    stage.up()
    assert heard.touches == [ChooseSize(SIZE)]


def test_a_missing_photograph_keeps_no_page_waiting(play: Play, heard: Heard) -> None:
    stage = play("kiosk")
    lost = samples.sheet(pictures=(samples.picture("nowhere.jpg"),))
    stage.show(samples.kiosk("en", "garment", sheet=lost))
    assert heard.shown == [samples.GTIN]


@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_a_photograph_that_comes_late_is_shown(play: Play, photos: Path, place: str) -> None:
    make = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    late = photos / f"late-{place}.jpg"
    stage = play(place, reduced_motion=True)
    stage.show(make("en", pictures=(late.name,)))
    without = stage.picture()
    shutil.copy(photos / samples.PICTURES[0], late)
    stage.app.photo_came(late.name)
    stage.settle()
    assert stage.picture().tobytes() != without.tobytes()


@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_a_failing_screen_is_told_and_leads_back_to_the_start(
    play: Play, heard: Heard, place: str
) -> None:
    stage = play(place)
    make = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    stage.app.show(make("en", screen="garment"))
    stage.app.show(make("en", screen="garment", sheet=object()))
    stage.frames(3)
    assert [what for what, _ in heard.failures] == ["screen"]
    assert stage.find("rest.begin").touch == Begin()


def test_nothing_is_drawn_while_nothing_changes(play: Play) -> None:
    stage = play("mirror")
    stage.show(samples.mirror("en", "garment", 3, requests=(WAITING,)))
    flips = stage.flips
    stage.frames(100, 0.1)
    assert stage.flips == flips


def test_the_resting_picture_moves_a_few_times_a_second(play: Play) -> None:
    stage = play("kiosk")
    stage.show(samples.kiosk("en"))
    before, flips = stage.picture(), stage.flips
    stage.frames(100, 0.1)
    assert 30 <= stage.flips - flips <= 60
    assert stage.picture().tobytes() != before.tobytes()


def test_the_resting_picture_stands_still_when_no_motion_is_wished(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en"))
    flips = stage.flips
    stage.frames(100, 0.1)
    assert stage.flips == flips


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_photograph_steps_back_for_who_comes_and_forward_again(
    play: Play, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(samples.kiosk("en"))
    resting = drawn(stage)
    photo = next(w for w in stage.widgets() if isinstance(w, RestingPhoto))
    width, height = photo.frame[2:]
    stage.show(samples.welcoming("en"))
    back = {PORTRAIT: 0.75, LANDSCAPE: 0.85}[size]
    assert photo.frame[2:] == [round(width * back), round(height * back)]
    stage.show(samples.kiosk("en"))
    assert drawn(stage) == resting


def test_the_kiosk_welcomes_within_320_ms(play: Play) -> None:
    stage = play("kiosk")
    stage.show(samples.kiosk("en"))
    stage.app.show(samples.welcoming("en"))
    page = stage.app.shell.page
    stage.frames(2, 0.02)
    waking = page.woken
    stage.frames(15, 0.02)
    assert (0 < waking < 1, page.woken) == (True, 1)
    words = next(w for w in stage.widgets() if getattr(w, "text", "") == page.headline)
    assert words.parent.opacity == 1


def test_the_kiosk_welcomes_without_motion_when_none_is_wished(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en"))
    stage.app.show(samples.welcoming("en"))
    at_once = stage.app.shell.page.woken
    stage.settle()
    shown, flips = stage.picture(), stage.flips
    stage.frames(100, 0.1)
    assert (at_once, stage.flips - flips, stage.picture().tobytes() == shown.tobytes()) == (
        1,
        0,
        True,
    )


def test_the_sheet_rises_within_320_ms(play: Play) -> None:
    stage = play("mirror")
    stage.show(samples.mirror("en", "garment", 3))
    stage.app.show(samples.mirror("en", "garment", 3, ask=samples.ask("en")))
    stage.frames(2, 0.02)
    rising = stage.places()["ask.size"][1]
    stage.frames(15, 0.02)
    risen = stage.places()["ask.size"][1]
    stage.frames(20, 0.02)
    assert rising < risen == stage.places()["ask.size"][1]


@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_a_window_of_another_size_has_the_same_proportions(play: Play, place: str) -> None:
    make = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    stage = play(place, (540, 960))
    stage.app.show(make("fr", screen="garment"))
    stage.frames(4)
    small = stage.places()
    stage.resize((1080, 1920))
    large = stage.places()
    assert small.keys() == large.keys()
    assert (
        max(abs(a - b) for name in small for a, b in zip(small[name], large[name], strict=True))
        < 0.02
    )
