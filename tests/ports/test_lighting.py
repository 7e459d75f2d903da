"""What every light must do: take a scene at once, whatever is behind it, and close."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from fittingroom.lighting import LIGHTING, Lighting, LightingError, make_lighting
from tests.fittingroom.lamp import Lamp, lamp_on
from tests.kiosk.program import until


@pytest.fixture
def lamp() -> Iterator[Lamp]:
    with lamp_on() as made:
        yield made


OPTIONS = {"none": (), "http": ("url",)}
FOREIGN = "fittingroom.lighting.none:NoLighting"


def light_of(adapter: str, lamp: Lamp, **more: str) -> Lighting:
    own = {"url": lamp.url} if "url" in OPTIONS.get(adapter, ()) else {}
    return make_lighting(adapter, {**own, **more})


def test_every_light_of_the_table_is_tried() -> None:
    assert set(OPTIONS) == set(LIGHTING)


@pytest.mark.parametrize("adapter", [*OPTIONS, FOREIGN])
def test_scene_is_taken_while_nothing_answers(adapter: str, lamp: Lamp) -> None:
    lamp.willing.clear()
    light = light_of(adapter, lamp)
    # Each returns although the lamp holds its answer back until the end.
    for scene in ("daylight", "evening", "daylight"):
        light.show(scene)
    light.close()
    assert not lamp.willing.is_set()


@pytest.mark.parametrize("adapter", [*OPTIONS, FOREIGN])
def test_light_can_be_closed_unused(adapter: str, lamp: Lamp) -> None:
    light_of(adapter, lamp).close()
    assert lamp.posted.empty()


def test_scene_is_posted_with_the_token(lamp: Lamp) -> None:
    light = light_of("http", lamp, token="s3cret")
    light.show("evening")
    assert lamp.next() == {"scene": "evening", "token": "Bearer s3cret"}
    light.close()


def test_only_the_last_of_what_waited_is_shown(lamp: Lamp) -> None:
    lamp.willing.clear()
    light = light_of("http", lamp)
    light.show("daylight")
    first = lamp.next()
    for scene in ("evening", "soft", "indoors"):
        light.show(scene)
    lamp.willing.set()
    assert [found["scene"] for found in (first, lamp.next())] == ["daylight", "indoors"]
    light.close()


def test_scene_is_said_again_until_it_comes_through_and_told_once_down_once_back(
    lamp: Lamp,
) -> None:
    lamp.status = 503
    with capture_logs() as logs:
        light = light_of("http", lamp, again="0.05")
        light.show("evening")
        tried = [lamp.next()["scene"] for _ in range(3)]
        lamp.status = 200
        assert until(lambda: len(logs) == 2)
        light.close()
    assert tried == ["evening"] * 3
    told = [(log["event"], log.get("why")) for log in logs]
    assert told == [("lighting.down", "status 503"), ("lighting.back", None)]


def test_lamp_that_is_not_there_is_told_once() -> None:
    with capture_logs() as logs:
        light = make_lighting("http", {"url": "http://127.0.0.1:9/scene", "again": "0.02"})
        light.show("evening")
        assert until(lambda: bool(logs))
        light.show("daylight")
        light.close()
    assert [(log["event"], log["why"]) for log in logs] == [("lighting.down", "ConnectionError")]


@pytest.mark.parametrize(
    ("adapter", "options", "said"),
    [
        ("gas", {}, "no light is called 'gas'; there are: http, none, package.module:Class"),
        ("http", {"url": "lights.local"}, "url: found 'lights.local'; http://lights.local/scene"),
        ("http", {}, "does not take these options: "),
        (
            "http",
            {"url": "http://lights.local", "timeout": "90"},
            "timeout: found 90; more than 0 and at most 60 seconds are right",
        ),
        ("own.lamp:Lamp", {}, "light 'own.lamp:Lamp' cannot be loaded: No module named 'own'"),
        (
            "fittingroom.lighting.none:Nothing",
            {},
            "fittingroom.lighting.none has no class 'Nothing'",
        ),
    ],
)
def test_light_that_cannot_be_made_says_why(
    adapter: str, options: dict[str, str], said: str
) -> None:
    with pytest.raises(LightingError) as caught:
        make_lighting(adapter, options)
    assert said in str(caught.value)
