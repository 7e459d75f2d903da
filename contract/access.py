"""How a shopper wants to read a screen; chosen for one visit, and gone with it."""

from dataclasses import dataclass
from typing import Literal

Aid = Literal["large", "contrast", "seated", "spoken", "calm"]


@dataclass(frozen=True, slots=True)
class Access:
    """*large* text, high *contrast*, all that is touched in *seated* reach, texts *spoken* aloud,
    and a *calm* screen without motion.
    """

    large: bool = False
    contrast: bool = False
    seated: bool = False
    spoken: bool = False
    calm: bool = False


#: The screen as it is at rest.
PLAIN = Access()
