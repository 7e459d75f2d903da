"""A request's life in a shopper's words; pure."""

from contract.requests import RequestKind
from contract.styles import Variant
from fittingroom.asking import UNANSWERED, Asked, Phase
from fittingroom.calling import CALLS, called_for, how_a_call_ended, on_its_way
from fittingroom.state import Rules, Visit
from fittingroom.views import Alternative, Ask, RequestLine, RequestStepView
from touchpoint.moment import Moment
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Item
from touchpoint.short import short_colour, short_size
from touchpoint.touches import AskOther
from touchpoint.words import Speech

_COURSE = (Phase.SENT, Phase.ACCEPTED, Phase.ON_THE_WAY, Phase.DONE)
#: How far along the course a phase is; what has ended otherwise has no course.
_REACHED = {
    Phase.SENDING: -1,
    Phase.SENT: 0,
    Phase.SEEN: 0,
    Phase.ACCEPTED: 1,
    Phase.ON_THE_WAY: 2,
    Phase.DONE: 3,
}
_SORRY = {Phase.UNAVAILABLE, Phase.EXPIRED, Phase.TOLD}
#: Nobody has taken it on yet.


def request_lines(
    visit: Visit, writer: Writer, now: Moment, rules: Rules
) -> tuple[RequestLine, ...]:
    """The newest first. What ended well is shown for a while, what did not until it is read."""
    return tuple(_line(a, writer, now) for a in reversed(_shown(visit, now, rules)))


def _shown(visit: Visit, now: Moment, rules: Rules) -> list[Asked]:
    return [
        a
        for a in visit.requests
        if not a.dismissed
        and (a.open or a.phase in _SORRY or now.seconds - a.changed_at < rules.ended_shown)
    ]


def _line(asked: Asked, writer: Writer, now: Moment) -> RequestLine:
    speech, wanted = writer.speech, asked.wanted
    headline, detail = _words(asked, speech, now, away=writer.known.away)
    garment = writer.garment(wanted, "", focused=False) if wanted else None
    item = writer.known.shelf.find(wanted) if wanted else None
    return RequestLine(
        request=asked.request,
        what=called_for(asked, speech) if asked.kind in CALLS else _what(asked, item, speech),
        headline=headline,
        detail=detail,
        steps=_steps(asked, speech),
        tone="open" if asked.open else "good" if asked.phase is Phase.DONE else "sorry",
        can_cancel=asked.open,
        final=not asked.open,
        picture=garment.picture if garment else None,
        alternative=_alternative(asked, writer),
    )


def _what(asked: Asked, item: Item | None, speech: Speech) -> str:
    """`Size 40` or `Navy, size 38`, with the title."""
    if item is None:
        return speech.say("A garment")
    size = speech.say("size {size}", size=short_size(item.variant.size))
    title = item.text(speech.language).title
    if asked.kind is RequestKind.SIZE:
        return f"{title}, {size}"
    return f"{title}, {short_colour(item.variant.colour)}, {size}"


def _words(asked: Asked, speech: Speech, now: Moment, *, away: bool) -> tuple[str, str]:
    """Headline and detail."""
    if not asked.open:
        return _how_it_ended(asked, speech)
    say = speech.say
    by = asked.by or say("An associate")
    if asked.phase is Phase.SENDING:
        detail = say("We are trying to reach the team.") if away else ""
        return say("Sending your request …"), detail
    headlines = dict(on_its_way(by, speech))
    if asked.kind not in CALLS:
        headlines[Phase.ACCEPTED] = say("{name} is getting it for you", name=by)
    if away:
        lost = say("We cannot reach the team from here right now; this is the last we heard.")
        return headlines[asked.phase], lost
    if asked.phase not in UNANSWERED:
        return headlines[asked.phase], _wait(asked, speech, now)
    if asked.nobody:
        return say("Nobody can answer just now"), say("Please ask at the till.")
    told = say("We have told a colleague as well") if asked.escalated else ""
    return headlines[asked.phase], " · ".join(filter(None, (told, _wait(asked, speech, now))))


