"""Films at the kiosk: what there is to see, and one event for each showing, however it ends."""

from dataclasses import replace

from contract.ids import new_id
from kiosk.keeping import keep, resume
from kiosk.pages import FilmsView, FilmView
from kiosk.view import KioskView, view
from kiosk.visit import step
from tests.kiosk.screen import NO_FILMS, Cinema, filmed
from tests.kiosk.test_visit import RULES, WORDS
from tests.touchpoint.sample import NAVY_38, RED, SHELF, at, garment
from touchpoint import inputs
from touchpoint.shelf import Shelf
from touchpoint.touches import (
    Back,
    ChooseLanguage,
    Done,
    LookAround,
    OpenFilms,
    OpenPart,
    PlayFilm,
    ShowStyle,
    TurnPage,
    WatchFilm,
)
from touchpoint.views import Film

HOME, FOLDING, SEWING = LookAround(), PlayFilm("fold"), PlayFilm("seam")


def glass(floor: Cinema) -> KioskView:
    return view(floor.kiosk, at(floor.seconds), RULES, WORDS, 1080)


def film(floor: Cinema) -> FilmView:
    found = glass(floor).around
    assert isinstance(found, FilmView)
    return found


def test_films_of_the_house_are_those_and_craft_and_training_of_garments() -> None:
    floor = Cinema()
    floor.touch(HOME)
    home = glass(floor).around
    doors = [door.target for door in home.doors]  # type: ignore[union-attr]
    floor.touch(OpenFilms())
    page = glass(floor).around
    assert (doors[-1], glass(floor).screen, isinstance(page, FilmsView)) == ("films", "films", True)
    assert isinstance(page, FilmsView)
    assert [(card.target, card.title, card.detail, card.touch) for card in page.cards] == [
        ("film.fold", "How a jumper is folded", "Good to know · 0:08", FOLDING),
        ("film.seam", "A seam", "From the workroom", SEWING),
    ]
    floor.touch(ChooseLanguage("fr"))
    assert glass(floor).around.cards[0].title == "Comment on plie un pull"  # type: ignore[union-attr]
    floor.touch(Back())
    assert glass(floor).screen == "home"


def test_a_store_without_films_lacks_nothing() -> None:
    floor = Cinema()
    floor.touch(HOME, OpenFilms())
    floor.feel(inputs.FeaturesKnown(NO_FILMS))
    home = glass(floor)
    assert home.screen == "home"
    assert "films" not in [door.target for door in home.around.doors]  # type: ignore[union-attr]
    assert floor.touch(OpenFilms(), FOLDING) == []
    floor.tap(NAVY_38)
    about = [part for part in glass(floor).sheet.parts if part.name == "about"]  # type: ignore[union-attr]
    assert [block for part in about for block in part.blocks if isinstance(block, Film)] == []
    floor.feel(inputs.CatalogueKnown(SHELF))
    assert floor.touch(OpenFilms(), FOLDING) == []
    assert glass(floor).screen == "garment"


def test_film_on_a_garment_s_page_is_played_over_it() -> None:
    floor = Cinema()
    floor.tap(NAVY_38)
    floor.touch(OpenPart("about"))
    sheet = glass(floor).sheet
    films = [b for part in sheet.parts for b in part.blocks if isinstance(b, Film)]  # type: ignore[union-attr]
    assert [(one.title, one.touch, one.play) for one in films] == [
        ("A seam", SEWING, "Play the film"),
        ("Seen in the street", PlayFilm("street"), "Play the film"),
        ("Only its poster", None, ""),
        ("How a jumper is folded", FOLDING, "Play the film"),
    ]
    floor.touch(PlayFilm("street"))
    shown = film(floor)
    assert (shown.film, shown.file, shown.starts, shown.over) == (
        "street",
        "street.mp4",
        True,
        False,
    )
    assert (glass(floor).screen, glass(floor).sheet) == ("film", None)
    floor.touch(Back())
    after = glass(floor).sheet
    assert (after.gtin, after.opened) == (NAVY_38, "about")  # type: ignore[union-attr]


def test_captions_and_title_are_in_the_shopper_s_language() -> None:
    floor = Cinema()
    floor.touch(FOLDING)
    english = film(floor)
    floor.touch(ChooseLanguage("fr"))
    french = film(floor)
    assert (english.captions, english.title) == ("fold-en.vtt", "How a jumper is folded")
    assert (french.captions, french.title) == ("fold-fr.vtt", "Comment on plie un pull")
    assert (english.number, english.file) == (french.number, french.file)
    floor.touch(SEWING)
    assert (film(floor).captions, film(floor).title) == ("", "A seam")


def test_film_seen_to_its_end_is_told_there_and_shows_its_garments() -> None:
    floor = Cinema()
    floor.touch(HOME, OpenFilms(), SEWING)
    assert floor.touch(WatchFilm("seam", 1, 0.0)) == []
    assert film(floor).cards == ()
    assert floor.touch(WatchFilm("seam", 1, 12.5, completed=True)) == ["video.played"]
    shown = film(floor)
    assert (shown.over, shown.worn) == (True, "Seen in this film")
    assert [card.touch for card in shown.cards] == [ShowStyle("coat"), ShowStyle("scarf")]
    assert floor.touch(Back(), Done()) == ["visit.ended"]
    assert floor.played() == [("seam", 12.5, True)]


