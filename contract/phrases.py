"""What a shopper in a cabin may call a person for: fixed phrases, never free text."""

from collections.abc import Mapping
from typing import Literal, get_args

#: Keys as they stand in `request.made`, in the order in which they are offered.
Phrase = Literal["fit", "fastening", "match", "alteration", "companion", "person"]
ORDER: tuple[Phrase, ...] = get_args(Phrase)

#: Key → the English of it, which the glass and the staff pages translate.
PHRASES: Mapping[Phrase, str] = {
    "fit": "Advice on the fit",
    "fastening": "Help with a zip or a button",
    "match": "Something to go with it",
    "alteration": "An alteration",
    "companion": "A garment for somebody else",
    "person": "Just somebody, please",
}
