"""Views of a kiosk that takes loyalty cards, in the words it really says."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk import consent
from kiosk.card import Asked, Linked, Sent, Told
from kiosk.view import KioskView
from tests.screens import taking, wandering
from touchpoint.moment import Moment

NOW = Moment(datetime(2026, 11, 21, 12, 0, tzinfo=UTC), 0.0)


def every_linking(
    language: str, rest: KioskView, welcome: KioskView, garment: KioskView
) -> dict[str, KioskView]:
    """Each page by the name its picture gets; *rest*, *welcome* and *garment* without a card."""
    speech = wandering.WORDS.speech(language)
    linked = consent.line(Linked(""), speech)
    away = consent.notice(Told("away", 1.0), speech, NOW)
    around, kept = wandering.every_around(language), taking.every_taking(language)
    return {
        "kiosk-consent": replace(rest, screen="consent", consent=consent.page(Asked(""), speech)),
        "kiosk-rest-cards": replace(
            rest, privacy=consent.resting(speech), linked=consent.line(Sent("", "", "", 0), speech)
        ),
        "kiosk-welcome-cards": replace(welcome, privacy=consent.noticing(speech), linked=linked),
        "kiosk-garment-linked": replace(garment, linked=linked),
        "kiosk-home-linked": replace(around["kiosk-home-books"], linked=linked),
        "kiosk-kept-linked": replace(kept["kiosk-home-kept"], linked=linked),
        "kiosk-list-linked": replace(around["kiosk-list-leaf"], linked=linked, notice=away),
    }
