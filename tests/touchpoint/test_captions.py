"""Captions: plain words in their time; a broken file leaves the film without any."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.touchpoint.reel import until
from touchpoint.films.captions import BrokenCaptions, Cue, read_cues, said_at
from touchpoint.films.folder import FilmFolder

WHOLE = """\ufeffWEBVTT - of a film

NOTE nobody reads this

STYLE
::cue { color: red }

1
00:00.500 --> 00:02.500 align:start
<v Inès>A lapel &amp; a <b>seam</b></v>
and  a\u202e\x07 second line

00:00:02.000 --> 01:00:03.000
over

00:05.000 --> 00:04.000
backwards

00:06.000 --> 00:99.000
at no time

00:07.000 --> 00:08.000
<i></i>
"""


def test_captions_are_said_in_their_time_in_plain_words() -> None:
    cues = read_cues(WHOLE.encode())
    first = "A lapel & a seam\nand a second line"
    assert cues == (Cue(0.5, 2.5, first), Cue(2.0, 3603.0, "over"))
    said = [said_at(cues, at) for at in (0.4, 0.5, 2.2, 2.5, 3603.0)]
    assert said == ["", first, f"{first}\nover", "over", ""]


def test_caption_far_too_long_is_cut() -> None:
    (cue,) = read_cues(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{'wool ' * 400}\n".encode())
    assert (len(cue.text), cue.text[-1]) == (240, "…")


@pytest.mark.parametrize("content", [b"", b"00:00.000 --> 00:01.000\nno head", b"WEBVTT\n\xff"])
def test_broken_captions_leave_the_film_without_any(tmp_path: Path, content: bytes) -> None:
    folder = FilmFolder(tmp_path, lambda call: call())
    with pytest.raises(BrokenCaptions):
        read_cues(content)
    (tmp_path / "film.vtt").write_bytes(content)
    heard = list[object]()
    with capture_logs() as logs:
        for _ in range(2):
            folder.captions("film.vtt", heard.append)
        until(lambda: len(heard) == 2)
    folder.close()
    assert (heard, [log["event"] for log in logs]) == ([(), ()], ["captions.unreadable"])
