"""A loyalty card at the kiosk: asked first, linked after a yes, gone at the end."""

import hashlib
import pickle
from dataclasses import replace

import pytest

from contract.features import FEATURES
from kiosk import consent
from kiosk.card import Asked
from kiosk.loyalty import question
from kiosk.state import Kiosk
from kiosk.view import KioskView, view
from tests.kiosk.test_visit import RULES as WITHOUT_CARDS
from tests.kiosk.test_visit import WORDS, Floor
from tests.touchpoint.sample import NAVY_38, at
from touchpoint import inputs, touches
from touchpoint.known import Known
from touchpoint.words import load_words

RULES = replace(WITHOUT_CARDS, consent="7")
CARD, OTHER, CUSTOMER = "MAISON-12345678", "MAISON-87654321", "customer-4711"
TAKES_CARDS = (
    "This screen reads clothing tags, and your loyalty card if you hold it up. "
    "It keeps nothing about you unless you agree."
)
YES, NO = touches.Consent(agreed=True), touches.Consent(agreed=False)


class Counter(Floor):
    """A kiosk that takes cards."""

    rules = RULES

    def hold(self, code: str = CARD) -> list[str]:
        return self.feel(inputs.CardRead(code, 1000 + self.seconds))

    def touch(self, touch: touches.Touch) -> list[str]:
        return self.feel(inputs.Touched(touch))

    def hear(self, customer: str | None = CUSTOMER, *, away: bool = False) -> list[str]:
        asked = question(self.kiosk)
        assert asked
        return self.feel(inputs.CustomerKnown(asked.ask, customer, away))

    def glass(self) -> KioskView:
        return view(self.kiosk, at(self.seconds), RULES, WORDS, 1080)


def linked() -> Counter:
    counter = Counter()
    counter.hold()
    counter.touch(YES)
    counter.hear()
    return counter


def holds(kiosk: Kiosk, text: str) -> bool:
    """Whether *text* is anywhere in what the kiosk knows of its visit."""
    return text.encode() in pickle.dumps(replace(kiosk, known=Known(), index=None))


def test_a_card_is_asked_about_and_nothing_leaves_before_a_yes() -> None:
    counter = Counter()
    assert counter.hold() == ["visit.started"]
    page = counter.glass().consent
    assert page
    assert [(a.target, a.touch) for a in page.answers] == [("consent.yes", YES), ("consent.no", NO)]
    assert (counter.glass().screen, question(counter.kiosk)) == ("consent", None)
    assert counter.touch(YES) == []
    asked = question(counter.kiosk)
    assert (asked and asked.code, counter.glass().screen) == (CARD, "rest")
    assert counter.glass().linked == consent.LinkLine("Looking for your card …", "")


def test_no_text_for_a_log_tells_a_card_or_a_customer() -> None:
    counter = Counter()
    counter.hold()
    said = [repr(counter.kiosk.visit)]
    counter.touch(YES)
    said += [repr(counter.kiosk.visit), repr(question(counter.kiosk))]
    counter.hear()
    said += [repr(counter.kiosk.visit), repr(inputs.CustomerKnown("", CUSTOMER))]
    assert [text for text in said if CARD in text or CUSTOMER in text] == []


def test_after_a_yes_the_visit_is_linked_with_version_language_and_customer() -> None:
    counter = Counter()
    counter.hold()
    counter.touch(touches.ChooseLanguage("fr"))
    counter.touch(YES)
    counter.touch(touches.ChooseLanguage("en"))
    assert counter.hear() == ["visit.linked"]
    (draft,) = [d for d in counter.owed if d.data.name == "visit.linked"]
    assert (draft.data.model_dump(), draft.customer) == ({"consent": "7-fr"}, CUSTOMER)
    assert counter.glass().linked == consent.LinkLine("Linked to your card", "Unlink")
    assert [d.customer for d in counter.owed if d.data.name != "visit.linked"] == [None] * 2


@pytest.mark.parametrize("unlinked", [False, True])
def test_how_a_customer_reads_is_told_to_nobody(unlinked: bool) -> None:
    counter = Counter()
    counter.touch(touches.Begin())
    counter.touch(touches.SetAid("seated", on=True))
    counter.hold()
    counter.touch(YES)
    counter.hear()
    counter.touch(touches.SetAid("large", on=True))
    if unlinked:
        counter.touch(touches.Unlink())
    counter.touch(touches.Done())
    counter.touch(touches.Begin())
    counter.touch(touches.SetAid("calm", on=True))
    counter.touch(touches.Done())
    used = [d.data.model_dump() for d in counter.owed if d.data.name == "feature.used"]
    assert used == [{"feature": "calm"}]


def test_whoever_was_making_the_screen_easier_is_asked_still() -> None:
    counter = Counter()
    counter.touch(touches.Begin())
    counter.touch(touches.OpenAccess())
    counter.hold()
    counter.touch(touches.CloseAccess())
    assert (counter.glass().screen, counter.glass().aids) == ("consent", None)


@pytest.mark.parametrize(
    "touch", [NO, touches.Back(), touches.Done(), touches.LookAround()], ids=str
)
def test_whoever_does_not_agree_is_forgotten_and_goes_on(touch: touches.Touch) -> None:
    counter = Counter()
    counter.hold()
    counter.touch(touch)
    assert (holds(counter.kiosk, CARD), question(counter.kiosk)) == (False, None)
    assert counter.glass().screen == ("home" if touch == touches.LookAround() else "rest")
    assert counter.glass().notice == ""


