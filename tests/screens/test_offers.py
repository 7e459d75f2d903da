"""The cards of what else is here: touched, felt at once, and never gone from under a finger."""

from dataclasses import replace

import pytest

from tests.screens import sample_offers, samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from touchpoint.touches import ShowOffer
from touchpoint.ui.offer_grid import OfferCard
from touchpoint.views import GarmentSheet, Offers

SIX = sample_offers.sheet("en", "with", "six")


def offers(sheet: GarmentSheet) -> Offers:
    return next(b for p in sheet.parts for b in p.blocks if isinstance(b, Offers))


def with_cards(*places: int) -> GarmentSheet:
    """The page with only the cards of these *places*."""
    kept = Offers(tuple(offers(SIX).cards[n] for n in places))
    parts = (replace(p, blocks=(kept,)) if p.name == "with" else p for p in SIX.parts)
    return replace(SIX, parts=tuple(parts))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_each_card_leads_to_what_it_shows(
    play: Play, heard: Heard, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    put = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    stage.show(put("en", "garment", sheet=SIX))  # type: ignore[operator]
    gtins = [card.gtin for card in offers(SIX).cards]
    for gtin in gtins:
        stage.press(stage.find(f"offer.{gtin}"))
    assert heard.touches == [ShowOffer(gtin, "with") for gtin in gtins]


def test_a_card_is_felt_within_one_frame(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en", "garment", sheet=SIX))
    card = stage.find(f"offer.{offers(SIX).cards[0].gtin}")
    before = stage.picture().tobytes()
    stage.down(card)
    pressed = stage.picture().tobytes()
    stage.up()
    assert pressed != before


def test_what_comes_while_a_finger_is_down_takes_nothing_from_it(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en", "garment", sheet=with_cards(0, 1, 2)))
    first = offers(SIX).cards[0]
    stage.down(stage.find(f"offer.{first.gtin}"))
    stage.app.show(samples.kiosk("en", "garment", sheet=SIX))
    stage.up()
    assert heard.touches == [first.touch]
    assert len([w for w in stage.widgets() if isinstance(w, OfferCard)]) == 6
