"""What goes with a garment at the kiosk: from the touch to the event, only what is here."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.features import FEATURES
from kiosk.keeping import keep, resume
from kiosk.view import KioskView, view
from kiosk.visit import garments_on_screen
from tests.kiosk.test_visit import RULES, WORDS, Floor
from tests.touchpoint.besides_coat import BESIDE, KNOWN, OFFERED, SHELF, counted
from tests.touchpoint.sample import NAVY_38, NAVY_40, RED, at
from touchpoint import inputs, touches
from touchpoint.answers import PATIENCE
from touchpoint.facts import sisters
from touchpoint.touches import Back, ChooseSize, ClosePart, OpenPart, ShowOffer, ShowStyle
from touchpoint.views import Block, Offers, Prose

SISTERS = sisters(SHELF, [NAVY_38])
LOOKING = "We are looking at what is here."
NOT_HERE = "None of it is here just now. An associate can look for it elsewhere."
NOBODY_KNOWS = "We cannot say what of it is here right now. Please ask an associate."


def floor(*happened: inputs.Input) -> Floor:
    """Somebody holds the coat in 38 to the reader."""
    made = Floor()
    made.feel(*KNOWN, inputs.HubKnown(online=True))
    made.tap(NAVY_38)
    made.feel(*happened)
    return made


def touch(made: Floor, *meant: touches.Touch, after: float = 0.0) -> list[str]:
    return made.feel(*map(inputs.Touched, meant), after=after)


def shown(made: Floor) -> KioskView:
    return view(made.kiosk, at(made.seconds), RULES, WORDS, 1080)


def blocks(made: Floor) -> tuple[Block, ...]:
    """What is read of the open part."""
    sheet = shown(made).sheet
    assert sheet
    return next(part.blocks for part in sheet.parts if part.name == sheet.opened)


def offered(made: Floor) -> list[str]:
    offers = (block for block in blocks(made) if isinstance(block, Offers))
    return [card.gtin for block in offers for card in block.cards]


def parts(made: Floor) -> list[str]:
    sheet = shown(made).sheet
    return [part.name for part in sheet.parts] if sheet else []


def test_parts_are_there_as_far_as_the_tier_has_them() -> None:
    tiers = (FEATURES - off for off in ({""}, {"goes_with"}, {"similar"}))
    found = [parts(floor(inputs.FeaturesKnown(tier))) for tier in tiers]
    assert found == [["about", "with", "similar"], ["about", "similar"], ["about", "with"]]


def test_first_nobody_knows_then_six_are_here_each_with_its_reason() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    assert (garments_on_screen(made.kiosk), blocks(made)) == (
        SISTERS | {*OFFERED},
        (Prose(LOOKING),),
    )
    made.feel(*counted(OFFERED))
    (found,) = blocks(made)
    assert isinstance(found, Offers)
    assert [(c.gtin, c.detail, c.reason) for c in found.cards] == [
        (OFFERED[0], "€1,290.00 · 38", "Our stylist’s choice"),
        (OFFERED[1], "€1,290.00", "Our stylist’s choice"),
        (OFFERED[2], "€1,290.00 · 38", "Goes well with it"),
        (OFFERED[3], "€1,290.00 · 38", "Goes well with it"),
        (OFFERED[4], "€1,290.00 · 38", "Often tried together"),
        (OFFERED[5], "€1,290.00 · 38", "Often tried together"),
    ]
    # The others need not be followed.
    made.feel(inputs.Tick())
    assert garments_on_screen(made.kiosk) == SISTERS | {*OFFERED[:6]}


def test_another_size_has_other_trousers() -> None:
    made = floor()
    touch(made, ChooseSize(NAVY_40), OpenPart("with"))
    larger = [style.variants[-1].gtin for style in BESIDE]
    made.feel(*counted(larger, 2))
    assert offered(made) == larger[:6]


def test_what_is_sold_makes_way_for_the_next() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED), *counted(OFFERED[1:2], 0))
    assert offered(made) == [OFFERED[0], *OFFERED[2:7]]


def test_what_is_not_here_is_said_and_then_not_offered() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED, 0))
    assert blocks(made) == (Prose(NOT_HERE),)
    touch(made, ClosePart())
    assert parts(made) == ["about", "similar"]


def test_who_gives_no_answer_is_not_waited_for() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(inputs.Tick(), after=PATIENCE)
    assert blocks(made) == (Prose(NOBODY_KNOWS),)
    # Whoever is back is asked again.
    made.feel(inputs.HubKnown(online=True))
    assert blocks(made) == (Prose(LOOKING),)


def test_figures_of_before_the_hub_went_say_so() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED), inputs.HubKnown(online=False), after=30)
    assert offered(made) == [*OFFERED[:6]]
    assert blocks(made)[1] == Prose("As last known today at 12:00")


@pytest.mark.parametrize(
    ("part", "gtin", "source"), [("with", OFFERED[0], "recommended"), ("similar", RED, "similar")]
)
def test_card_leads_to_its_page_and_back(part: str, gtin: str, source: str) -> None:
    made = floor()
    touch(made, OpenPart(part))
    made.feel(*counted([*OFFERED, RED]))
    (offers,) = [b for b in blocks(made) if isinstance(b, Offers)]
    before, so_far = shown(made), len(made.owed)
    touch(made, offers.cards[0].touch)
    viewed, *_ = [d.data.model_dump(by_alias=True) for d in made.owed[so_far:]]
    assert viewed == {"gtin": gtin, "from": source}
    page = shown(made)
    assert (page.sheet and page.sheet.gtin, page.back) == (gtin, True)
    touch(made, Back())
    assert (shown(made).sheet, shown(made).back) == (before.sheet, False)
    assert touch(made, Back()) == ["visit.ended"]


def test_size_is_carried_from_page_to_page() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED))
    touch(made, ShowOffer(OFFERED[0], "with"), OpenPart("with"))
    made.feel(*counted([NAVY_38, NAVY_40]))
    sheet = shown(made).sheet
    assert (sheet and sheet.size, offered(made)) == ("38", [NAVY_38])


def test_who_looks_around_is_offered_any_size() -> None:
    made = Floor()
    made.feel(*KNOWN)
    touch(made, touches.LookAround(), touches.OpenAisle(()), ShowStyle("coat"), OpenPart("with"))
    made.feel(*counted(BESIDE[0].variants[1].gtin for _ in "1"), *counted(OFFERED[:1], 0))
    made.feel(inputs.Tick())
    assert offered(made) == [BESIDE[0].variants[1].gtin]
    touch(made, ShowOffer(BESIDE[0].variants[1].gtin, "with"))
    sheet = shown(made).sheet
    assert (sheet and sheet.size) == ""
    touch(made, Back(), Back())
    assert shown(made).screen == "list"


def test_nothing_of_it_is_left_for_the_next() -> None:
    made = floor()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED))
    touch(made, ShowOffer(OFFERED[0], "with"))
    assert resume(keep(made.kiosk, at(made.seconds)), at(made.seconds))[0].visit is None
    touch(made, touches.Done())
    assert (made.kiosk.visit, made.kiosk.asked, garments_on_screen(made.kiosk)) == (
        None, {}, frozenset(),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(OFFERED), st.sampled_from((None, 0, 1, 3)), st.booleans()),
        max_size=20,
    )
)
def test_never_out_of_stock_never_itself_and_in_order(
    news: list[tuple[str, int | None, bool]],
) -> None:
    made = floor()
    touch(made, OpenPart("with"))
    figures = dict[str, int | None]()
    for gtin, available, waits in news:
        figures[gtin] = available
        made.feel(*counted([gtin], available), inputs.Tick(), after=3.0 if waits else 0.0)
        cards = [c for b in blocks(made) if isinstance(b, Offers) for c in b.cards]
        assert all((figures.get(c.gtin) or 0) > 0 for c in cards)
        assert {c.gtin for c in cards}.isdisjoint(SISTERS)
        places = [OFFERED.index(c.gtin) for c in cards]
        assert (places, len(cards) <= 6) == (sorted(places), True)


def test_unknown_offer_and_one_without_a_page_lead_nowhere() -> None:
    made = floor()
    assert touch(made, ShowOffer("00012345678905", "with")) == []
    assert parts(made) == ["about", "with", "similar"]
    made = Floor()
    assert touch(made, ShowOffer(RED, "with")) == ["visit.started"]
