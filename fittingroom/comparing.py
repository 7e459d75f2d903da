"""Two garments of the room side by side: which ones, and what tells them apart; pure."""

from collections.abc import Iterator
from typing import Literal

from fittingroom.state import Mirror, Visit
from fittingroom.turn import Turn
from fittingroom.views import Compared
from touchpoint.cabin import CompareOther
from touchpoint.sheet import Writer
from touchpoint.shelf import Item
from touchpoint.short import short_size, shortened
from touchpoint.touches import ShowGarment
from touchpoint.using import use
from touchpoint.views import Action, Fact

#: Letters of a line; its garment's page has all of it.
_LONGEST = 110
_SIDES: tuple[Literal[0, 1], ...] = (0, 1)


def comparable(mirror: Mirror) -> tuple[str, ...]:
    """The variants that hang here and of which there is a page, each once."""
    here = dict.fromkeys(h.garment.gtin for h in mirror.owned)
    return tuple(g for g in here if mirror.known.shelf.find(g))


def compare(turn: Turn, visit: Visit) -> None:
    """Show the two that came last."""
    there = comparable(turn.mirror)
    if len(there) > 1:
        turn.change(comparing=there[-2:], sheet=None, choice=None)
        use(turn, visit, "compare")


def swap(turn: Turn, pair: tuple[str, str], side: Literal[0, 1]) -> None:
    """The next garment of the room that is not shown takes the place on *side*."""
    there = comparable(turn.mirror)
    after = there.index(pair[side]) + 1 if pair[side] in there else 0
    others = [g for g in (*there[after:], *there[:after]) if g not in pair]
    if others:
        turn.change(comparing=(others[0], pair[1]) if side == 0 else (pair[0], others[0]))


def settle(turn: Turn) -> None:
    """What was taken off the rail is compared no longer."""
    visit = turn.mirror.visit
    if visit is None or visit.comparing is None:
        return
    there = comparable(turn.mirror)
    if not {*visit.comparing} <= {*there}:
        left = [g for g in visit.comparing if g in there]
        pair = tuple([*left, *(g for g in there if g not in left)][:2])
        turn.change(comparing=pair if len(pair) == 2 else None)


def compared(mirror: Mirror, pair: tuple[str, str], writer: Writer) -> tuple[Compared, ...]:
    """Both sides, each with the lines in which they differ."""
    items = [item for gtin in pair if (item := writer.known.shelf.find(gtin))]
    facts = [tuple(_facts(item, writer)) for item in items]
    alike = {*facts[0]} & {*facts[1]} if len(facts) == 2 else set()
    more = len(comparable(mirror)) > 2
    return tuple(
        _side(item, [f for f in said if f not in alike], side, writer, more=more)
        for item, said, side in zip(items, facts, _SIDES, strict=False)
    )


def _side(
    item: Item, facts: list[Fact], side: Literal[0, 1], writer: Writer, *, more: bool
) -> Compared:
    gtin, say = item.variant.gtin, writer.speech.say
    other = Action(f"compare.{side}", say("Another garment"), CompareOther(side)) if more else None
    return Compared(
        garment=writer.garment(gtin, "", focused=False),
        price=writer.price_of(item.variant),
        facts=tuple(facts),
        touch=ShowGarment(gtin),
        other=other,
    )


def _facts(item: Item, writer: Writer) -> Iterator[Fact]:
    say, text = writer.speech.say, item.text(writer.speech.language)
    if text.fabric:
        yield Fact(say("Fabric"), shortened(text.fabric, _LONGEST))
    if text.fit:
        yield Fact(say("Fit"), shortened(text.fit, _LONGEST))
    if here := _sizes(item, writer):
        yield Fact(say("Sizes here"), here)


def _sizes(item: Item, writer: Writer) -> str:
    """Of its own colour, those of which there surely is one."""
    known = writer.known.stock
    there = (
        v.size
        for v in item.of_colour(item.variant.colour)
        if (stock := known.get(v.gtin)) and stock.available and stock.confidence != "unknown"
    )
    return " · ".join(map(short_size, there))
