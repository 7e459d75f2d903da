"""The few fixed words that belong to a widget and not to what it shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    fabric: str
    fit: str
    care: str
    colours: str
    sizes: str
    back: str
    done: str
    not_mine: str
    cancel: str
    dismiss: str


ENGLISH = Labels(
    fabric="Fabric",
    fit="Fit",
    care="Care",
    colours="Colours",
    sizes="Sizes",
    back="Back",
    done="I have finished",
    not_mine="Not mine",
    cancel="No longer needed",
    dismiss="Thank you",
)

FRENCH = Labels(
    fabric="Matière",
    fit="Coupe",
    care="Entretien",
    colours="Couleurs",
    sizes="Tailles",
    back="Retour",
    done="J’ai terminé",
    not_mine="Pas à moi",
    cancel="Plus besoin",
    dismiss="Merci",
)

_BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH}


def labels_in(language: str) -> Labels:
    """The words in *language* (`fr`, `fr-CA`); English where nobody wrote them yet."""
    return _BY_LANGUAGE.get(language.partition("-")[0], ENGLISH)
