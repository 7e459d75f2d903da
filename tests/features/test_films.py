"""A film of the house, from the poster on the kiosk's glass to the event at head office."""

from typing import Any

from tests.features.shop import Shop, until


def seen(shop: Shop) -> dict[str, Any]:
    """The film on the glass, once something of it was seen."""

    def began() -> dict[str, Any] | None:
        film: dict[str, Any] | None = shop.kiosk.scene()["watched"]
        return film if film and film["seconds"] is not None else None

    return until(began, "a film began", patience=60)


def test_film_that_is_left(shop: Shop) -> None:
    shop.kiosk.press("around", screen="home")
    shop.kiosk.press("films", screen="films")
    shop.kiosk.press("film.folding", screen="film")
    before = seen(shop)
    shop.kiosk.press("back", screen="films")
    (played,) = shop.stored("video.played")
    assert (played["video"], played["completed"]) == ("folding", False)
    assert before["seconds"] <= played["seconds"] < 16


def test_film_on_a_garment_s_page_until_another_is_tapped(shop: Shop) -> None:
    shop.kiosk.tap("coat-sevigne", "Noir", "38")
    shop.kiosk.press("part.about")
    shop.kiosk.press("film.lapel", screen="film")
    before = seen(shop)
    shop.kiosk.tap("trousers-rivoli", "Écru", "36")
    (played,) = shop.stored("video.played")
    assert (played["video"], played["completed"]) == ("lapel", False)
    assert before["seconds"] <= played["seconds"] <= 12
