"""The light of a cabin follows its visit: a scene is touched, and at rest it is the first one."""

from dataclasses import replace

import pytest

from contract.ids import new_id
from contract.settings import SettingsError, load
from fittingroom.lighting.following import Lights
from fittingroom.settings import Settings
from fittingroom.state import Mirror
from fittingroom.view import view
from fittingroom.visit import step
from tests.fittingroom.room import RULES
from tests.fittingroom.test_settings import GOOD
from tests.touchpoint.sample import at
from touchpoint.cabin import Light, OpenSheet
from touchpoint.inputs import Touched
from touchpoint.touches import Begin, Done, Touch
from touchpoint.words import load_words

SCENES = ("daylight", "evening", "vert-de-gris")
LIT = replace(RULES, scenes=SCENES)
WORDS = load_words(["en", "fr"])


class Lamp:
    """Writes down what it is to show."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, scene: str) -> None:
        self.shown.append(scene)

    def close(self) -> None:
        """Nothing to let go of."""


def after(mirror: Mirror, *touched: Touch) -> tuple[Mirror, list[str]]:
    said = []
    for one in touched:
        mirror, drafts = step(mirror, Touched(one), at(0), LIT, new_id)
        said += [d.data.name for d in drafts]
    return mirror, said


def test_scenes_are_offered_by_names_that_people_know() -> None:
    mirror, _ = after(Mirror(), Begin(), OpenSheet("light"))
    sheet = view(mirror, at(0), LIT, WORDS, 1080).over
    assert sheet
    rows = [(line.action.target, line.action.label, line.on) for line in sheet.lines]
    assert rows == [
        ("scene.daylight", "Daylight", True),
        ("scene.evening", "Evening", False),
        ("scene.vert-de-gris", "Vert de gris", False),
    ]


def test_scene_that_is_touched_is_chosen_and_told_once() -> None:
    mirror, said = after(Mirror(), Begin(), Light("evening"), Light("daylight"), Light("gas"))
    assert said == ["visit.started", "feature.used"]
    assert mirror.visit
    assert mirror.visit.scene == "daylight"


def test_light_follows_the_visit_and_goes_back_when_it_ends() -> None:
    lamp = Lamp()
    lights = Lights(lamp, SCENES)
    mirror = Mirror()
    for touched in ((), (Begin(),), (Light("evening"),), (Begin(),), (Done(),)):
        mirror, _ = after(mirror, *touched)
        lights.follow(mirror)
    assert lamp.shown == ["daylight", "evening", "daylight"]


def test_scene_that_the_settings_no_longer_have_is_the_first() -> None:
    lamp = Lamp()
    mirror, _ = after(Mirror(), Begin(), Light("evening"))
    Lights(lamp, ("soft", "indoors")).follow(mirror)
    assert lamp.shown == ["soft"]


def test_where_nothing_can_be_lit_nothing_is_said() -> None:
    lamp = Lamp()
    Lights(lamp, ()).follow(Mirror())
    services = view(after(Mirror(), Begin())[0], at(0), RULES, WORDS, 1080).services
    assert (lamp.shown, "light" in [action.target for action in services]) == ([], False)


def table(text: str) -> str:
    return f"{GOOD}[lighting]\n{text}\n"


def test_lighting_is_set_by_its_table() -> None:
    said = 'adapter = "http"\nurl = "http://lights.local/3"\nscenes = ["daylight", "evening"]'
    lighting = load(table(said), "fittingroom.toml", Settings).lighting
    assert (lighting.adapter, lighting.scenes, lighting.options()) == (
        "http",
        ("daylight", "evening"),
        {"url": "http://lights.local/3"},
    )
    assert load(GOOD, "fittingroom.toml", Settings).lighting.adapter == "none"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('adapter = "htpp"', "there are: http, none, or package.module:Class for one of your own"),
        ('adapter = "http"\nscenes = ["soft"]', "scenes has ['soft']; two or more different ones"),
        ('adapter = "http"\nscenes = ["soft", "soft"]', "two or more different ones are right"),
        ('scenes = ["soft", "evening"]', 'adapter is "none"; "http" changes the light'),
    ],
)
def test_lighting_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match="lighting") as caught:
        load(table(text), "fittingroom.toml", Settings)
    assert said in str(caught.value)
