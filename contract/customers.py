"""How a touchpoint asks whose loyalty card it read, once the shopper has agreed."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema

from contract.model import Open

#: Characters of a card's code, and of a customer's id.
LONGEST_CODE = LONGEST_CUSTOMER = 64
#: Stands where the id of a customer stood who was erased; it names nobody, and joins no visits.
ERASED: Final = "erased"

_CUSTOMER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}")


def checked_customer(text: str) -> str:
    """*text* itself when it may stand for a customer on the wire; else ValueError.

    It says nothing of what was found: that may be somebody's name or address.
    """
    if not _CUSTOMER.fullmatch(text):
        raise ValueError(
            f"{len(text)} characters were found that are no customer id: 1 to 64 letters, digits "
            "and . _ : ~ - are, and they name nobody"
        )
    if text == ERASED:
        raise ValueError(f"{ERASED!r} stands for customers who were erased; no customer has it")
    return text


Customer = Annotated[
    str,
    AfterValidator(checked_customer),
    WithJsonSchema({"type": "string", "pattern": f"^{_CUSTOMER.pattern}$"}),
]


class CustomerAsk(Open):
    """The *code* of a card, as it was read; it is kept nowhere."""

    model_config = ConfigDict(hide_input_in_errors=True)

    code: str = Field(repr=False, min_length=1, max_length=LONGEST_CODE)


class CustomerAnswer(Open):
    """The opaque id of whose card it is; nothing for a card that nobody knows."""

    customer: Customer | None = None
