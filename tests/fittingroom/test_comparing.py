"""Two garments of the room side by side, by what tells them apart."""

import pytest

from contract.styles import StyleText
from fittingroom.view import MirrorView, view
from tests.fittingroom.room import RULES, Room
from tests.touchpoint.sample import (
    CATALOGUE,
    COAT,
    ECRU_40,
    NAVY_38,
    NAVY_40,
    RED,
    SCARF,
    at,
    stock,
)
from touchpoint import inputs
from touchpoint.cabin import Compare, CompareOther, CompleteLook
from touchpoint.shelf import Shelf
from touchpoint.touches import Back, Begin, Done, NotMine, ShowGarment
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
WOOL = COAT.texts["en"].model_copy(update={"fabric": "Virgin wool", "fit": "Straight"})
LONG = StyleText(title="Scarf", fabric="Cashmere " * 40, fit="Straight")
SHELF = Shelf(
    CATALOGUE.model_copy(
        update={
            "styles": (
                COAT.model_copy(update={"texts": {"en": WOOL}}),
                SCARF.model_copy(update={"texts": {"en": LONG}}),
            )
        }
    )
)


def shown(room: Room) -> MirrorView:
    return view(room.mirror, at(room.seconds), RULES, WORDS, 1080)


def pair(room: Room) -> list[str]:
    return [one.garment.gtin for one in shown(room).compared]


@pytest.fixture
def two(room: Room) -> Room:
    """A coat and a scarf hang here, and the shopper looks at the room."""
    room.feel(inputs.CatalogueKnown(SHELF))
    room.hang(NAVY_38)
    room.hang(RED)
    room.touch(Begin(), Back())
    return room


def test_one_garment_is_compared_with_nothing(room: Room) -> None:
    room.hang(NAVY_38)
    room.touch(Begin(), Back())
    assert "compare" not in [action.target for action in shown(room).choices]
    assert (room.touch(Compare()), shown(room).screen) == ([], "room")


def test_the_two_that_hang_here_are_shown_and_it_is_told_once(two: Room) -> None:
    (word,) = shown(two).choices
    assert (word.target, two.touch(word.touch)) == ("compare", ["feature.used"])
    assert two.owed[-1].data.model_dump() == {"feature": "compare"}
    assert (shown(two).screen, pair(two)) == ("compare", [NAVY_38, RED])
    # With two there is nothing to swap.
    assert [one.other for one in shown(two).compared] == [None, None]
    two.touch(Back())
    assert (shown(two).screen, two.touch(Compare())) == ("room", [])


def test_only_what_differs_is_said(two: Room) -> None:
    two.feel(inputs.StockKnown(stock(NAVY_38, 2)), inputs.StockKnown(stock(NAVY_40, 1)))
    two.feel(inputs.StockKnown(stock(RED, 0)))
    two.touch(Compare())
    coat, scarf = shown(two).compared
    assert [(fact.term, fact.words) for fact in coat.facts] == [
        ("Fabric", "Virgin wool"),
        ("Sizes here", "38 · 40"),
    ]
    # Of what is long as much as stands beside a photograph.
    assert [fact.term for fact in scarf.facts] == ["Fabric"]
    assert len(scarf.facts[0].words) <= 110
    assert (coat.price, coat.garment.title) == ("€1,290.00", "Wool coat")


def test_either_side_can_be_swapped_for_the_others_in_turn(two: Room) -> None:
    two.hang(NAVY_40)
    two.hang(ECRU_40)
    two.touch(Compare())
    seen = [pair(two)]
    for side in (0, 0, 1, 1):
        word = shown(two).compared[side].other
        assert word
        assert word.touch == CompareOther(side)
        two.touch(word.touch)
        seen.append(pair(two))
    assert seen == [
        [NAVY_40, ECRU_40],
        [NAVY_38, ECRU_40],
        [RED, ECRU_40],
        [RED, NAVY_38],
        [RED, NAVY_40],
    ]


def test_what_leaves_the_room_is_compared_no_longer(two: Room) -> None:
    two.hang(NAVY_40)
    two.touch(Compare())
    two.take(NAVY_40)
    assert pair(two) == [RED, NAVY_38]
    two.touch(NotMine(RED))
    assert (shown(two).screen, pair(two)) == ("room", [])


def test_photograph_leads_to_its_page_and_back_to_both(two: Room) -> None:
    two.touch(Compare())
    assert two.touch(ShowGarment(RED)) == ["product.viewed"]
    two.touch(Back(), ShowGarment(NAVY_38))
    screens = [shown(two).screen]
    two.touch(Back())
    screens.append(shown(two).screen)
    two.touch(Back())
    assert [*screens, shown(two).screen] == ["garment", "compare", "room"]


def test_nothing_is_compared_for_the_next(two: Room) -> None:
    two.touch(Compare(), Done(), Done(), Begin(), Back())
    assert (shown(two).screen, pair(two)) == ("room", [])


def test_look_of_what_does_not_hang_here_is_not_completed(two: Room) -> None:
    assert two.touch(CompleteLook(NAVY_40)) == []
    assert shown(two).screen == "room"
