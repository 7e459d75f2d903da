"""What goes with a garment in a fitting room: shown, asked for, and left again."""

from fittingroom.view import MirrorView, view
from fittingroom.visit import garments_on_screen
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.besides_coat import BESIDE, KNOWN, OFFERED, SHELF, counted
from tests.touchpoint.sample import NAVY_38, at
from touchpoint import inputs
from touchpoint.answers import PATIENCE
from touchpoint.cabin import CompleteLook
from touchpoint.facts import sisters
from touchpoint.touches import AskOther, Back, Begin, ChooseSize, Done, OpenPart, ShowOffer
from touchpoint.views import Offers, Prose
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
BAG = OFFERED[1]


def room() -> Room:
    """Somebody hung the coat, touched the mirror, and reads what goes with it."""
    made = Room()
    made.feel(*KNOWN)
    made.hang(NAVY_38)
    made.touch(Begin(), OpenPart("with"))
    return made


def shown(made: Room) -> MirrorView:
    return view(made.mirror, at(made.seconds), RULES, WORDS, 1080)


def blocks(made: Room) -> tuple[object, ...]:
    sheet = shown(made).sheet
    assert sheet
    return next(part.blocks for part in sheet.parts if part.name == sheet.opened)


def test_what_is_here_is_offered_in_the_size_that_hangs_here() -> None:
    made = room()
    assert garments_on_screen(made.mirror) == sisters(SHELF, [NAVY_38]) | {*OFFERED}
    made.feel(*counted(OFFERED))
    (offers,) = blocks(made)
    assert isinstance(offers, Offers)
    assert [card.gtin for card in offers.cards] == [*OFFERED[:6]]


def test_silence_ends_and_a_hub_that_is_back_is_asked_again() -> None:
    made, said = room(), list[object]()
    for happened, after in (
        (inputs.Tick(), 0.0), (inputs.Tick(), PATIENCE), (inputs.HubKnown(online=True), 0.0),
    ):  # fmt: skip
        made.feel(happened, after=after)
        said += blocks(made)
    looking = Prose("We are looking at what is here.")
    nobody = Prose("We cannot say what of it is here right now. Please ask an associate.")
    assert said == [looking, nobody, looking]


def test_what_is_offered_can_be_brought() -> None:
    made = room()
    made.feel(*counted(OFFERED))
    assert made.touch(ShowOffer(BAG, "with")) == ["product.viewed", "stock.shown"]
    asked = shown(made).ask
    assert asked
    assert (asked.label, asked.touch) == ("Ask for this one", AskOther(BAG))
    assert made.touch(asked.touch) == ["request.made"]
    data = made.owed[-1].data.model_dump(exclude={"request"})
    assert {k: data[k] for k in ("kind", "gtin", "wanted_gtin", "place")} == {
        "kind": "item", "gtin": NAVY_38, "wanted_gtin": BAG, "place": "cabin-3",
    }  # fmt: skip
    # What is asked for is not asked for again.
    assert shown(made).ask is None


def test_another_size_of_it_can_be_brought() -> None:
    made = room()
    made.feel(*counted(OFFERED))
    larger = BESIDE[0].variants[1].gtin
    made.touch(ShowOffer(OFFERED[0], "with"), ChooseSize(larger))
    asked = shown(made).ask
    assert asked
    assert (asked.label, asked.touch) == ("Ask for it in Red, size 40", AskOther(larger))


def test_back_leads_to_the_garment_that_hangs_here() -> None:
    made = room()
    made.feel(*counted(OFFERED))
    made.touch(ShowOffer(OFFERED[0], "with"))
    pages = [(sheet.gtin, sheet.opened) if (sheet := shown(made).sheet) else None]
    for _ in range(2):
        made.touch(Back())
        pages.append((sheet.gtin, sheet.opened) if (sheet := shown(made).sheet) else None)
    assert pages == [(OFFERED[0], None), (NAVY_38, "with"), None]


def test_look_is_completed_in_one_touch_from_the_room_and_brought() -> None:
    made = room()
    made.hang(NAVY_38)
    made.touch(Back())
    (word,) = shown(made).choices
    assert (word.target, word.label, word.touch) == (
        "look",
        "Complete the look",
        CompleteLook(NAVY_38),
    )
    made.touch(word.touch)
    # Where it leads, the hub is asked what of it is here.
    made.feel(*counted(OFFERED))
    (offers,) = blocks(made)
    assert isinstance(offers, Offers)
    made.touch(offers.cards[1].touch)
    asked = shown(made).ask
    assert asked
    assert made.touch(asked.touch) == ["request.made"]
    assert made.owed[-1].data.model_dump()["gtin"] == NAVY_38


def test_look_that_nothing_completes_is_not_offered() -> None:
    made = Room()
    made.hang(NAVY_38)
    made.touch(Begin(), Back())
    assert shown(made).choices == ()


def test_nothing_of_it_is_left_for_the_next() -> None:
    made = room()
    made.feel(*counted(OFFERED))
    made.touch(ShowOffer(OFFERED[0], "with"), Done(), Done())
    assert (made.mirror.visit, made.mirror.asked) == (None, {})
