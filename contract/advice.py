"""What a hub advises beside each style: what goes with it and what is like it, each with why."""

from typing import Literal, NamedTuple, get_args

from contract.model import Open

#: Why a style is named, the strongest first: a stylist put them together; its kind goes with that
#: kind; shoppers tried both in one visit; colour, fabric and price are alike; many buy it here.
Reason = Literal["stylist", "category", "together", "alike", "bestseller"]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Advised(NamedTuple):
    """A style and why it is named; on the wire an array of both."""

    style: str
    reason: Reason


class StyleAdvice(Open):
    """The best first, in the order of their reasons."""

    #: Garments of another kind, to be worn with it.
    goes_with: tuple[Advised, ...] = ()
    #: Garments of its own kind.
    similar: tuple[Advised, ...] = ()


class Advice(Open):
    """What `GET /v1/advice` answers: by style, what a page may offer besides.

    It says nothing of sizes and stock: a screen shows of it what it knows to be here.
    """

    #: Changes whenever anything in it does.
    version: str
    styles: dict[str, StyleAdvice]
