"""What a card says: who waits for what, how long, what is nearest; and who sees which list."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contract.requests import RequestKind, RequestStatus
from contract.states import StockState
from contract.styles import Style
from hub.calling import Told
from hub.commands import Accept, Request, Rules
from hub.requests import decide
from hub.web.cards import CardMaker, nearest
from hub.web.lists import queue
from hub.web.words import StockWords
from tests.hub.web.shop import COAT, NOON, catalogue

TAKEN = RequestStatus.ACCEPTED
ASKED = Request(
    request="0192f0c1-0000-7000-8000-000000000001",
    kind=RequestKind.SIZE,
    place="cabin-3",
    made=NOON,
    updated=NOON,
    waiting_since=NOON,
    gtin=COAT["Ivory", "38"],
    wanted_gtin=COAT["Ivory", "40"],
)


class FullShelf:
    """Two of everything."""

    def __init__(self, folder: Path) -> None:
        self._styles = catalogue(folder).styles

    def style_of(self, gtin: str) -> Style | None:
        return next((s for s in self._styles if any(v.gtin == gtin for v in s.variants)), None)

    def stock(self, gtin: str) -> StockState:
        return StockState(gtin=gtin, available=2, as_of=NOON, confidence="counted", where="Rail 4")


@pytest.fixture
def maker(tmp_path: Path) -> CardMaker:
    return CardMaker(
        shelf=FullShelf(tmp_path),
        words=StockWords(ZoneInfo("Europe/Paris")),
        name_of={"ines": "Inès", "malo": "Malo", "adele": "Adèle"}.get,
        told={},
        rules=Rules(),
        language="en",
        reader="ines",
        now=NOON + timedelta(seconds=75),
    )


def sizes(maker: CardMaker, kind: RequestKind) -> list[tuple[str, str]]:
    card = maker.card(replace(ASKED, kind=kind), alternatives=9)
    return [(offer.colour, offer.size) for offer in card.alternatives]


def test_who_asked_for_a_size_is_offered_that_colour_first(maker: CardMaker) -> None:
    assert sizes(maker, RequestKind.SIZE) == [
        ("Ivory", "36"),
        ("Ink", "40"),
        ("Ink", "38"),
        ("Ink", "36"),
    ]


def test_who_asked_for_a_colour_is_offered_that_size_first(maker: CardMaker) -> None:
    assert sizes(maker, RequestKind.COLOUR) == [
        ("Ink", "40"),
        ("Ink", "38"),
        ("Ivory", "36"),
        ("Ink", "36"),
    ]


def test_nearest_never_offers_what_is_wanted(tmp_path: Path) -> None:
    coat = catalogue(tmp_path).styles[0]
    for variant in coat.variants:
        others = nearest(coat, variant)
        assert sorted(v.gtin for v in (*others, variant)) == sorted(v.gtin for v in coat.variants)


@pytest.mark.parametrize(
    ("seconds", "level"), [(59, "calm"), (60, "late"), (119, "late"), (120, "overdue")]
)
def test_level_follows_the_wait(maker: CardMaker, seconds: int, level: str) -> None:
    late = replace(maker, now=NOON + timedelta(seconds=seconds))
    assert late.card(ASKED).level == level


def test_card_has_every_word_ready(maker: CardMaker) -> None:
    card = maker.card(ASKED)
    assert (card.place, card.title, card.waited) == ("Cabin 3", "Wool coat", 75)
    assert card.wanted is not None
    assert card.held is not None
    assert (card.wanted.size, card.wanted.stock, card.wanted.where) == (
        "40",
        "2 here, counted 13:00",
        "Rail 4",
    )
    assert (card.held.size, card.picture and card.picture.src) == (
        "38",
        "/media/coat-ivory-480.png",
    )


def test_garment_that_left_the_catalogue_still_has_a_card(maker: CardMaker) -> None:
    card = maker.card(replace(ASKED, gtin=None, wanted_gtin="00012345678905"))
    assert (card.title, card.wanted, card.alternatives) == ("", None, ())


def test_queue_parts_waiting_mine_and_others(maker: CardMaker) -> None:
    taken = RequestStatus.ACCEPTED
    requests = [
        replace(ASKED, request="c"),
        replace(ASKED, request="b", made=NOON - timedelta(seconds=9)),
        replace(ASKED, request="a", state=taken, associate="ines", accepted=NOON),
        replace(ASKED, request="d", state=taken, associate="gone", accepted=NOON),
    ]
    seen = queue(requests, maker)
    assert [card.request for card in seen.waiting] == ["b", "c"]
    assert [(card.request, card.by) for card in seen.mine] == [("a", "Inès")]
    assert [(card.request, card.by) for card in seen.others] == [("d", "gone")]


def test_what_a_reader_was_told_of_comes_first(maker: CardMaker) -> None:
    requests = [
        replace(ASKED, request="given back", level=0),
        replace(ASKED, request="old", made=NOON + timedelta(seconds=4), level=1),
        replace(ASKED, request="told", made=NOON + timedelta(seconds=9), level=2),
    ]
    seen = [[c.request for c in queue(requests, maker, manager=m).waiting] for m in (False, True)]
    assert seen == [["old", "told", "given back"], ["told", "old", "given back"]]


def told(request: str, level: int, associate: str | None) -> Told:
    return Told(request, level, NOON, associate)


def test_what_a_reader_was_called_to_comes_before_everything(maker: CardMaker) -> None:
    requests = [
        replace(ASKED, request="mine", made=NOON + timedelta(seconds=9)),
        replace(ASKED, request="climbed", level=2),
        replace(ASKED, request="taken", associate="malo", accepted=NOON, state=TAKEN),
    ]
    calls = {name: (told(name, 0, "ines"),) for name in ("mine", "taken")}
    shown = queue(requests, replace(maker, told=calls))
    assert [(card.request, card.called) for card in shown.waiting] == [
        ("mine", True),
        ("climbed", False),
    ]
    # Nobody is called to what somebody has.
    assert [card.called for card in shown.others] == [False]


def test_of_what_calls_others_a_busy_list_shows_the_first_and_says_how_many_more(
    maker: CardMaker,
) -> None:
    def made(name: str, seconds: int) -> Request:
        return replace(ASKED, request=name, made=NOON + timedelta(seconds=seconds))

    others = [made(f"theirs {n}", n) for n in range(6)]
    near = [made("mine", 7), made("nobody's", 8), made("mine too", 9)]
    calls = {one.request: (told(one.request, 0, "malo"),) for one in others}
    calls |= {one.request: (told(one.request, 0, "ines"),) for one in near if one != near[1]}
    maker = replace(maker, told=calls)
    first = ["mine", "mine too", "theirs 0", "theirs 1", "theirs 2"]
    shown = queue([*others, *near], maker)
    # What calls nobody in particular is everybody's, and is never put aside.
    assert ([card.request for card in shown.waiting], shown.folded) == ([*first, "nobody's"], 3)
    whole = queue([*others, *near], maker, whole=True)
    rest = ["theirs 3", "theirs 4", "theirs 5", "nobody's"]
    assert ([card.request for card in whole.waiting], whole.folded) == ([*first, *rest], 0)


def test_card_names_those_who_were_told_on_its_step(maker: CardMaker) -> None:
    calls = (
        told(ASKED.request, 0, "ines"),
        told(ASKED.request, 1, "malo"),
        told(ASKED.request, 2, "adele"),
        told(ASKED.request, 2, "unknown"),
    )
    each = replace(maker, told={ASKED.request: calls})
    names = [each.card(replace(ASKED, level=level)).told for level in (0, 1, 2, 3)]
    assert names == [("Inès",), ("Malo",), ("Adèle", "unknown"), ()]


def test_reader_may_take_back_their_own_step_for_ten_seconds(maker: CardMaker) -> None:
    step = decide(replace(ASKED), ASKED.request, Accept("ines"), NOON, Rules()).request
    assert step is not None
    soon, late = (replace(maker, now=NOON + timedelta(seconds=n)) for n in (4, 10))
    others = replace(soon, reader="malo")
    found = [(c.undo, c.undo_seconds) for c in (m.card(step) for m in (soon, late, others))]
    assert found == [("accepted", 6), (None, 10), (None, 10)]


def test_what_was_cancelled_is_put_back_by_its_carrier_for_ten_minutes(maker: CardMaker) -> None:
    gone = replace(ASKED, state=RequestStatus.CANCELLED, associate="ines", accepted=NOON)
    soon, late = (replace(maker, now=NOON + timedelta(minutes=m)) for m in (9, 11))
    others = replace(maker, reader="malo")
    shown = [queue((), m, [gone]).put_back for m in (soon, late, others)]
    assert [[card.request for card in cards] for cards in shown] == [[ASKED.request], [], []]


def test_what_ended_unanswered_is_told_to_managers_for_a_day(maker: CardMaker) -> None:
    lost = replace(ASKED, state=RequestStatus.EXPIRED, reason="unanswered")
    later = replace(maker, now=NOON + timedelta(hours=25))
    assert [c.request for c in queue((), maker, [lost], manager=True).unanswered] == [ASKED.request]
    assert queue((), maker, [lost]).unanswered == ()
    assert queue((), later, [lost], manager=True).unanswered == ()
