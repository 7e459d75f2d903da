"""Care symbols (ISO 3758) as the words they mean; pure."""

from contract.parts import CareSymbol
from touchpoint.words import Speech


def care_words(symbol: CareSymbol, speech: Speech) -> str:
    """What a label's *symbol* asks for."""
    return {**_washing(speech), **_drying(speech), **_finishing(speech)}[symbol]


def _washing(speech: Speech) -> dict[CareSymbol, str]:
    say = speech.say
    return {
        "wash_30": say("Wash at {degrees} °C", degrees=30),
        "wash_40": say("Wash at {degrees} °C", degrees=40),
        "wash_60": say("Wash at {degrees} °C", degrees=60),
        "wash_30_gentle": say("Wash at {degrees} °C, gently", degrees=30),
        "wash_40_gentle": say("Wash at {degrees} °C, gently", degrees=40),
        "wash_hand": say("Wash by hand"),
        "wash_not": say("Do not wash"),
        "bleach": say("May be bleached"),
        "bleach_oxygen": say("Bleach with oxygen only"),
        "bleach_not": say("Do not bleach"),
    }


def _drying(speech: Speech) -> dict[CareSymbol, str]:
    say = speech.say
    return {
        "tumble_low": say("Tumble dry, low heat"),
        "tumble_normal": say("Tumble dry"),
        "tumble_not": say("Do not tumble dry"),
        "dry_flat": say("Dry flat"),
        "dry_line": say("Dry on a line"),
    }


def _finishing(speech: Speech) -> dict[CareSymbol, str]:
    say = speech.say
    return {
        "iron_low": say("Iron at low heat"),
        "iron_medium": say("Iron at medium heat"),
        "iron_high": say("Iron at high heat"),
        "iron_not": say("Do not iron"),
        "clean_any": say("Dry clean"),
        "clean_gentle": say("Dry clean gently"),
        "clean_wet": say("Professional wet cleaning"),
        "clean_not": say("Do not dry clean"),
    }