def test_garment_of_a_film_leads_to_its_page() -> None:
    floor = Cinema()
    floor.tap(RED)
    floor.touch(SEWING, WatchFilm("seam", 1, 3.0, completed=True))
    # The page that it lies over is no news.
    assert [card.touch for card in film(floor).cards] == [ShowStyle("coat")]
    assert floor.touch(ShowStyle("coat")) == ["product.viewed"]
    assert glass(floor).sheet.gtin == NAVY_38  # type: ignore[union-attr]


def test_film_seen_again_is_another_showing() -> None:
    floor = Cinema()
    floor.touch(FOLDING, WatchFilm("fold", 1, 8.0, completed=True), FOLDING)
    assert (film(floor).number, film(floor).over) == (2, False)
    # What the first one still says is of the past.
    floor.touch(WatchFilm("fold", 1, 8.0, completed=True), WatchFilm("fold", 2, 2.0), Back())
    assert floor.played() == [("fold", 8.0, True), ("fold", 2.0, False)]


def test_film_that_never_began_is_not_told() -> None:
    floor = Cinema()
    assert floor.touch(FOLDING, SEWING, Back(), FOLDING, Done()) == ["visit.started", "visit.ended"]


def test_whoever_lets_a_film_play_is_there_until_it_ends() -> None:
    floor = Cinema()
    floor.touch(SEWING)
    for second in range(0, 200, 2):
        floor.touch(WatchFilm("seam", 1, float(second)), after=2)
        assert glass(floor).still_here is None
    # It was stopped: nothing more comes.
    floor.touch(WatchFilm("seam", 1, 198.0), after=50)
    assert glass(floor).still_here is not None
    assert floor.feel(inputs.Tick(), after=20) == ["video.played", "visit.ended"]
    assert floor.played() == [("seam", 198.0, False)]
    assert floor.touch(WatchFilm("seam", 1, 199.0)) == []


def test_staff_a_tap_and_a_new_catalogue_end_a_film() -> None:
    for end, said in (
        (inputs.EndVisit(), ["video.played", "visit.ended"]),
        (inputs.Arrived(garment(RED), 1000), ["garment.arrived", "video.played", "product.viewed"]),
        (inputs.CatalogueKnown(SHELF), ["video.played"]),
        (inputs.FeaturesKnown(NO_FILMS), ["video.played"]),
    ):
        floor = Cinema()
        floor.touch(FOLDING, WatchFilm("fold", 1, 4.0))
        assert floor.feel(end) == said
        assert floor.played() == [("fold", 4.0, False)]


def test_card_held_up_ends_a_film_and_its_reports_answer_nothing() -> None:
    floor = Cinema()
    floor.touch(FOLDING, WatchFilm("fold", 1, 4.0))
    rules = replace(RULES, consent="1")
    kiosk, drafts = step(floor.kiosk, inputs.CardRead("123", 1000), at(1), rules, new_id)
    assert [draft.data.name for draft in drafts] == ["video.played"]
    late = inputs.Touched(WatchFilm("fold", 1, 6.0))
    after, drafts = step(kiosk, late, at(2), rules, new_id)
    assert (after.visit == kiosk.visit, drafts) == (True, ())
    assert view(after, at(2), rules, WORDS, 1080).screen == "consent"


def test_film_on_a_kiosk_that_lost_its_power_is_told_once_it_is_back() -> None:
    floor = Cinema()
    floor.touch(FOLDING, WatchFilm("fold", 1, 4.0))
    _, drafts = resume(keep(floor.kiosk, at(5)), at(90))
    assert [(d.data.name, d.data.model_dump().get("seconds")) for d in drafts] == [
        ("video.played", 4.0),
        ("visit.ended", 5.0),
    ]


def test_calm_screen_begins_no_film_by_itself() -> None:
    floor = Cinema()
    floor.touch(FOLDING)
    visit = floor.kiosk.visit
    assert visit
    access = replace(visit.access, calm=True)
    floor.kiosk = replace(floor.kiosk, visit=replace(visit, access=access))
    assert film(floor).starts is False


def test_two_pages_of_films_are_turned() -> None:
    many = tuple(
        filmed().films[0].model_copy(update={"name": f"film-{n}", "file": f"{n}.mp4"})
        for n in range(6)
    )
    floor = Cinema()
    floor.feel(inputs.CatalogueKnown(Shelf(filmed().model_copy(update={"films": many}))))
    floor.touch(HOME, OpenFilms(), TurnPage(1))
    page = glass(floor).around
    assert isinstance(page, FilmsView)
    names = [card.target for card in page.cards]
    assert (names, page.turner.label) == (
        ["film.film-4", "film.film-5", "film.seam", "film.fold"],
        "2 / 2",
    )
