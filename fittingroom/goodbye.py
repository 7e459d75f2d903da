"""The question to who leaves, in words; pure, every text final."""

from collections.abc import Iterator
from typing import assert_never, get_args

from contract.events.garments import JudgedFor
from fittingroom.parting import SCORES
from fittingroom.state import Parting
from fittingroom.views import Farewell
from touchpoint.cabin import Judge, Rate, SkipQuestion
from touchpoint.sheet import Writer
from touchpoint.views import Action
from touchpoint.words import Speech


def farewell(parting: Parting, writer: Writer) -> Farewell:
    """About one garment after the other, then about the visit, then thanks."""
    say = writer.speech.say
    if parting.rated:
        return Farewell(say("Thank you"), say("We hope to see you again soon."))
    if not parting.gtins:
        return Farewell(
            question=say("How was it here today?"),
            detail="",
            scores=tuple(Action(f"score.{n}", str(n), Rate(n)) for n in SCORES),
            worst=say("not good"),
            best=say("wonderful"),
            skip=Action("skip.visit", say("No answer"), SkipQuestion()),
        )
    gtin = parting.gtins[0]
    garment = writer.garment(gtin, "", focused=False)
    return Farewell(
        question=say("Will you take it?"),
        detail=f"{garment.title} · {garment.detail}",
        garment=garment,
        take=Action(f"take.{gtin}", say("I take it"), Judge(gtin)),
        why=say("Or it stays here:"),
        reasons=tuple(_reasons(gtin, writer.speech)),
        skip=Action(f"skip.{len(parting.gtins)}", say("No answer"), SkipQuestion(gtin)),
    )


def _reasons(gtin: str, speech: Speech) -> Iterator[Action]:
    reasons: tuple[JudgedFor, ...] = get_args(JudgedFor)
    for reason in reasons:
        yield Action(f"why.{reason}", judged_words(reason, speech), Judge(gtin, reason))


def judged_words(reason: JudgedFor, speech: Speech) -> str:
    """Why a garment stays behind, as a shopper would say it."""
    say = speech.say
    match reason:
        case "too_small":
            return say("Too small")
        case "too_big":
            return say("Too big")
        case "colour":
            return say("Colour")
        case "price":
            return say("Price")
        case "fabric":
            return say("Fabric")
        case "style":
            return say("Style")
        case "other":
            return say("Something else")
    assert_never(reason)
