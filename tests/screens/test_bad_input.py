"""What a screen says of what it cannot show, and that no haste of fingers or tags confuses it."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.uix.label import Label
from structlog.testing import capture_logs

from contract.events import GarmentArrived
from contract.ids import new_id
from kiosk.place import KioskPlace
from kiosk.state import Kiosk, Rules
from messaging.clock import ManualClock
from messaging.draft import Draft
from tests.screens import sample_parts, samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Finger, Stage
from tests.touchpoint.sample import NAVY_38, RED, SHELF, garment
from touchpoint.bridge import Bridge
from touchpoint.conductor import Conductor
from touchpoint.inputs import Arrived, CatalogueKnown
from touchpoint.touches import LookAround, OpenPart, ShowPhoto
from touchpoint.ui.swing_tag import SwingTag
from touchpoint.words import load_words

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])


def words(stage: Stage) -> list[str]:
    return [w.text for w in stage.widgets() if isinstance(w, Label) and w.text]


def lettering(tag: SwingTag) -> list[str]:
    labels = (w for w in tag.walk(restrict=True) if isinstance(w, Label))
    return [label.text for label in labels if label.text]


@SIZES
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_words_by_the_sizes_lead_to_where_it_is(
    play: Play, heard: Heard, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    put = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    chosen: dict[str, Any] = {"wanted": sample_parts.COAT.variants[0].gtin}
    stage.show(put("en", "garment", sheet=sample_parts.sheet(**chosen)))
    stage.press(stage.find("where"))
    assert heard.touches == [OpenPart("where")]
    stage.show(put("en", "garment", sheet=sample_parts.sheet(part="where", **chosen)))
    said = words(stage)
    assert said.count("In Paris Marais and 1 other store") == 1
    assert said.count("2 there · Counted today at 12:00") == 1
    assert said.count("3 there · Last counted on 17 November; it may have changed") == 1
    # A size that is here leads nowhere else.
    stage.show(put("en", "garment", sheet=sample_parts.sheet()))
    assert "where" not in stage.places()


def test_size_nobody_knows_looks_neither_there_nor_missing(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en", "garment", sheet=sample_parts.sheet()))
    sizes = {w.line.stock: w for w in stage.widgets() if w.__class__.__name__ == "SizeCell"}
    assert set(sizes) == {"not here", "2 here", "last one", "5 here", "please ask", "3 here"}

    def edge(cell: Any) -> tuple[int, ...]:
        """The colour in the middle of its upper edge."""
        x, y = cell.to_window(cell.center_x, cell.top - 1)
        found: Any = stage.picture().getpixel((int(x), int(stage.window.height - y)))
        return tuple(found)

    there, missing, asked = (edge(sizes[word]) for word in ("5 here", "not here", "please ask"))
    paper = stage.app.theme.palette.paper
    assert asked == pytest.approx([255 * part for part in paper[:3]], abs=3)
    assert len({there, missing, asked}) == 3


@SIZES
def test_label_of_another_house_bears_no_name_of_ours_and_leads_to_ours(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(samples.kiosk("en", "garment", sheet=samples.foreign_sheet("en")))
    tag = next(w for w in stage.widgets() if isinstance(w, SwingTag))
    assert lettering(tag) == ["0 614141 200016"]
    stage.press(stage.find("around"))
    assert heard.touches == [LookAround()]
    # Where there is nothing to look at, no word leads there.
    stage.show(samples.kiosk("en", "garment", sheet=samples.unknown_sheet(), look_around=""))
    assert "around" not in stage.places()
    assert lettering(tag) == ["Maison", "0 614141 200016"]


class Taken:
    """A kiosk's window with everything behind it but the outbox."""

    def __init__(self, stage: Stage, clock: ManualClock) -> None:
        self.drafts: list[Draft] = []
        self.shown: list[str | None] = []
        self.stage = stage
        place = KioskPlace(Rules(("en",)), load_words(["en"]), 540, new_id)
        self.conductor = Conductor(place, Kiosk(), clock, self._record, lambda _: None, self._show)
        self.bridge = Bridge(self.conductor.take)
        self.conductor.begin(())
        self.conductor.take([CatalogueKnown(SHELF)])
        self.shown.clear()

    def _record(self, drafts: Sequence[Draft], _state: Mapping[str, bytes]) -> None:
        self.drafts += drafts

    def _show(self, view: Any) -> None:
        self.shown.append(view.sheet.gtin if view.sheet else None)
        self.stage.app.show(view)


def test_two_hundred_tags_in_one_frame_are_one_page_and_no_event_is_lost(
    play: Play, clock: ManualClock
) -> None:
    stage = play("kiosk", reduced_motion=True)
    kiosk = Taken(stage, clock)
    arrived = [
        Arrived(garment((NAVY_38, RED)[n % 2], f"S{n}"), clock.monotonic()) for n in range(200)
    ]
    reader = threading.Thread(target=lambda: [kiosk.bridge.post(one) for one in arrived])
    reader.start()
    reader.join()
    stage.settle()
    serials = [d.data.serial for d in kiosk.drafts if isinstance(d.data, GarmentArrived)]
    assert serials == [f"S{n}" for n in range(200)]
    assert kiosk.shown == [RED]
    assert "Scarf" in words(stage)


def test_two_hundred_fingers_in_one_frame_each_mean_what_was_seen(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en", "garment", sheet=sample_parts.sheet()))
    cells = [stage.find("photo.next"), stage.find("part.fit")]
    for n in range(200):
        cell = cells[n % 2]
        finger = Finger(*cell.to_window(*cell.center))
        for phase in ("begin", "end"):
            EventLoop.post_dispatch_input(phase, finger)
    stage.frames()
    assert heard.touches == [ShowPhoto(1), OpenPart("fit")] * 100


def test_broken_photograph_says_so_in_the_log_once_however_often_it_is_shown(
    play: Play, photos: Path
) -> None:
    (photos / "half.jpg").write_bytes((photos / sample_parts.FILES[0]).read_bytes()[:900])
    stage = play("kiosk", reduced_motion=True)
    broken = replace(sample_parts.sheet(), pictures=(samples.picture("half.jpg"),))
    with capture_logs() as logs:
        for size in (PORTRAIT, LANDSCAPE, PORTRAIT):
            stage.resize(size)
            stage.show(samples.kiosk("en", "garment", sheet=broken))
            stage.show(samples.kiosk("en"))
        stage.show(samples.kiosk("en", "garment", sheet=broken))
    tag = next(w for w in stage.widgets() if isinstance(w, SwingTag))
    assert [(line["event"], line["file"]) for line in logs] == [("photo.unreadable", "half.jpg")]
    assert tag.opacity == 1
