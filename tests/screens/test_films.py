"""Films on the real window: pictures and captions in time, reports, ends, and what cannot play."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kivy.uix.label import Label
from PIL import Image

from kiosk.pages import FilmView
from tests.screens import sample_parts, samples
from tests.screens.audit.contrast import ratio
from tests.screens.audit.overflow import overflow
from tests.screens.audit.overlap import overlap
from tests.screens.audit.scene import look
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from tests.screens.wandering import FILES, around, cinema
from tests.touchpoint.reel import film, shade
from touchpoint.films.captions import Cue
from touchpoint.films.folder import FilmFolder
from touchpoint.films.port import NoFilms, Unplayed
from touchpoint.touches import Anywhere, Back, OpenFilms, PlayFilm, ShowStyle, TurnPage, WatchFilm
from touchpoint.views import Film, Part, Picture

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n{}\n\n00:02.000 --> 00:09.000\n{}\n"


def behind(picture: Image.Image, label: Any) -> tuple[float, ...]:
    """The colour that most of the pixels around the letters of *label* have."""
    x, y = label.to_window(*label.pos)
    top = picture.height - y - label.height
    row = picture.crop((int(x), int(top), int(x + label.width), int(top + label.height))).tobytes()
    pixels = Counter(row[n : n + 3] for n in range(0, len(row), 3))
    return tuple(channel / 255 for channel in pixels.most_common(1)[0][0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    film(tmp_path / "film-1.mp4", 30, (320, 180))
    (tmp_path / "en.vtt").write_text(VTT.format("A seam", "is sewn"))
    (tmp_path / "fr.vtt").write_text(VTT.format("Une couture", "se coud"))
    return tmp_path


@pytest.fixture
def cinema_of(play: Play, folder: Path) -> Callable[..., Stage]:
    def put(*given: Any, **more: Any) -> Stage:
        return play("kiosk", *given, films=lambda _, post: FilmFolder(folder, post), **more)

    return put


def shown(language: str = "en", **changes: Any) -> Any:
    view = around(language, PlayFilm("film-1"), on=cinema())
    assert isinstance(view.around, FilmView)
    return replace(view, around=replace(view.around, **changes))


def page(stage: Stage) -> Any:
    return stage.app.shell.page


def until(stage: Stage, what: Callable[[], object], step: float = 0.05) -> None:
    """Frames, each *step* seconds of the film later, until *what* came true."""
    end = time.monotonic() + 90
    while not what():
        assert time.monotonic() < end
        stage.frames(1, step)
        # The decoder is a thread of this world, the film's time is the stage's.
        time.sleep(0.002)


def words(stage: Stage) -> list[str]:
    return [w.text for w in stage.widgets() if isinstance(w, Label) and w.text]


def seen(stage: Stage) -> float:
    showing = page(stage)._showing
    return -1.0 if showing is None or showing.seen is None else showing.seen


@SIZES
def test_film_begins_by_itself_and_stops_under_a_finger(
    cinema_of: Callable[..., Stage], heard: Heard, size: tuple[int, int]
) -> None:
    stage = cinema_of(size)
    stage.app.show(shown())
    until(stage, lambda: seen(stage) >= 1.0)
    assert heard.touches == [WatchFilm("film-1", 1, 0.0)]
    stage.press(stage.find("film.glass"))
    stopped = seen(stage)
    stage.frames(20, 0.1)
    assert (seen(stage), "Play the film" in words(stage)) == (stopped, True)
    assert heard.touches[1:] == [WatchFilm("film-1", 1, stopped), Anywhere()]
    x, y, width, height = page(stage).frame
    assert width / height == pytest.approx(320 / 180, abs=0.02)
    if size == PORTRAIT:
        # The picture of that time is on the glass, in its own colours.
        glass, row = stage.picture(), int(stage.window.height - y - height / 2)
        left, right = (glass.getpixel((int(x + width * part), row)) for part in (0.25, 0.75))
        assert left == pytest.approx((200, 0, 0), abs=14)
        assert right == pytest.approx((shade(round(stopped * 10)),) * 3, abs=14)
    stage.press(stage.find("film.play"))
    until(stage, lambda: seen(stage) > stopped)


def test_film_tells_how_far_it_has_got_and_when_it_is_over(
    cinema_of: Callable[..., Stage], heard: Heard
) -> None:
    stage = cinema_of()
    stage.app.show(shown())
    until(stage, lambda: heard.touches and heard.touches[-1].completed)
    assert heard.touches == [
        WatchFilm("film-1", 1, 0.0),
        WatchFilm("film-1", 1, 2.0),
        WatchFilm("film-1", 1, 3.0, completed=True),
    ]
    stage.show(around("en", PlayFilm("film-1"), heard.touches[0], heard.touches[-1], on=cinema()))
    stage.press(stage.find("style.style-1"))
    stage.press(stage.find("film.play"))
    assert heard.touches[3:] == [ShowStyle("style-1"), PlayFilm("film-1")]
    # Another showing of the same film begins at its beginning.
    stage.app.show(shown(number=2))
    until(stage, lambda: heard.touches[-1] == WatchFilm("film-1", 2, 0.0))


def test_captions_are_said_in_time_and_in_the_language_chosen(
    cinema_of: Callable[..., Stage], heard: Heard
) -> None:
    stage = cinema_of()
    stage.app.show(shown(captions="en.vtt"))
    until(stage, lambda: "A seam" in words(stage))
    until(stage, lambda: seen(stage) >= 1.2)
    assert "A seam" not in words(stage)
    stage.app.show(shown("fr", captions="fr.vtt"))
    until(stage, lambda: "se coud" in words(stage))
    assert 2.0 <= seen(stage) <= 3.0
    # Whatever is touched, how much was seen is told first.
    stage.press(stage.find("back"))
    told = heard.touches[-2]
    assert (told.film, told.completed, heard.touches[-1]) == ("film-1", False, Back())
    assert 2.0 <= told.seconds <= seen(stage)


def test_film_that_is_not_there_is_its_poster_and_comes_when_it_came(
    cinema_of: Callable[..., Stage], heard: Heard, folder: Path
) -> None:
    stage = cinema_of()
    (folder / "film-1.mp4").rename(folder / "on-its-way")
    stage.app.show(shown())
    until(stage, lambda: page(stage).lost)
    stage.settle()
    assert {"This film cannot be shown here.", "How a jumper is folded"} <= set(words(stage))
    targets = set(stage.places())
    assert (targets & {"film.glass", "film.play"}, heard.touches) == (set(), [])
    assert page(stage).ids.poster.texture is not None
    (folder / "on-its-way").rename(folder / "film-1.mp4")
    stage.app.photo_came("film-1.mp4")
    until(stage, lambda: seen(stage) >= 0.3)
    assert (heard.touches, heard.failures) == ([WatchFilm("film-1", 1, 0.0)], [])


def test_shop_without_motion_begins_a_film_by_a_touch(
    cinema_of: Callable[..., Stage], heard: Heard
) -> None:
    stage = cinema_of(reduced_motion=True)
    stage.app.show(shown())
    stage.frames(20, 0.1)
    assert (seen(stage), heard.touches) == (-1.0, [])
    stage.press(stage.find("film.play"))
    until(stage, lambda: seen(stage) >= 0.2)


def test_film_that_was_left_is_decoded_no_more(cinema_of: Callable[..., Stage]) -> None:
    stage = cinema_of()
    view = shown()
    stage.app.show(view)
    until(stage, lambda: seen(stage) >= 0.2)
    decoder = page(stage)._showing._projector
    screen = page(stage)
    stage.app.show(samples.kiosk("en"))
    decoder.join(60)
    assert (decoder._thread.is_alive(), screen._showing, screen.view) == (False, None, None)
    # The next visit may begin with the same one.
    stage.app.show(view)
    until(stage, lambda: seen(stage) >= 0.2)
    # Who wants a calm screen begins it by a touch.
    stage.app.show(shown(starts=False, number=2))
    stage.frames(20, 0.1)
    assert seen(stage) == -1.0
    stage.press(stage.find("film.glass"))
    until(stage, lambda: seen(stage) >= 0.2)


def test_posters_and_the_garment_s_page_lead_to_their_films(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(around("en", OpenFilms(), on=cinema()))
    for name in ("film.film-0", "film.film-3", "page.on"):
        stage.press(stage.find(name))
    sheet = replace(sample_parts.sheet(part="about"), parts=_about())
    stage.show(samples.kiosk("en", "garment", sheet=sheet))
    heard.touches[3:] = []
    stage.press(stage.find("play.cut"))
    assert [t for t in heard.touches if t != Anywhere()] == [
        PlayFilm("film-0"),
        PlayFilm("film-3"),
        TurnPage(1),
        PlayFilm("cut"),
    ]


def _about() -> Any:
    poster = Picture(FILES[0], FILES[0], "", 1600, 900)
    film = Film("The cut", poster, PlayFilm("cut"), "Play the film")
    return (Part("about", "About it", (film,)),)


class Silent(NoFilms):
    """Films that are for ever about to begin; what is said in them is far too long."""

    def open(self, file: str, within: Any) -> Unplayed:  # noqa: ARG002
        return Unplayed(fault="")

    def captions(self, file: str, hear: Any) -> None:  # noqa: ARG002
        hear((Cue(0, 9, "x"),))


@pytest.mark.parametrize(
    ("size", "brand"), [(PORTRAIT, "brand.toml"), (LANDSCAPE, "brands/nord.toml")]
)
def test_words_of_a_film_are_whole_and_can_be_read(
    play: Play, size: tuple[int, int], brand: str
) -> None:
    stage = play("kiosk", size, brand=brand, films=lambda *_: Silent())
    faults: list[str] = []
    said = "Eine Naht, die von Hand genäht wird, vier Stiche auf einen Zentimeter, " * 3
    for language in ("de", "fr"):
        for name in ("film-0", "film-1"):
            stage.app.show(around(language, PlayFilm(name), on=cinema()))
            page(stage).said = said[:240]
            stage.frames(3)
            assert said[:240] in words(stage)
            scene = look(stage.app.root)
            faults += [*overflow(scene), *overlap(scene)]
    if size == PORTRAIT:
        picture, letters = stage.picture(), page(stage).ids.said
        assert ratio(tuple(letters.color), behind(picture, letters)) >= 4.5
        frame = page(stage).areas.film
        bottom = letters.to_window(*letters.pos)[1]
        assert bottom + letters.height <= frame.y
    assert faults == []
