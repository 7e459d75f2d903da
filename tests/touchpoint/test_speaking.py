"""Reading aloud with the real engine into a file; silent when the page goes, or the visit."""

import shutil
import sys
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from touchpoint.aloud import Told
from touchpoint.speaking import ENGINES, Engine, Speaker, find_engine

TEXTS = {"en": "Wool coat; two here", "de": "Zweireihiger Wollmantel", "fr": "Manteau en laine"}


def into(file: Path) -> Engine:
    """The engine as it is, its voice written to *file*: a test machine has no loudspeaker."""
    espeak = ENGINES["espeak-ng"]
    return replace(espeak, options=(*espeak.options, "-w", str(file)))


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_the_engine_speaks_each_language_of_the_texts(tmp_path: Path) -> None:
    lengths = {}
    for language, text in TEXTS.items():
        file = tmp_path / f"{language}.wav"
        speaker = Speaker(into(file))
        speaker.start()
        speaker.follow(Told(("page",), language, (text,)))
        assert speaker.idle(20)
        speaker.stop()
        with wave.open(str(file)) as sound:
            lengths[language] = sound.getnframes() / sound.getframerate() > 0.5
    assert lengths == dict.fromkeys(TEXTS, True)


def test_a_text_is_no_part_of_the_command() -> None:
    commands = [engine.command("fr-CA") for engine in ENGINES.values()]
    assert commands == [
        ["spd-say", "--wait", "--pipe-mode", "--language", "fr"],
        ["espeak-ng", "--stdin", "-v", "fr"],
    ]


def test_the_voice_is_silent_as_soon_as_the_visit_ends() -> None:
    speaker = Speaker(Engine("sleep", "60"))
    speaker.start()
    speaker.follow(Told(("page",), "0", ("for ever", "and ever")))
    assert not speaker.idle(0.05)
    speaker.follow(None)
    assert speaker.idle(20)
    speaker.stop()


def test_what_was_read_aloud_is_forgotten() -> None:
    speaker = Speaker(Engine("sh", "sh", ("-c", "cat")))
    speaker.start()
    speaker.follow(Told(("search",), "en", ("a gift for Anna",)))
    assert speaker.idle(20)
    speaker.follow(None)
    frame, held = sys._current_frames().get(speaker._thread.ident or 0), list[object]()
    while frame is not None:
        held += frame.f_locals.values()
        frame = frame.f_back
    speaker.stop()
    assert speaker in held
    assert [one for one in (*held, *vars(speaker).values()) if "Anna" in repr(one)] == []


def test_an_engine_that_fails_is_told_once() -> None:
    speaker = Speaker(Engine("cat", "--no-such-option"))
    with capture_logs() as logs:
        speaker.start()
        speaker.follow(Told(("page",), "en", ("one", "two", "three")))
        assert speaker.idle(20)
        speaker.stop()
    assert [(line["event"], line["program"]) for line in logs] == [("speech.failed", "cat")]


def test_the_first_engine_that_is_there_is_taken() -> None:
    there = {"espeak-ng": "/usr/bin/espeak-ng"}
    with capture_logs() as logs:
        found = [find_engine(name, there.get) for name in ("auto", "spd-say", "none")]
    assert found == [ENGINES["espeak-ng"], None, None]
    assert [(line["event"], line["looked_for"]) for line in logs] == [
        ("speech.missing", ["spd-say"])
    ]
