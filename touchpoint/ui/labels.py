"""The few fixed words that belong to a widget and not to what it shows."""

from dataclasses import dataclass
from functools import cache

from touchpoint.words import LOCALE, load_words


@dataclass(frozen=True, slots=True)
class Labels:
    """*dismiss* answers what came, *accept* what did not."""

    back: str
    close: str
    next_photo: str
    previous_photo: str
    done: str
    not_mine: str
    cancel: str
    dismiss: str
    accept: str
    easier: str


@cache
def labels_in(language: str) -> Labels:
    """The words in *language* (`fr`, `fr-CA`); English where nobody wrote them yet."""
    code = language.partition("-")[0]
    say = load_words([code if (LOCALE / code).is_dir() else "en"]).speech(code).say
    return Labels(
        back=say("Back"),
        close=say("Close"),
        next_photo=say("Next photograph"),
        previous_photo=say("Previous photograph"),
        done=say("I have finished"),
        not_mine=say("Not mine"),
        cancel=say("No longer needed"),
        dismiss=say("Thank you"),
        accept=say("All right"),
        easier=say("Easier to read"),
    )


ENGLISH = labels_in("en")