def _wait(asked: Asked, speech: Speech, now: Moment) -> str:
    """What is left of the wait that the hub said."""
    if asked.wait_seconds is None:
        return ""
    gone = now.seconds - asked.changed_at
    low, high = (seconds - gone for seconds in asked.wait_seconds)
    if high <= 0:
        return speech.say("It is taking longer than usual")
    return speech.wait(max(0.0, low), high)


def _how_it_ended(asked: Asked, speech: Speech) -> tuple[str, str]:
    say = speech.say
    by = asked.by or say("An associate")
    if asked.kind in CALLS:
        return how_a_call_ended(by, speech)[asked.phase]
    endings = {
        Phase.DONE: (say("Here it is"), say("{name} has brought it.", name=by)),
        Phase.UNAVAILABLE: (say("We could not find it"), say("{name} looked for it.", name=by)),
        Phase.CANCELLED: (say("Cancelled"), say("Nobody will bring it.")),
        Phase.EXPIRED: (
            say("Nobody was free in time"),
            say("We are sorry. Please ask an associate."),
        ),
        Phase.TOLD: (
            say("Please ask an associate"),
            say("We cannot reach them from here."),
        ),
    }
    return endings[asked.phase]


def _steps(asked: Asked, speech: Speech) -> tuple[RequestStepView, ...]:
    reached = _REACHED.get(asked.phase)
    if reached is None:
        return ()
    labels = {
        Phase.SENT: speech.say("Sent"),
        Phase.ACCEPTED: speech.say("Taken on"),
        Phase.ON_THE_WAY: speech.say("On the way"),
        Phase.DONE: speech.say("Here"),
    }
    # The one being waited for comes after the last one reached, except at the end.
    return tuple(
        RequestStepView(
            labels[phase],
            "done" if i < reached or reached == 3 else "now" if i == max(reached, 0) else "next",
        )
        for i, phase in enumerate(_COURSE)
    )


def _alternative(asked: Asked, writer: Writer) -> Alternative | None:
    gtin = asked.alternative
    if asked.open or gtin is None or gtin == asked.gtin:
        return None
    item = writer.known.shelf.find(gtin)
    if item is None:
        return None
    label = writer.speech.say(
        "Ask for {colour}, size {size} instead",
        colour=short_colour(item.variant.colour),
        size=short_size(item.variant.size),
    )
    return Alternative(label, AskOther(gtin, after=asked.request))


def ask(
    choice: Choice, here: frozenset[str], visit: Visit, writer: Writer, now: Moment, rules: Rules
) -> Ask | None:
    """The question for another size or colour than the ones *here*, with the truth about it.

    Nothing while the request for it is shown: that says more, unless it was cancelled.
    """
    own = writer.known.shelf.find(choice.gtin)
    wanted = writer.variant_of(choice)
    asked = {a.wanted for a in _shown(visit, now, rules) if a.phase is not Phase.CANCELLED}
    # What is offered besides hangs elsewhere, whichever of it is chosen.
    held = {choice.gtin} if choice.held else set()
    if own is None or wanted is None or wanted.gtin in here | asked | held:
        return None
    say = writer.speech.say
    same = choice.held and wanted.colour == own.variant.colour
    alone = not choice.held and len(own.of_colour(wanted.colour)) == 1
    label = say("Ask for this one") if alone else _request(wanted, same, writer.speech)
    gone = _surely_gone(wanted.gtin, writer)
    note = ""
    if gone:
        note = say("Not in this store today. An associate can look for it elsewhere.")
    elif writer.known.away:
        note = say("We cannot reach the team right now; asking an associate is quicker.")
    return Ask(
        "ask.size" if same else "ask.colour",
        label,
        note,
        enabled=not gone,
        touch=AskOther(wanted.gtin),
    )


def _request(wanted: Variant, same: bool, speech: Speech) -> str:  # noqa: FBT001
    if same:
        return speech.say("Ask for size {size}", size=wanted.size)
    return speech.say("Ask for it in {colour}, size {size}", colour=wanted.colour, size=wanted.size)


def _surely_gone(gtin: str, writer: Writer) -> bool:
    """A zero that can be believed; any other figure is worth asking for."""
    stock = writer.known.stock.get(gtin)
    return (
        stock is not None
        and stock.available == 0
        and stock.confidence in {"counted", "computed"}
        and writer.known.is_current(gtin)
    )
