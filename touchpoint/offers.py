"""A garment's page with what else is here: the words of it; pure, every text final."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from contract.advice import Reason
from touchpoint.besides import FEATURES, Besides, Found, Which, besides
from touchpoint.sheet import Choice, Writer
from touchpoint.short import short_size, shortened
from touchpoint.touches import ShowOffer
from touchpoint.views import Block, GarmentSheet, Offer, Offers, Part, Prose
from touchpoint.words import Speech

#: Letters that fit beside a small photograph.
_TITLE = 44
#: The part of the page behind which these stand.
_AFTER = "fit"


def page(
    writer: Writer, choice: Choice, asked: Mapping[str, float], seconds: float
) -> GarmentSheet:
    """The page of *choice*; *asked* has since when each variant beside it was followed."""
    sheet, known = writer.sheet(choice), writer.known
    made = tuple(
        _part(writer, choice, which, found)
        for which in FEATURES
        if (found := besides(known, choice, which, asked, seconds)).count
        # What is surely not here is not offered; who reads it is told.
        and (found.found or found.still or found.unknown or choice.part == which)
    )
    if not made:
        return sheet
    at = next((n for n, p in enumerate(sheet.parts, 1) if p.name == _AFTER), len(sheet.parts))
    opened = next((part.name for part in made if part.name == choice.part), sheet.opened)
    return replace(sheet, parts=(*sheet.parts[:at], *made, *sheet.parts[at:]), opened=opened)


def _part(writer: Writer, choice: Choice, which: Which, found: Besides) -> Part:
    say = writer.speech.say
    label = say("Goes with") if which == "with" else say("Similar")
    blocks = tuple(_blocks(writer, which, found)) if choice.part == which else ()
    return Part(which, label, blocks)


def _blocks(writer: Writer, which: Which, besides: Besides) -> Iterator[Block]:
    say, found = writer.speech.say, besides.found
    if found:
        yield Offers(tuple(_offer(writer, which, one) for one in found))
        if (at := _since(writer, found)) is not None:
            yield Prose(say("As last known {when}", when=writer.speech.when(at, writer.now)))
    elif besides.still:
        yield Prose(say("We are looking at what is here."))
    elif besides.unknown:
        yield Prose(say("We cannot say what of it is here right now. Please ask an associate."))
    else:
        yield Prose(say("None of it is here just now. An associate can look for it elsewhere."))


def _since(writer: Writer, found: Iterable[Found]) -> datetime | None:
    """Without the hub, up to when the oldest figure is good; else it says each anew at once."""
    known, gtins = writer.known, [one.item.variant.gtin for one in found]
    if not known.away:
        return None
    return min((at for g in gtins if (at := known.current_until(g, writer.now))), default=None)


def _offer(writer: Writer, which: Which, found: Found) -> Offer:
    item, price = found.item, writer.price_of(found.item.variant)
    photo = next((p for p in item.photos(item.variant.colour) if p.sizes), None)
    return Offer(
        gtin=item.variant.gtin,
        title=shortened(item.text(writer.speech.language).title, _TITLE),
        detail=f"{price} · {short_size(item.variant.size)}" if found.sized else price,
        reason=reason_words(found.reason, writer.speech),
        picture=writer.picture(photo) if photo else None,
        touch=ShowOffer(item.variant.gtin, which),
    )


def reason_words(reason: Reason, speech: Speech) -> str:
    """Why it is offered, as an associate would say it."""
    say = speech.say
    match reason:
        case "stylist":
            return say("Our stylist’s choice")
        case "category":
            return say("Goes well with it")
        case "together":
            return say("Often tried together")
        case "alike":
            return say("In the same spirit")
        case "bestseller":
            return say("Loved in this store")
