"""What is said of a loyalty card: the question, the line of a linked visit, how it ended; pure."""

from dataclasses import dataclass

from kiosk.card import Asked, Card, Linked, Sent, Told
from touchpoint.moment import Moment
from touchpoint.touches import Back, Consent, Unlink
from touchpoint.words import Speech

#: Of the question's words as they stand here and in `locale`; a brand that changes them says
#: another one in `[loyalty] consent_version`.
VERSION = "1"


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """One of two that look alike; *target* is its touch target."""

    target: str
    label: str
    touch: Consent | Unlink | Back


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A page with a question: what it is about, in paragraphs, and two equal answers."""

    title: str
    paragraphs: tuple[str, ...]
    answers: tuple[ConsentAnswer, ConsentAnswer]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """The line over every page; *unlink* is its target's word, empty before there is a link."""

    text: str
    unlink: str


def page(card: Card | None, speech: Speech) -> ConsentView | None:
    """The page that a card which was held up opens; nothing when none waits for an answer."""
    say = speech.say
    match card:
        case Asked():
            return ConsentView(
                say("Link this visit to your card?"),
                consented(speech),
                (
                    ConsentAnswer("consent.yes", say("Yes, link this visit"), Consent(agreed=True)),
                    ConsentAnswer("consent.no", say("No, thank you"), Consent(agreed=False)),
                ),
            )
        case Linked(again=True):
            return ConsentView(
                say("This visit is linked to a card"),
                (say("It stays linked until you have finished. You can undo it now."),),
                (
                    ConsentAnswer("consent.unlink", say("Unlink this visit"), Unlink()),
                    ConsentAnswer("consent.keep", say("Leave it linked"), Back()),
                ),
            )
    return None


def consented(speech: Speech) -> tuple[str, ...]:
    """What is agreed to, in full."""
    say = speech.say
    return (
        say(
            "If you agree, what you look at and choose on this screen during this visit is added "
            "to your customer record, so that we can advise you better."
        ),
        say(
            "This holds for this visit alone, from its beginning until you have finished. "
            "This screen then forgets your card, and it never shows your name."
        ),
        say(
            "You can take it back at any time during this visit: touch “Unlink” at the top, or "
            "hold up your card again. The visit is then nobody’s."
        ),
        say("Without a link, everything here works just the same."),
    )


def promise(speech: Speech, *, welcoming: bool, cards: bool) -> str:
    """The privacy line of a screen at rest. Who is noticed is told so, there and then."""
    if cards:
        return noticing(speech) if welcoming else resting(speech)
    if welcoming:
        return speech.say(
            "This screen reads clothing tags and notices that you are here.\n"
            "It keeps nothing about you."
        )
    return speech.say("This screen reads clothing tags. It keeps nothing about you.")


def resting(speech: Speech) -> str:
    """The privacy line of a screen that takes cards."""
    return speech.say(
        "This screen reads clothing tags, and your loyalty card if you hold it up. "
        "It keeps nothing about you unless you agree."
    )


def noticing(speech: Speech) -> str:
    """The same, of a screen that notices people."""
    return speech.say(
        "This screen reads clothing tags, and your loyalty card if you hold it up; "
        "it notices that you are here.\nIt keeps nothing about you unless you agree."
    )


def line(card: Card | None, speech: Speech) -> LinkLine | None:
    match card:
        case Sent():
            return LinkLine(speech.say("Looking for your card …"), "")
        case Linked():
            return LinkLine(speech.say("Linked to your card"), speech.say("Unlink"))
    return None


def notice(card: Card | None, speech: Speech, now: Moment) -> str:
    """How it ended without a link, for a moment; else empty."""
    if not isinstance(card, Told) or now.seconds >= card.until:
        return ""
    return {
        "declined": "",
        "unknown": speech.say("We do not know this card. Nothing was linked."),
        "away": speech.say("Cards cannot be looked up just now. Nothing was linked."),
        "unlinked": speech.say("Unlinked: this visit is nobody’s again."),
    }[card.what]
