"""Which events of a visit are handed out to a customer."""

import pytest

from headoffice.erasure.belonging import events_of

STEPS = {
    "+": ("linked", "anna"),
    "-": ("unlinked", "anna"),
    "b": ("linked", "berta"),
    "x": ("unlinked", "berta"),
    ".": ("started", ""),
}


@pytest.mark.parametrize(
    ("visit", "hers"),
    [
        (".+..", ".+.."),
        (".+.-..", "+.-"),
        (".+.-.+.", "+.-+."),
        (".+.-.b.", "+.-"),
        (".b.x.+.-", "+.-"),
        (".b.x.+.", "+."),
        (".+.b.", "+."),
        (".b.", ""),
        ("..", ""),
        ("-.", "-"),
    ],
)
def test_linked_visit_is_hers_whole_an_unlinked_one_while_it_was_linked(
    visit: str, hers: str
) -> None:
    events = [
        {"type": f"parcours.visit.{name}.v1", "step": step}
        | ({"customerid": customer} if customer else {})
        for step in visit
        for name, customer in (STEPS[step],)
    ]
    assert "".join(it["step"] for it in events_of("anna", events)) == hers
