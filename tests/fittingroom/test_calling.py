"""A person is called, or the till: once, by a fixed phrase, and followed in plain words."""

from typing import get_args

import pytest

from contract.phrases import ORDER, PHRASES, Phrase
from fittingroom.asking import Phase
from fittingroom.calling import phrase_words
from fittingroom.sheets import room_sheet
from fittingroom.view import MirrorView, view
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import NAVY_38, at
from touchpoint.cabin import AskPerson, AskTill, CloseSheet, OpenSheet
from touchpoint.inputs import Tick
from touchpoint.touches import Begin, CancelRequest, OpenPart
from touchpoint.words import load_words

LANGUAGES = ("en", "fr", "it", "de", "es")
WORDS = load_words(LANGUAGES)


def shown(room: Room) -> MirrorView:
    return view(room.mirror, at(room.seconds), RULES, WORDS, 1080)


def called(room: Room) -> Room:
    room.touch(Begin(), AskPerson("fastening"))
    return room


def test_help_is_asked_for_by_a_phrase_and_no_garment(room: Room) -> None:
    room.touch(Begin(), OpenSheet("help"))
    sheet = shown(room).over
    assert sheet
    assert [line.action.target for line in sheet.lines] == [f"help.{key}" for key in ORDER]
    assert room.touch(sheet.lines[1].action.touch) == ["request.made"]
    made = room.owed[-1]
    assert (made.urgent, made.data.model_dump(exclude={"request"})) == (
        True,
        {
            "kind": "help",
            "gtin": None,
            "wanted_gtin": None,
            "phrase": "fastening",
            "language": "en",
            "place": "cabin-3",
        },
    )
    assert (shown(room).over, room.phases) == (None, [Phase.SENDING])


def test_ready_to_pay_is_one_touch(room: Room) -> None:
    room.touch(Begin())
    assert room.touch(AskTill()) == ["request.made"]
    assert room.owed[-1].data.model_dump()["kind"] == "checkout"


def test_open_call_is_not_made_twice(room: Room) -> None:
    room.touch(Begin())
    said = room.touch(AskPerson("fit"), AskPerson("person"), AskTill(), AskTill())
    assert said == ["request.made", "request.made"]
    chosen = {action.target: action.chosen for action in shown(room).services}
    assert chosen == {"help": True, "till": True, "privacy": False}
    # There is nothing to choose from either.
    room.touch(OpenSheet("help"))
    assert shown(room).over is None


def test_call_that_ended_may_be_made_again(room: Room) -> None:
    called(room)
    room.hear("done", kind="help", by="Camille")
    assert room.touch(AskPerson("fit")) == ["request.made"]
    assert room.mirror.visit
    room.touch(CancelRequest(room.mirror.visit.requests[-1].request))
    assert room.touch(AskPerson("fit")) == ["request.made"]


@pytest.mark.parametrize(
    ("state", "headline", "detail"),
    [
        ("made", "The team has been told", "1–3 minutes"),
        ("seen", "Camille has seen it", "1–3 minutes"),
        ("accepted", "Camille is coming", "1–3 minutes"),
        ("on_the_way", "Camille is on the way", "1–3 minutes"),
        ("done", "With pleasure", "Camille was here for you."),
        ("unavailable", "Camille cannot come just now", "Please ask at the till."),
        ("expired", "Nobody was free in time", "We are sorry. Please ask at the till."),
        ("cancelled", "Cancelled", "Nobody will come."),
    ],
)
def test_call_s_life_in_words(room: Room, state: str, headline: str, detail: str) -> None:
    called(room)
    room.hear(state, kind="help", by="Camille", wait_seconds=[60, 180])
    (line,) = shown(room).requests
    assert (line.what, line.headline, line.detail) == (
        "Help with a zip or a button",
        headline,
        detail,
    )
    assert (line.picture, line.alternative) == (None, None)


def test_call_that_nobody_heard_leads_to_the_till(room: Room) -> None:
    called(room)
    room.touch(Begin(), after=RULES.patience)
    (line,) = shown(room).requests
    assert (line.headline, line.detail) == (
        "Please ask at the till",
        "We cannot reach the team from here.",
    )


@pytest.mark.parametrize(
    ("state", "by", "headline"),
    [("made", None, "The team has been told"), ("seen", "Camille", "Camille has seen it")],
)
def test_somebody_else_was_told(asking: Room, state: str, by: str | None, headline: str) -> None:
    asking.hear(state, by=by, escalated=1, wait_seconds=[60, 180], after=1)
    (line,) = shown(asking).requests
    assert (line.headline, line.detail) == (
        headline,
        "We have told a colleague as well · 1–3 minutes",
    )


def test_who_takes_it_on_is_all_that_counts(asking: Room) -> None:
    asking.hear("accepted", by="Camille", escalated=2, wait_seconds=[60, 180], after=1)
    (line,) = shown(asking).requests
    assert (line.headline, line.detail) == ("Camille is getting it for you", "1–3 minutes")


def test_nobody_here_is_said_and_the_request_stays_open(asking: Room) -> None:
    asking.hear("made", nobody=True, escalated=3, after=1)
    (line,) = shown(asking).requests
    assert (line.headline, line.detail, line.tone, line.can_cancel) == (
        "Nobody can answer just now",
        "Please ask at the till.",
        "open",
        True,
    )
    asking.hear("accepted", by="Camille", after=1)
    (line,) = shown(asking).requests
    assert line.headline == "Camille is getting it for you"


def test_who_called_somebody_to_an_empty_room_is_waited_for(room: Room) -> None:
    called(room)
    room.hear("made", kind="help", after=1)
    assert room.feel(Tick(), after=RULES.idle - 1) == []
    assert room.feel(Tick(), after=1) == ["visit.ended"]


def test_sheet_is_closed_and_gone_with_the_page(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin(), OpenSheet("help"))
    # Over a garment's page lies nothing of the room's.
    assert shown(room).over is None
    room.touch(OpenPart("about"), CloseSheet())
    assert room.mirror.visit
    assert room.mirror.visit.sheet is None


def test_phrases_are_said_as_the_contract_has_them() -> None:
    assert ORDER == get_args(Phrase) == tuple(PHRASES)
    assert {key: phrase_words(key, WORDS.speech("en")) for key in ORDER} == PHRASES


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_glass_and_staff_say_a_phrase_alike(language: str) -> None:
    from hub.web.speech import speech

    said = {key: speech(language).gettext(words) for key, words in PHRASES.items()}
    assert said == {key: phrase_words(key, WORDS.speech(language)) for key in ORDER}
    assert not {*said.values()} & {*PHRASES.values()}


def test_no_light_to_choose_is_no_sheet(room: Room) -> None:
    room.touch(Begin(), OpenSheet("light"))
    assert room.mirror.visit
    assert room_sheet(room.mirror.visit, WORDS.speech("en"), RULES) is None
