"""A garment that the catalogue does not have: whose it is, and what is said of it."""

import pytest

from contract.gs1 import company_prefix
from tests.touchpoint.sample import NOON, SHELF, gtin
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.strangers import of_another_house
from touchpoint.words import load_words

WORDS = load_words(["en", "fr", "it", "de", "es"])
OURS = gtin(999)
#: Of a company in Germany; made up by a shop for itself; a GTIN-8; our own on a carton of six.
THEIRS, OWN_NUMBER, SHORT, CARTON = (
    "04006381333931", "02012345678909", "00000096385074", "60614141109996",
)  # fmt: skip


def test_company_prefix_is_that_of_its_certificate() -> None:
    found = [company_prefix(code) for code in (OURS, THEIRS, OWN_NUMBER, SHORT, CARTON)]
    assert found == ["0614141", "4006381", None, None, "0614141"]


def test_only_what_another_company_made_is_of_another_house() -> None:
    asked = (OURS, THEIRS, OWN_NUMBER, SHORT, CARTON)
    assert [of_another_house(code, SHELF) for code in asked] == [False, True, False, False, False]


def test_house_with_a_second_prefix_knows_its_new_season() -> None:
    assert (
        of_another_house(THEIRS, SHELF, ("4006381",)),
        of_another_house(OURS, SHELF, ("9",)),
    ) == (
        False,
        False,
    )


def test_nothing_is_sure_before_the_catalogue_is_there() -> None:
    assert of_another_house(THEIRS, Shelf(), ("0614141",)) is False


@pytest.mark.parametrize(
    ("code", "title", "words"),
    [
        (
            OURS,
            "We have no page for this one yet",
            "Please ask an associate; they know it by hand.",
        ),
        (THEIRS, "This label is of another house", "We would gladly show you ours."),
    ],
)
def test_page_of_a_garment_without_one_says_what_can_be_done(
    code: str, title: str, words: str
) -> None:
    sheet = Writer(WORDS.speech("en"), NOON, Known(SHELF), 600).sheet(Choice(code))
    assert (sheet.known, sheet.title, sheet.lead, sheet.price) == (False, title, words, "")
