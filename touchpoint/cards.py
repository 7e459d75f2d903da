"""Which codes are loyalty cards: told by their pattern, where a code reader read them; pure."""

import re
from dataclasses import dataclass, field

from contract.customers import LONGEST_CODE
from contract.symbology import split
from contract.tags import CODES, TagRead

#: Codes of garments, one of each kind: what takes one of them for a card takes many.
_GARMENTS = (
    "4006381333931",
    "614141000036",
    "96385074",
    "00614141100019",
    "https://id.example/01/00614141100019/21/A1B2",
    "0100614141100019",
    "",
)


@dataclass(frozen=True, slots=True)
class CardAsk:
    """Whose card is *code*? The answer names *ask*."""

    ask: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cards:
    """What a card's code looks like, whole."""

    pattern: re.Pattern[str]

    def code_of(self, read: TagRead) -> str | None:
        """The card that *read* is, without what a scanner says of its symbol; nothing for others.

        A tag is never one: nobody holds it up on purpose.
        """
        if read.by not in CODES:
            return None
        code = split(read.value.strip())[1]
        return code if len(code) <= LONGEST_CODE and self.pattern.fullmatch(code) else None


def checked_pattern(text: str) -> str:
    """*text* itself when it can tell cards from garments; else ValueError."""
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ValueError(rf"no regular expression: {error}; ^CARD-\d{{8}}$ is one") from error
    for code in _GARMENTS:
        if pattern.fullmatch(code):
            found = f"the garment's code {code!r}" if code else "an empty code"
            raise ValueError(rf"it takes {found} for a card; ^CARD-\d{{8}}$ would not")
    return text
