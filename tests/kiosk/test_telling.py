"""What the kiosk reads aloud of its own pages, and in which languages they are told."""

from dataclasses import replace

from contract.access import Access
from contract.parts import Look, Lookbook, LookText, Spot
from kiosk.telling import spoken
from kiosk.view import KioskView
from tests.kiosk.screen import Cinema
from tests.kiosk.test_around import floor, home, look, shown, touch
from tests.kiosk.test_offers import floor as besides_coat
from tests.kiosk.test_visit import Floor
from tests.touchpoint.besides_coat import OFFERED, counted
from tests.touchpoint.sample import CATALOGUE, NAVY_38
from touchpoint.touches import (
    LookAround,
    OpenAisle,
    OpenLookbook,
    OpenPart,
    OpenWaiting,
    PlayFilm,
    WatchFilm,
)
from touchpoint.views import Action

ARABIC = LookText(title="\u062e\u0631\u064a\u0641")
LOOK = Look(look="one", texts={"ar": ARABIC}, spots=(Spot(style="coat"),))
BOOK = Lookbook(lookbook="autumn", texts={"ar": ARABIC}, looks=(LOOK,))


def read(seen: KioskView) -> tuple[str, ...]:
    """What is read of *seen*, once that is wished."""
    told = spoken(replace(seen, access=Access(spoken=True)))
    return told.lines if told else ()


def heard(made: Floor) -> tuple[str, ...]:
    return read(shown(made))


def test_an_opened_goes_with_is_read_card_by_card() -> None:
    made = besides_coat()
    touch(made, OpenPart("with"))
    made.feel(*counted(OFFERED[:2]), *counted(OFFERED[2:], 0))
    lines = heard(made)
    assert lines[lines.index("Goes with") :] == (
        "Goes with",
        "Wool coat, €1,290.00 · 38, Our stylist’s choice",
        "Scarf, €1,290.00, Our stylist’s choice",
    )


def test_home_is_read_with_its_services_and_a_list_with_what_leads_on() -> None:
    made = floor(LookAround())
    services = (Action("waiting", "While you wait", OpenWaiting()),)
    served = replace(shown(made), around=replace(home(made), services=services))
    assert read(served) == (
        "Autumn, 2 looks",
        "Coats, Accessories, Everything",
        "Search",
        "While you wait",
    )
    assert heard(floor(LookAround(), OpenAisle(()))) == (
        "Everything",
        "2 styles",
        "Wool coat, €1,290.00",
        "Scarf, €1,290.00",
        "Coats, Accessories",
        "Here in size: 38, 40, 42, One size",
    )


def test_a_film_is_not_said_to_be_broken() -> None:
    made = Cinema()
    made.tap(NAVY_38)
    made.touch(PlayFilm("seam"))
    during = heard(made)
    made.touch(WatchFilm("seam", 1, 16.0, completed=True))
    assert (during, heard(made)) == (
        ("A seam",),
        ("A seam", "Seen in this film", "Scarf, €1,290.00"),
    )


def test_lookbook_in_an_undeclared_language_is_called_by_its_name() -> None:
    made = floor(LookAround(), catalogue=CATALOGUE.model_copy(update={"lookbooks": (BOOK,)}))
    cover = home(made).cards[0].title
    touch(made, OpenLookbook("autumn"))
    assert (cover, look(made).title, heard(made)) == (
        "autumn",
        "",
        ("Wool coat, €1,290.00",),
    )
