"""What a shopper does in a fitting room, from the touch to the event that head office stores."""

from collections.abc import Iterator

import pytest

from contract.phrases import ORDER
from tests.features.shop import Shop, Touched, until

COAT, DRESS = ("coat-sevigne", "Noir", "38"), ("dress-odeon", "Noir", "40")
BLAZER = ("blazer-turenne", "Marine", "40")


@pytest.fixture
def mirror(shop: Shop) -> Iterator[Touched]:
    """The mirror at rest, as it is again afterwards."""
    shop.mirror.leave()
    shop.mirror.visit = None
    yield shop.mirror
    shop.mirror.leave()


@pytest.mark.parametrize("phrase", ORDER)
def test_person_is_called_by_a_phrase(shop: Shop, mirror: Touched, phrase: str) -> None:
    mirror.enter()
    mirror.press("help")
    mirror.press_to(f"help.{phrase}", "request.cancel")
    (made,) = shop.stored("request.made", mirror)
    assert (made["kind"], made["phrase"], made["place"]) == ("help", phrase, "cabin-1")


def test_till_is_asked_for(shop: Shop, mirror: Touched) -> None:
    mirror.enter()
    mirror.press_to("till", "request.cancel")
    (made,) = shop.stored("request.made", mirror)
    assert (made["kind"], made["place"], made.get("phrase")) == ("checkout", "cabin-1", None)


def test_nobody_is_to_disturb(shop: Shop, mirror: Touched) -> None:
    mirror.enter()
    mirror.press("privacy")
    mirror.press("undisturb")
    until(lambda: mirror.scene()["undisturbed"], "nobody is to disturb")
    mirror.press("sheet.close")
    assert shop.stored("room.switched", mirror) == [{"what": "do_not_disturb", "on": True}]


def test_mirror_is_off_until_it_is_touched_and_reads_what_hangs_there_then(
    shop: Shop, mirror: Touched
) -> None:
    mirror.hang(COAT)
    mirror.press("privacy")
    mirror.press_to("room.off", "room.on")
    mirror.until("it is off", screen="off", visit=None)
    first = mirror.visit
    # Hung while it is off: seen by nobody.
    piece = mirror.lay(*DRESS)
    mirror.press("room.on")
    until(lambda: piece.gtin in mirror.scene()["gtins"], "what hangs there is read")
    assert mirror.visit != first
    story = shop.story(mirror)
    names = [e["type"].removeprefix("parcours.").removesuffix(".v1") for e in story]
    assert names[:2] == ["visit.started", "room.switched"]
    assert sorted(e["data"]["gtin"] for e in story if "garment.arrived" in e["type"]) == sorted(
        [piece.gtin, shop.gtins[COAT]]
    )
    mirror.visit = first
    assert shop.stored("room.switched", mirror) == [{"what": "off", "on": True}]


def test_two_garments_are_compared(shop: Shop, mirror: Touched) -> None:
    pieces = mirror.hang(COAT, DRESS, BLAZER)
    mirror.press("compare", screen="compare")
    shown = sorted(t for t in mirror.targets() if t.startswith("garment."))
    mirror.press("compare.0")
    until(
        lambda: sorted(t for t in mirror.targets() if t.startswith("garment.")) != shown,
        "another one is compared",
    )
    mirror.press("back", screen="room")
    assert {"feature": "compare"} in shop.stored("feature.used", mirror)
    assert len({*shown} & {f"garment.{p.gtin}" for p in pieces}) == 2


def test_look_is_completed_and_asked_for(shop: Shop, mirror: Touched) -> None:
    (piece,) = mirror.hang(COAT)
    mirror.press("look", screen="garment")
    offers = until(
        lambda: sorted(name for name in mirror.targets() if name.startswith("offer.")),
        "something is offered",
    )
    wanted = offers[0].removeprefix("offer.")
    mirror.press(offers[0], gtins=[wanted, piece.gtin])
    mirror.press(until(lambda: _asking(mirror), "it can be asked for"))
    mirror.sees("request.cancel")
    (made,) = shop.stored("request.made", mirror)
    assert (made["kind"], made["gtin"]) == ("item", piece.gtin)


def _asking(mirror: Touched) -> str:
    return next((name for name in mirror.targets() if name.startswith("ask.")), "")


def test_who_leaves_says_why_and_how_it_was(shop: Shop, mirror: Touched) -> None:
    coat, dress = mirror.hang(COAT, DRESS)
    mirror.press("done", screen="farewell")
    # The one that came last is asked about first, and readers are free in whom they tell first.
    first = next(n for n in mirror.targets() if n.startswith("take.")).removeprefix("take.")
    (second,) = {coat.gtin, dress.gtin} - {first}
    mirror.press(f"take.{first}")
    mirror.sees(f"take.{second}")
    mirror.press("why.too_big")
    mirror.press("score.4", visit=None)
    assert shop.stored("garment.judged", mirror) == [
        {"gtin": first, "verdict": "taken", "reasons": []},
        {"gtin": second, "verdict": "declined", "reasons": ["too_big"]},
    ]
    (opinion,) = shop.stored("opinion.given", mirror)
    assert (opinion["score"], opinion["about"]) == (4, "visit")


def test_who_does_not_answer_is_not_said_to_have(shop: Shop, mirror: Touched) -> None:
    mirror.hang(COAT)
    mirror.press("done", screen="farewell")
    mirror.press("done", visit=None)
    names = {e["type"] for e in shop.story(mirror)}
    assert not names & {"parcours.garment.judged.v1", "parcours.opinion.given.v1"}


def test_light_is_switched_and_goes_back_when_the_visit_ends(shop: Shop, mirror: Touched) -> None:
    mirror.enter()
    while not shop.lamp.posted.empty():
        shop.lamp.next()
    mirror.press("light")
    mirror.press("scene.evening")
    lit = [shop.lamp.next()["scene"]]
    mirror.press("sheet.close")
    assert {"feature": "lighting"} in shop.stored("feature.used", mirror)
    assert [*lit, shop.lamp.next()["scene"]] == ["evening", "daylight"]
