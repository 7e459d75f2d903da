"""The room's own words: who comes to it, its light, its privacy, and what lies over it; pure."""

from collections.abc import Iterator, Mapping

from contract.phrases import ORDER
from contract.requests import RequestKind
from fittingroom.calling import phrase_words
from fittingroom.comparing import comparable
from fittingroom.requesting import calling
from fittingroom.state import Mirror, Rules, Visit
from fittingroom.views import RoomSheet, SheetLine
from touchpoint.besides import besides
from touchpoint.cabin import (
    AskPerson,
    AskTill,
    Compare,
    CompleteLook,
    Light,
    OpenSheet,
    TurnOff,
    Undisturb,
)
from touchpoint.sheet import Choice
from touchpoint.views import Action
from touchpoint.words import Speech


def services(visit: Visit, speech: Speech, rules: Rules) -> tuple[Action, ...]:
    """A quiet row: one that is being done is *chosen*."""
    say, kinds = speech.say, RequestKind
    made = [
        Action("help", say("Ask for help"), OpenSheet("help"), calling(visit, kinds.HELP)),
        Action("till", say("Ready to pay"), AskTill(), calling(visit, kinds.CHECKOUT)),
    ]
    if rules.scenes:
        made.append(Action("light", say("Light"), OpenSheet("light")))
    made.append(Action("privacy", say("Privacy"), OpenSheet("privacy"), visit.undisturbed))
    return tuple(made)


def choices(mirror: Mirror, speech: Speech, seconds: float) -> tuple[Action, ...]:
    """What can be done with the garments of the room, all at once."""
    say, there = speech.say, comparable(mirror)
    made = [Action("compare", say("Compare"), Compare())] if len(there) > 1 else []
    # The last one that came first: it is in the shopper's mind.
    suited = (g for g in reversed(there) if _goes_with(mirror, g, seconds))
    if gtin := next(suited, None):
        made.append(Action("look", say("Complete the look"), CompleteLook(gtin)))
    return tuple(made)


def _goes_with(mirror: Mirror, gtin: str, seconds: float) -> bool:
    return besides(mirror.known, Choice(gtin), "with", mirror.asked, seconds).count > 0


def room_sheet(visit: Visit, speech: Speech, rules: Rules) -> RoomSheet | None:
    """What lies over the room's page."""
    say = speech.say
    match visit.sheet:
        case "help":
            return RoomSheet("help", say("What can we do for you?"), "", tuple(_help(speech)))
        case "light":
            lines = tuple(_scenes(visit, speech, rules))
            return RoomSheet("light", say("Light"), "", lines)
        case "privacy":
            lead = say("This room reads clothing tags. No camera, no microphone.")
            return RoomSheet("privacy", say("Privacy"), lead, tuple(_privacy(visit, speech)))
    return None


def _help(speech: Speech) -> Iterator[SheetLine]:
    for key in ORDER:
        yield SheetLine(Action(f"help.{key}", phrase_words(key, speech), AskPerson(key)))


def _scenes(visit: Visit, speech: Speech, rules: Rules) -> Iterator[SheetLine]:
    shown = visit.scene or next(iter(rules.scenes), "")
    for scene in rules.scenes:
        label, on = scene_words(scene, speech), scene == shown
        yield SheetLine(Action(f"scene.{scene}", label, Light(scene), chosen=on), on=on)


def _privacy(visit: Visit, speech: Speech) -> Iterator[SheetLine]:
    say, on = speech.say, visit.undisturbed
    label = say("Do not disturb")
    quiet = Action("undisturb", label, Undisturb(not on), chosen=on)
    yield SheetLine(quiet, on, say("on") if on else say("off"))
    yield SheetLine(Action("room.off", say("Turn off in this room"), TurnOff()))


def scene_words(scene: str, speech: Speech) -> str:
    """A scene by a name that people know; one of the store's own as the settings call it."""
    say = speech.say
    known: Mapping[str, str] = {
        "daylight": say("Daylight"),
        "evening": say("Evening"),
        "indoors": say("Indoors"),
        "soft": say("Soft"),
    }
    return known.get(scene) or scene.replace("-", " ").capitalize()
