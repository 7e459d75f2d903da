"""Everything that a catalogue shows is put under /media/, and what is missing is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PIL import Image

from catalogue.media import Darkroom, PhotoProblem
from catalogue.parts import picture
from contract.parts import Look, Lookbook, LookText, Money, SocialPicture, Video
from contract.styles import Style, StyleText, Variant

WORDS = {"en": LookText(title="Rain")}


def style(**parts: object) -> Style:
    variant = Variant(
        gtin="00614141100019",
        colour="",
        size="M",
        price=Money(amount=Decimal("1.00"), currency="EUR"),
    )
    coat = Style(style="coat", brand="", texts={"en": StyleText(title="Coat")}, variants=(variant,))
    return coat.model_copy(update=parts)


def drawn(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        Image.new("RGB", (100 + number, 150), "#7A1F2B").save(folder / name)


def test_every_picture_of_a_style_gets_its_renditions(tmp_path: Path) -> None:
    drawn(tmp_path, "front.jpg", "poster.png", "friend.jpg")
    darkroom = Darkroom(tmp_path, tmp_path / "media")
    (done,) = darkroom.styles(
        [
            style(
                photos=(picture("front.jpg"), picture("gone.jpg")),
                videos=(Video(file="", poster=picture("poster.png")),),
                social=(
                    SocialPicture(photo=picture("friend.jpg"), credit="@ines"),
                    SocialPicture(photo=picture("lost.jpg"), credit="@tom"),
                ),
            )
        ]
    )
    posters = [film.poster for film in done.videos if film.poster]
    shown = [*done.photos, *posters, *(it.photo for it in done.social)]
    assert [(it.name, it.width, list(it.sizes)) for it in shown] == [
        ("front.jpg", 100, [100]),
        ("poster.png", 101, [101]),
        ("friend.jpg", 102, [102]),
    ]
    files = sorted(file for it in shown for file in it.sizes.values())
    assert sorted(file.name for file in (tmp_path / "media").iterdir()) == files
    wanted = f"a file under {tmp_path}"
    assert darkroom.problems == [
        PhotoProblem("gone.jpg", "no such file", wanted),
        PhotoProblem("lost.jpg", "no such file", wanted),
    ]


def test_video_comes_with_its_captions_or_as_its_poster(tmp_path: Path) -> None:
    drawn(tmp_path, "poster.jpg")
    (tmp_path / "media").mkdir()
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "film.fr.vtt").write_text("WEBVTT\n")
    (tmp_path / "film-2.fr.vtt").write_text("WEBVTT of another\n")
    (tmp_path / "film.avi").write_bytes(b"old")
    poster = picture("poster.jpg")
    darkroom = Darkroom(tmp_path, tmp_path / "media")
    (done,) = darkroom.styles(
        [
            style(
                videos=(
                    Video(file="https://cdn.example/film.mp4?v=2"),
                    Video(file="film.avi", poster=poster),
                    Video(file="gone.mp4"),
                )
            )
        ]
    )
    whole, still = done.videos
    made = {path.name: path.read_bytes() for path in (tmp_path / "media").iterdir()}
    assert (made[whole.file], whole.file[-4:], list(whole.captions)) == (b"film", ".mp4", ["fr"])
    assert made[whole.captions["fr"]] == b"WEBVTT\n"
    assert (still.file, still.poster.width if still.poster else 0) == ("", 100)
    wanted = f".m4v, .mov, .mp4, .webm under {tmp_path}"
    assert [str(problem) for problem in darkroom.problems] == [
        f"video film.avi: found a file .avi; wanted {wanted}",
        f"video gone.mp4: found no such file; wanted {wanted}",
    ]


def test_look_without_its_picture_keeps_its_styles(tmp_path: Path) -> None:
    drawn(tmp_path, "cover.jpg", "look.jpg")
    looks = tuple(
        Look(look=name, texts=WORDS, photo=picture(f"{name}.jpg"), spots=())
        for name in ("look", "gone")
    )
    book = Lookbook(lookbook="rain", texts=WORDS, cover=picture("cover.jpg"), looks=looks)
    darkroom = Darkroom(tmp_path, tmp_path / "media")
    (done,) = darkroom.lookbooks([book])
    pictures = [done.cover, *(look.photo for look in done.looks)]
    assert [photo.width if photo else None for photo in pictures] == [100, 101, None]
    assert [problem.photo for problem in darkroom.problems] == ["gone.jpg"]


def test_progress_counts_styles(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    Darkroom(tmp_path, tmp_path, progress=lambda *so_far: told.append(so_far)).styles(
        [style(), style()]
    )
    assert told == [(1, 2), (2, 2)]
