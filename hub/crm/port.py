"""The port to a brand's CRM: one question, three answers."""

from typing import Final, Protocol

#: Seconds in which a shopper is answered, or told that nobody could be reached.
PATIENCE: Final = 4.0


class CrmAway(Exception):
    """The CRM cannot be asked just now. Its text is logged, and says nothing of a card."""


class CrmError(Exception):
    """The adapter cannot be made of its options; the text says what would be right."""


class Crm(Protocol):
    """A class whose constructor takes the options of `[crm]` by name, all of them text.

    It raises CrmError for options that do not fit. `customer_of` is called from several threads.
    """

    def customer_of(self, code: str) -> str | None:
        """The opaque id of the customer whose card has *code*; None for a card nobody knows.

        *code* has 1 to 64 characters, exactly as they were read. The id has 1 to 64 letters, digits
        and `. _ : ~ -`, names nobody, and does not hold the code. Answers within PATIENCE seconds,
        or raises CrmAway. Writes the code down nowhere.
        """
        ...
