"""What the voice says next when the page changes under it."""

from touchpoint.aloud import Told, still_to_say

COAT = Told(("garment", "1"), "en", ("Wool coat", "€890.00", "38: 2 here"))


def test_another_page_or_language_is_read_from_its_beginning() -> None:
    scarf, french = (
        Told(("garment", "2"), "en", ("Scarf",)),
        Told(COAT.page, "fr", ("Manteau en laine",)),
    )
    said = [still_to_say(COAT, after, "€890.00", ("38: 2 here",)) for after in (scarf, french)]
    assert said == [("Scarf",), ("Manteau en laine",)]


def test_of_the_same_page_only_what_a_touch_has_changed() -> None:
    sized = Told(COAT.page, "en", ("Wool coat", "€890.00", "40: last one"))
    assert still_to_say(COAT, sized, None, ()) == ("40: last one",)


def test_what_was_broken_off_is_said_again_after_what_is_new() -> None:
    opened = Told(COAT.page, "en", (*COAT.lines, "Fabric"))
    assert still_to_say(COAT, opened, "€890.00", ("38: 2 here",)) == (
        "Fabric",
        "€890.00",
        "38: 2 here",
    )


def test_what_is_no_longer_true_is_not_said() -> None:
    sold = Told(COAT.page, "en", ("Wool coat", "€890.00", "38: not here"))
    assert still_to_say(COAT, sold, "€890.00", ("38: 2 here",)) == ("38: not here", "€890.00")


def test_the_voice_goes_on_when_nothing_changes() -> None:
    assert still_to_say(COAT, COAT, "€890.00", ("38: 2 here",)) is None
