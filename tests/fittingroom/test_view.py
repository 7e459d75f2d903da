"""What the mirror says, state by state."""

from datetime import timedelta

import pytest

from contract.ids import new_id
from contract.states import RequestState
from contract.tags import By
from fittingroom.state import Mirror, Rules
from fittingroom.view import MirrorView, view
from fittingroom.views import Alternative
from fittingroom.visit import step
from tests.touchpoint.sample import (
    ECRU_40,
    NAVY_38,
    NAVY_40,
    NAVY_42,
    NOON,
    SHELF,
    at,
    garment,
    sold,
    stock,
)
from touchpoint import inputs, touches
from touchpoint.touches import AskOther
from touchpoint.words import load_words

RULES = Rules(place="cabin-3", languages=("en", "fr"))
WORDS = load_words(["en", "fr"])
BEGUN = (
    inputs.CatalogueKnown(SHELF),
    inputs.SoldKnown(sold()),
    inputs.HubKnown(online=True),
    inputs.Arrived(garment(NAVY_38, by=By.UHF), 1000),
    inputs.StockKnown(stock(NAVY_40, 2)),
    inputs.Touched(touches.Begin()),
)
ASKED = (*BEGUN, inputs.Touched(touches.ChooseSize(NAVY_40)), inputs.Touched(AskOther(NAVY_40)))


def after(*happened: inputs.Input, seconds: float = 0.0) -> tuple[Mirror, MirrorView]:
    mirror = Mirror()
    for one in happened:
        mirror, _ = step(mirror, one, at(seconds), RULES, new_id)
    return mirror, view(mirror, at(seconds), RULES, WORDS, 1080)


def answered(state: str, **more: object) -> MirrorView:
    """The mirror after the hub's answer to the request for a 40."""
    mirror, _ = after(*ASKED)
    assert mirror.visit
    news = {
        "request": mirror.visit.requests[0].request,
        "kind": "size",
        "state": state,
        "updated": NOON + timedelta(seconds=1),
        **more,
    }
    known = inputs.RequestKnown(RequestState.model_validate(news))
    mirror, _ = step(mirror, known, at(1), RULES, new_id)
    return view(mirror, at(1), RULES, WORDS, 1080)


def test_invitation_shows_nothing_of_the_garment() -> None:
    _, shown = after(*BEGUN[:-1])
    assert (shown.screen, shown.headline, shown.room, shown.sheet) == (
        "invite",
        "Welcome",
        (),
        None,
    )


def test_size_in_stock_can_be_asked_for() -> None:
    _, shown = after(*BEGUN, inputs.Touched(touches.ChooseSize(NAVY_40)))
    assert shown.ask
    assert (shown.ask.target, shown.ask.label, shown.ask.note, shown.ask.enabled) == (
        "ask.size",
        "Ask for size 40",
        "",
        True,
    )


def test_own_size_is_not_asked_for() -> None:
    assert after(*BEGUN)[1].ask is None


def test_other_colour_is_asked_for_by_name() -> None:
    _, shown = after(*BEGUN, inputs.Touched(touches.ChooseColour("ecru")))
    assert shown.ask
    assert (shown.ask.target, shown.ask.label) == ("ask.colour", "Ask for it in Écru, size 38")


def test_size_that_is_surely_gone_cannot_be_asked_for() -> None:
    known = inputs.StockKnown(stock(NAVY_40, 0))
    _, shown = after(*BEGUN, known, inputs.Touched(touches.ChooseSize(NAVY_40)))
    assert shown.ask
    assert not shown.ask.enabled


def test_size_that_may_be_gone_can_be_asked_for() -> None:
    known = inputs.StockKnown(stock(NAVY_40, 0, "stale"))
    _, shown = after(*BEGUN, known, inputs.Touched(touches.ChooseSize(NAVY_40)))
    assert shown.ask
    assert shown.ask.enabled


def test_request_is_being_sent() -> None:
    (line,) = after(*ASKED)[1].requests
    assert (line.what, line.headline, line.tone, line.can_cancel) == (
        "Wool coat, size 40",
        "Sending your request …",
        "open",
        True,
    )


@pytest.mark.parametrize(
    ("state", "headline", "detail"),
    [
        ("made", "The team has been told", "1–3 minutes"),
        ("seen", "Inès has seen it", "1–3 minutes"),
        ("accepted", "Inès is getting it for you", "1–3 minutes"),
        ("on_the_way", "Inès is on the way", "1–3 minutes"),
        ("done", "Here it is", "Inès has brought it."),
        ("unavailable", "We could not find it", "Inès looked for it."),
        ("expired", "Nobody was free in time", "We are sorry. Please ask an associate."),
        ("cancelled", "Cancelled", "Nobody will bring it."),
    ],
)
def test_hub_answer_in_words(state: str, headline: str, detail: str) -> None:
    (line,) = answered(state, by="Inès", wait_seconds=[60, 180]).requests
    assert (line.headline, line.detail) == (headline, detail)


def test_request_seen_by_nobody_in_particular() -> None:
    (line,) = answered("seen").requests
    assert line.headline == "An associate has seen it"