def test_a_garment_that_is_tapped_meanwhile_is_shown_and_the_card_forgotten() -> None:
    counter = Counter()
    counter.hold()
    counter.tap(NAVY_38)
    assert (counter.glass().screen, holds(counter.kiosk, CARD)) == ("garment", False)


def test_a_card_held_up_still_after_a_no_is_not_asked_about_again_at_once() -> None:
    counter = Counter()
    counter.hold()
    counter.touch(NO)
    counter.hold()
    assert counter.glass().screen == "rest"
    counter.seconds += 8
    counter.hold()
    assert counter.glass().screen == "consent"


@pytest.mark.parametrize(
    ("customer", "away", "said"),
    [
        (None, False, "We do not know this card. Nothing was linked."),
        (None, True, "Cards cannot be looked up just now. Nothing was linked."),
    ],
)
def test_a_card_that_leads_to_nobody_is_said_and_nothing_is_linked(
    customer: str | None, away: bool, said: str
) -> None:
    counter = Counter()
    counter.hold()
    counter.touch(YES)
    assert counter.hear(customer, away=away) == []
    assert (counter.glass().notice, counter.glass().linked) == (said, None)
    assert not holds(counter.kiosk, CARD)
    counter.seconds += 8
    assert counter.glass().notice == ""


def test_a_hub_that_never_answers_is_away_and_its_late_answer_is_dropped() -> None:
    counter = Counter()
    counter.hold()
    counter.touch(YES)
    asked = question(counter.kiosk)
    assert asked
    counter.feel(inputs.Tick(), after=16)
    assert counter.glass().notice == "Cards cannot be looked up just now. Nothing was linked."
    assert counter.feel(inputs.CustomerKnown(asked.ask, CUSTOMER)) == []
    assert not holds(counter.kiosk, CARD)


def test_an_answer_to_a_visit_that_has_ended_links_nobody_elses() -> None:
    counter = Counter()
    counter.hold()
    counter.touch(YES)
    late = question(counter.kiosk)
    assert late
    counter.touch(touches.Done())
    counter.hold(OTHER)
    counter.touch(YES)
    assert counter.feel(inputs.CustomerKnown(late.ask, CUSTOMER)) == []


def test_unlink_takes_it_back_and_the_card_may_be_held_up_again() -> None:
    counter = linked()
    assert counter.touch(touches.Unlink()) == ["visit.unlinked"]
    assert counter.owed[-1].customer == CUSTOMER
    assert counter.glass().notice == "Unlinked: this visit is nobody’s again."
    assert not holds(counter.kiosk, CUSTOMER)
    assert counter.touch(touches.Unlink()) == []


def test_a_card_held_up_to_a_linked_visit_offers_to_unlink_it() -> None:
    counter = linked()
    counter.hold()
    page = counter.glass().consent
    assert page
    assert [a.touch for a in page.answers] == [touches.Unlink(), touches.Back()]
    counter.touch(touches.Back())
    assert (counter.glass().screen, counter.glass().linked is None) == ("rest", False)
    counter.hold()
    assert counter.touch(touches.Unlink()) == ["visit.unlinked"]


def test_nothing_of_the_card_or_the_customer_outlives_the_visit() -> None:
    counter = linked()
    assert holds(counter.kiosk, CUSTOMER)
    counter.feel(inputs.Tick(), after=61)
    assert (counter.kiosk.visit, holds(counter.kiosk, CUSTOMER)) == (None, False)
    assert counter.glass().linked is None


def test_a_card_read_before_the_visit_began_is_whoevers_stood_here_before() -> None:
    counter = Counter()
    counter.seconds = 10
    counter.touch(touches.Begin())
    counter.feel(inputs.CardRead(CARD, 1005.0))
    assert (counter.glass().screen, holds(counter.kiosk, CARD)) == ("rest", False)


def test_where_the_feature_is_off_a_card_is_a_code_of_no_garment() -> None:
    counter = Counter()
    before = counter.glass().privacy
    counter.feel(inputs.FeaturesKnown(FEATURES - {"loyalty"}))
    assert counter.hold() == []
    assert not holds(counter.kiosk, CARD)
    said = "This code is not of a garment. Please show us a garment’s label."
    assert counter.glass().notice == said
    assert (before, counter.glass().privacy) == (
        TAKES_CARDS,
        "This screen reads clothing tags. It keeps nothing about you.",
    )


def test_a_link_may_be_undone_after_the_feature_was_switched_off() -> None:
    counter = linked()
    counter.feel(inputs.FeaturesKnown(FEATURES - {"loyalty"}))
    assert counter.touch(touches.Unlink()) == ["visit.unlinked"]


#: Of every word that is agreed to, in all languages. Whoever changes one changes VERSION too: an
#: event must name the words that were read.
AGREED = {"1": "648cc96beab3c0e7"}


def test_words_that_are_agreed_to_have_their_version() -> None:
    words = load_words(["en", "fr", "it", "de", "es"])
    said = "\n".join(
        "\n".join(consent.page(Asked(""), s).paragraphs)  # type: ignore[union-attr]
        for s in words.speeches.values()
    )
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == AGREED[consent.VERSION]
