"""films.toml: films of the house, the garments they show, and a name for every film."""

from pathlib import Path

import pytest

from catalogue.files import Sources, read_sources
from catalogue.films import film_styles, name_films, read_films
from catalogue.parts import picture
from catalogue.problems import FileError
from contract.parts import Video
from hub.assortment import read_catalogue

HEAD = (
    "Handle,Title,Option1 Name,Option1 Value,Variant Barcode,Variant Price,"
    "Videos (product.metafields.c.videos)\n"
)
COAT = "coat,Coat,Size,36,0614141000012,9.00,cut/seam.mp4 | craft | | A seam\n"
HAT = "hat,Hat,Size,36,0614141000029,9.00,hats/seam.mp4; fold.mp4\n"
FOLD = """
[[film]]
file = "fold.mp4"
kind = "training"
poster = "fold.jpg"
titles = { en = "Folding", fr = "Plier" }
styles = ["coat", "hat", "cape"]
seconds = 16
"""
DOUBLED = (
    "video hats/seam.mp4: found another film called seam; wanted a name of its own; "
    "events call it seam-2"
)
LOST = '[[film]]\nfile = "lost.mp4"\ntitles = {en = "x"}\n'


def test_film_of_the_house_is_read_and_shown_by_its_garments(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(HEAD + COAT + HAT)
    (tmp_path / "films.toml").write_text(FOLD)
    found = read_sources(Sources(tmp_path / "products.csv"))
    (film,) = found.films
    assert film == Video(
        file="fold.mp4", name="fold", kind="training", poster=picture("fold.jpg"),
        titles={"en": "Folding", "fr": "Plier"}, seconds=16,
    )  # fmt: skip
    coat, hat = found.styles
    assert [video.name for video in coat.videos] == ["seam", "fold"]
    # It had that one already, in its own words.
    assert [(video.name, video.seconds) for video in hat.videos] == [
        ("seam-2", None),
        ("fold", None),
    ]
    assert found.problems == (
        "films.toml film 'fold.mp4': found style 'cape'; wanted the handle of a usable style",
        DOUBLED,
    )


def test_films_go_through_the_darkroom_into_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(HEAD + COAT)
    (tmp_path / "films.toml").write_text(
        FOLD + '[[film]]\nfile = "lost.mp4"\ntitles = {en = "x"}\n'
    )
    (tmp_path / "fold.mp4").write_bytes(b"film")
    (tmp_path / "fold.fr.vtt").write_text("WEBVTT\n")
    found = read_catalogue(Sources(tmp_path / "products.csv"), tmp_path, tmp_path / "media")
    (film,) = found.catalogue.films
    assert (film.name, film.file[-4:], list(film.captions)) == ("fold", ".mp4", ["fr"])
    assert (tmp_path / "media" / film.file).read_bytes() == b"film"
    assert found.summary.endswith("1 videos, 1 films of the house")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[film]]\ntitles = {en = "x"}', "film 1: found a film without a file or a title; wanted"),
        ('[[film]]\nfile = "a.mp4"', "film 1: found a film without a file or a title; wanted both"),
        ('film = "a.mp4"', "film 1: found 'a.mp4'; wanted a table with file, kind, poster"),
        ("[[film]]\nfile = 3", "film 1: found file 3; wanted the name of a file"),
        ('[[film]]\nfile = "a.mp4"\ntitles = "x"', "film 1: found titles 'x'; wanted texts by"),
        ('[[film]]\nfile = "a.mp4"\ntitles = {en = "x"}\nkind = "art"',
         "film 1: found kind 'art'; wanted one of craft, style, training"),
        ('[[film]]\nfile = "a.mp4"\ntitles = {en = "x"}\nseconds = -1',
         "film 1: found seconds -1; wanted how long it is, as in 16"),
        ('[[film]]\nfile = "a.mp4"\ntitles = {en = "x"}\nstyles = "coat"',
         "film 1: found styles 'coat'; wanted handles, as in"),
        ('[[film]]\nfile = "a.mp4"\ntitle = "x"', "film 1: found title; wanted file, kind, poster"),
        ("[films]\na = 1", "found 'films'; wanted film"),
    ],
)  # fmt: skip
def test_film_that_does_not_fit_is_told_and_left_out(text: str, said: str) -> None:
    films, problems = read_films(text, "films.toml")
    assert films == ()
    (problem,) = problems
    assert problem.startswith((f"films.toml {said}", f"films.toml: {said}"))


def test_a_film_a_second_time_is_told() -> None:
    one = '[[film]]\nfile = "a.mp4"\ntitles = {en = "x"}\n'
    films, problems = read_films(one * 2, "films.toml")
    assert len(films) == 1
    assert problems == (
        "films.toml film 2: found file 'a.mp4' a second time; wanted each file once",
    )


def test_no_toml_is_refused() -> None:
    with pytest.raises(FileError, match=r"films\.toml: this is not TOML"):
        read_films("[[film", "films.toml")


def test_nothing_to_show_changes_nothing() -> None:
    assert (film_styles((), ()), name_films((), ())) == (((), ()), ((), (), ()))
