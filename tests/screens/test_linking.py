"""The question about a card and the line of a linked visit, on the real windows."""

from dataclasses import replace
from typing import Any

import pytest
from kivy.uix.label import Label

from kiosk import consent
from kiosk.card import Asked, Linked
from tests.screens import samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from tests.screens.wandering import WORDS
from touchpoint.touches import Back, ChooseLanguage, Consent, Done, Unlink

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
VIEWS = samples.every_view("de")
AGAIN = replace(
    VIEWS["kiosk-consent"],
    consent=consent.page(Linked("", again=True), WORDS.speech("de")),
)
PAGES: list[tuple[Any, dict[str, Any]]] = [
    (
        VIEWS["kiosk-consent"],
        {
            "consent.yes": Consent(agreed=True),
            "consent.no": Consent(agreed=False),
            "language.fr": ChooseLanguage("fr"),
            "done": Done(),
        },
    ),
    (AGAIN, {"consent.unlink": Unlink(), "consent.keep": Back()}),
    (VIEWS["kiosk-list-linked"], {"unlink": Unlink()}),
    (VIEWS["kiosk-welcome-cards"], {"unlink": Unlink()}),
]  # fmt: skip


@SIZES
def test_a_touch_means_what_the_target_says_and_the_line_lies_on_no_other(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    for view, targets in PAGES:
        stage.show(view)
        for target in targets:
            stage.press(stage.find(target))
    assert heard.touches == [meaning for _, targets in PAGES for meaning in targets.values()]
    for name in ("garment-linked", "home-linked"):
        stage.show(VIEWS[f"kiosk-{name}"])
        unlink = stage.find("unlink")
        assert min(unlink.size) >= stage.app.theme.px(48)
        assert [w.target for w in _others(stage) if _meet(unlink, w)] == []
        assert unlink.to_window(*unlink.pos)[1] >= size[1] - stage.app.theme.px(60)


@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
def test_neither_answer_is_easier_than_the_other(play: Play, brand: str) -> None:
    # The offscreen driver draws no window that has been turned; the answers are the same.
    stage = play("kiosk", PORTRAIT, brand=brand, reduced_motion=True)
    stage.show(VIEWS["kiosk-consent"])
    yes, no = (_looks(stage, f"consent.{answer}") for answer in ("yes", "no"))
    assert yes == no


def _looks(stage: Stage, target: str) -> tuple[Any, ...]:
    answer = stage.find(target)
    word = next(w for w in answer.walk() if isinstance(w, Label))
    plain = (word.color, word.font_name, word.font_size)
    return (type(answer), *answer.size, answer.y, *plain, stage.pixel_of(answer))


@SIZES
def test_all_that_is_agreed_to_stands_above_the_answers(play: Play, size: tuple[int, int]) -> None:
    stage = play("kiosk", size, brand="brands/nord.toml", reduced_motion=True)
    for speech in WORDS.speeches.values():
        asked = consent.page(Asked(""), speech)
        assert asked
        stage.app.show(replace(VIEWS["kiosk-consent"], language=speech.language, consent=asked))
        stage.frames(3)
        text = "\n\n".join(asked.paragraphs)
        said = next(w for w in stage.widgets() if getattr(w, "text", "") == text)
        assert said.y > stage.find("consent.yes").parent.top
        assert said.top <= stage.app.theme.height


def _others(stage: Stage) -> list[Any]:
    named = [w for w in stage.widgets() if getattr(w, "target", "") and not w.disabled]
    # All of the page is one target below the others, and so is a photograph.
    return [w for w in named if w.target.split(".")[0] not in {"unlink", "rest", "photo"}]


def _meet(one: Any, two: Any) -> bool:
    (x, y), (u, v) = one.to_window(*one.pos), two.to_window(*two.pos)
    across = min(x + one.width, u + two.width) - max(x, u)
    return bool(across > 1 and min(y + one.height, v + two.height) - max(y, v) > 1)


def test_nothing_of_it_is_left_for_the_next_visit_which_may_be_asked_again(
    play: Play, heard: Heard
) -> None:
    stage = play("kiosk", reduced_motion=True)
    for view in (VIEWS["kiosk-consent"], VIEWS["kiosk-garment-linked"], samples.kiosk("de")):
        stage.show(view)
    texts = [str(getattr(w, "text", "")) for w in stage.app.root.walk()]
    linked = consent.line(Linked(""), WORDS.speech("de"))
    assert linked
    assert [text for text in texts if text in {linked.text, linked.unlink}] == []
    assert [w for w in stage.widgets() if getattr(w, "target", "") == "unlink"] == []
    stage.show(AGAIN)
    assert (stage.find("consent.unlink").touch, heard.failures) == (Unlink(), [])


def test_a_screen_that_fails_leads_back_without_the_line(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(VIEWS["kiosk-garment-linked"])
    stage.show(replace(samples.kiosk("de"), screen="nowhere"))
    assert [w for w in stage.widgets() if getattr(w, "target", "") == "unlink"] == []
    assert len(heard.failures) == 1