@pytest.mark.parametrize(
    ("language", "details"),
    [
        (
            "en",
            ["1–3 minutes", "1–2 minutes", "about a minute", "It is taking longer than usual"],
        ),
        (
            "fr",
            [
                "1 à 3\u00a0minutes",
                "1 à 2\u00a0minutes",
                "environ une minute",
                "Cela prend plus de temps que d’habitude",
            ],
        ),
    ],
)
def test_wait_runs_down(language: str, details: list[str]) -> None:
    mirror, _ = after(*ASKED, inputs.Touched(touches.ChooseLanguage(language)))
    assert mirror.visit
    news = RequestState(
        request=mirror.visit.requests[0].request,
        kind="size",
        state="on_the_way",
        wait_seconds=(60, 180),
        updated=NOON,
    )
    mirror, _ = step(mirror, inputs.RequestKnown(news), at(1), RULES, new_id)
    said = []
    for seconds in (1, 61, 122, 601):
        mirror, _ = step(mirror, inputs.Tick(), at(seconds), RULES, new_id)
        # The hub says it again, as after a break of the link: the wait does not begin anew.
        mirror, _ = step(mirror, inputs.RequestKnown(news), at(seconds), RULES, new_id)
        (line,) = view(mirror, at(seconds), RULES, WORDS, 1080).requests
        said.append(line.detail)
    assert said == details


def test_wait_does_not_begin_anew_because_somebody_saw_the_card() -> None:
    mirror, _ = after(*ASKED)
    assert mirror.visit
    news = RequestState(
        request=mirror.visit.requests[0].request,
        kind="size",
        state="made",
        wait_seconds=(60, 180),
        updated=NOON,
    )
    mirror, _ = step(mirror, inputs.RequestKnown(news), at(1), RULES, new_id)
    seen = inputs.RequestKnown(news.model_copy(update={"state": "seen"}))
    mirror, _ = step(mirror, seen, at(122), RULES, new_id)
    (line,) = view(mirror, at(122), RULES, WORDS, 1080).requests
    assert line.detail == "about a minute"


@pytest.mark.parametrize(
    ("state", "asked_again"),
    [("made", False), ("done", False), ("unavailable", False), ("cancelled", True)],
)
def test_shown_request_takes_the_question_s_place(state: str, *, asked_again: bool) -> None:
    shown = answered(state)
    assert (shown.ask is not None, len(shown.requests)) == (asked_again, 1)


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        ((), ("Hang up what you try on", "You will see it here")),
        (BEGUN[3:4], ("In this room", "Touch a garment to see more")),
    ],
)
def test_room_says_what_can_be_done_in_it(
    begun: tuple[inputs.Input, ...], said: tuple[str, str]
) -> None:
    touched = inputs.Touched(touches.Begin())
    _, shown = after(*BEGUN[:3], *begun, touched, inputs.Touched(touches.Back()))
    assert (shown.screen, shown.headline, shown.invitation) == ("room", *said)


def test_steps_of_a_request_on_the_way() -> None:
    (line,) = answered("on_the_way").requests
    assert [(s.label, s.state) for s in line.steps] == [
        ("Sent", "done"),
        ("Taken on", "done"),
        ("On the way", "now"),
        ("Here", "next"),
    ]


def test_alternative_can_be_asked_for() -> None:
    (line,) = answered("unavailable", alternative=ECRU_40).requests
    assert line.alternative == Alternative(
        "Ask for Écru, size 40 instead", AskOther(ECRU_40, after=line.request)
    )


def test_shopper_is_told_the_truth() -> None:
    mirror, _ = after(*ASKED)
    mirror, _ = step(mirror, inputs.Tick(), at(120), RULES, new_id)
    (line,) = view(mirror, at(120), RULES, WORDS, 1080).requests
    assert (line.headline, line.detail, line.tone) == (
        "Please ask an associate",
        "We cannot reach them from here.",
        "sorry",
    )


def test_hub_away_is_marked() -> None:
    _, shown = after(*BEGUN, inputs.HubKnown(online=False))
    assert shown.sheet
    assert (shown.away, shown.sheet.stock_note, shown.sheet.stale) == (
        "We are offline. Figures as known today at 12:00",
        "We do not know the stock right now. Please ask an associate.",
        True,
    )


def test_last_seconds_are_counted() -> None:
    mirror, _ = after(*BEGUN)
    asked = [view(mirror, at(s), RULES, WORDS, 1080).still_here for s in (279, 285, 299)]
    assert [a and a.seconds for a in asked] == [None, 15, 1]


def test_done_request_goes_after_a_while() -> None:
    mirror, _ = after(*ASKED)
    assert mirror.visit
    news = RequestState(
        request=mirror.visit.requests[0].request, kind="size", state="done", updated=NOON
    )
    mirror, _ = step(mirror, inputs.RequestKnown(news), at(1), RULES, new_id)
    lines = [len(view(mirror, at(s), RULES, WORDS, 1080).requests) for s in (60.9, 61.0)]
    assert lines == [1, 0]


def test_thumbnails_name_colour_and_size() -> None:
    more = inputs.Arrived(garment(NAVY_42, by=By.UHF), 1000)
    _, shown = after(*BEGUN, more)
    assert [(g.gtin, g.detail, g.focused) for g in shown.room] == [
        (NAVY_38, "Navy · 38", True),
        (NAVY_42, "Navy · 42", False),
    ]
