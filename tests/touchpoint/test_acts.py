"""What a screen does at the hub's word: its visit is nobody else's to see, and is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from contract.ids import new_id
from kiosk.place import KioskPlace
from kiosk.state import Kiosk, Rules
from messaging.clock import ManualClock
from messaging.draft import Draft
from tests.touchpoint.sample import NAVY_38, SHELF, garment
from touchpoint.acts import Acts, called
from touchpoint.conductor import KEPT, Conductor
from touchpoint.inputs import Arrived, CatalogueKnown, Near
from touchpoint.obeying import Answer, Result
from touchpoint.remote.glass import Frame
from touchpoint.words import load_words

FRAME = Frame(1, 1, 1, b"\0\0\0\0")


@dataclass
class Outside:
    """What acts hand over; a frame comes when `draw` is called, and not before."""

    named: list[tuple[str, str]] = field(default_factory=list)
    stopped: int = 0
    sent: list[Frame] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    wanting: list[Callable[[Frame], None]] = field(default_factory=list)
    answers: list[Result] = field(default_factory=list)

    def identify(self, name: str, line: str) -> None:
        self.named.append((name, line))

    def stop(self) -> None:
        self.stopped += 1

    def frame(self, deliver: Callable[[Frame], None]) -> None:
        self.wanting.append(deliver)

    def draw(self) -> None:
        for deliver in self.wanting:
            deliver(FRAME)

    def send(self, frame: Frame, answer: Answer) -> None:
        self.sent.append(frame)
        answer("done")

    def record(self, drafts: Sequence[Draft], state: Mapping[str, bytes]) -> None:
        self.events += [draft.data.name for draft in drafts]
        self.states += state


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def conductor(outside: Outside, clock: ManualClock) -> Conductor[Kiosk]:
    place = KioskPlace(Rules(("en",)), load_words(["en"]), 1080, new_id)
    made = Conductor(place, Kiosk(), clock, outside.record, lambda _: None, lambda _: None)
    made.begin(())
    return made


@pytest.fixture
def acts(outside: Outside, conductor: Conductor[Kiosk]) -> Acts:
    conductor.take([CatalogueKnown(SHELF)])
    glass = outside
    return Acts(outside, conductor, glass, outside.send, "Kiosk 1", "kiosk-1")  # type: ignore[arg-type]


def lie(acts: Acts) -> None:
    acts.conductor.take([Arrived(garment(NAVY_38), acts.conductor.clock.monotonic())])


def test_glass_without_a_catalogue_is_of_no_use(conductor: Conductor[Kiosk]) -> None:
    before = conductor.usable
    conductor.take([CatalogueKnown(SHELF)])
    assert (before, conductor.usable) == (False, True)


def test_name_is_shown_and_nothing_else_happens(acts: Acts, outside: Outside) -> None:
    acts.identify(outside.answers.append)
    assert (outside.named, outside.answers) == ([("Kiosk 1", "kiosk-1")], ["done"])
    assert (outside.events, acts.conductor.scene()["visit"]) == ([], None)


def test_resting_glass_is_sent(acts: Acts, outside: Outside) -> None:
    acts.screenshot(outside.answers.append)
    waiting = list(outside.answers)
    outside.draw()
    assert (waiting, outside.sent, outside.answers) == ([], [FRAME], ["done"])


def test_nobody_is_photographed_who_is_there_or_stands_there(acts: Acts, outside: Outside) -> None:
    acts.conductor.take([Near(True, acts.conductor.clock.monotonic())])
    acts.screenshot(outside.answers.append)
    lie(acts)
    acts.screenshot(outside.answers.append)
    assert (outside.wanting, outside.answers) == ([], ["busy", "busy"])


def test_who_comes_while_the_frame_is_drawn_is_not_photographed(
    acts: Acts, outside: Outside
) -> None:
    acts.screenshot(outside.answers.append)
    lie(acts)
    outside.draw()
    assert (outside.sent, outside.answers) == ([], ["busy"])


def test_reload_keeps_the_visit_and_answers_before_it_ends(acts: Acts, outside: Outside) -> None:
    lie(acts)
    outside.states.clear()
    when: list[tuple[Result, int]] = []
    acts.reload(lambda result: when.append((result, outside.stopped)))
    assert (outside.states, when, outside.stopped, acts.again) == ([KEPT], [("done", 0)], 1, True)


def test_reload_at_rest_keeps_nothing(acts: Acts, outside: Outside) -> None:
    acts.reload(outside.answers.append)
    assert (outside.states, acts.again) == ([], True)


def test_visit_is_ended(acts: Acts, outside: Outside) -> None:
    lie(acts)
    acts.end_visit(outside.answers.append)
    assert ("visit.ended" in outside.events, outside.answers) == (True, ["done"])


@pytest.mark.parametrize(
    ("touchpoint", "language", "name"),
    [
        ("cabin-3", "en", "Cabin 3"),
        ("cabin-12", "fr", "Cabine 12"),
        ("kiosk-1", "es", "Quiosco 1"),
        ("kiosk-1", "it", "Chiosco 1"),
        ("zone-2", "de", "Zone 2"),
        ("window", "en", "Window"),
    ],
)
def test_touchpoint_is_called_as_people_call_it(touchpoint: str, language: str, name: str) -> None:
    assert called(touchpoint, load_words([language]).speech(language)) == name
