"""How one speaks of a person who was called to the room, or of the till; pure."""

from collections.abc import Mapping
from typing import assert_never, get_args

from contract.phrases import Phrase
from contract.requests import RequestKind
from fittingroom.asking import Asked, Phase
from touchpoint.words import Speech

#: What is asked for without a garment to be brought.
CALLS = frozenset({RequestKind.HELP, RequestKind.CHECKOUT})


def phrase_words(phrase: Phrase, speech: Speech) -> str:
    """As `PHRASES` has it in English."""
    say = speech.say
    match phrase:
        case "fit":
            return say("Advice on the fit")
        case "fastening":
            return say("Help with a zip or a button")
        case "match":
            return say("Something to go with it")
        case "alteration":
            return say("An alteration")
        case "companion":
            return say("A garment for somebody else")
        case "person":
            return say("Just somebody, please")
    assert_never(phrase)


def called_for(asked: Asked, speech: Speech) -> str:
    """What a call is about."""
    if asked.kind is RequestKind.CHECKOUT:
        return speech.say("Ready to pay")
    named = (key for key in get_args(Phrase) if key == asked.phrase)
    return phrase_words(next(named, "person"), speech)


def on_its_way(by: str, speech: Speech) -> Mapping[Phase, str]:
    """What is said of a call that is open."""
    say = speech.say
    return {
        Phase.SENT: say("The team has been told"),
        Phase.SEEN: say("{name} has seen it", name=by),
        Phase.ACCEPTED: say("{name} is coming", name=by),
        Phase.ON_THE_WAY: say("{name} is on the way", name=by),
    }


def how_a_call_ended(by: str, speech: Speech) -> Mapping[Phase, tuple[str, str]]:
    say = speech.say
    till = say("Please ask at the till.")
    return {
        Phase.DONE: (say("With pleasure"), say("{name} was here for you.", name=by)),
        Phase.UNAVAILABLE: (say("{name} cannot come just now", name=by), till),
        Phase.CANCELLED: (say("Cancelled"), say("Nobody will come.")),
        Phase.EXPIRED: (
            say("Nobody was free in time"),
            say("We are sorry. Please ask at the till."),
        ),
        Phase.TOLD: (say("Please ask at the till"), say("We cannot reach the team from here.")),
    }
