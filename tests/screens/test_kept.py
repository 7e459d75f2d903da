"""However often a screen changes, nothing is kept of what it showed: a visit may last an hour."""

import gc
from collections import Counter

import pytest
from kivy.uix.widget import Widget

from fittingroom.screens.request_card import RequestCard, RequestDock
from tests.screens.audit.catalogue import catalogue
from tests.screens.audit.glass import lay_out
from tests.screens.conftest import Play


def alive() -> Counter[str]:
    gc.collect()
    return Counter(type(it).__name__ for it in gc.get_objects() if issubclass(type(it), Widget))


@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_no_widget_stays_of_what_was_shown_before(play: Play, place: str) -> None:
    stage = play(place, reduced_motion=True)

    def all_through() -> Counter[str]:
        for name, view in catalogue("en").items():
            if name.startswith(place):
                stage.app.show(view)
                lay_out(stage)
        return alive()

    # Cells that a row once needed wait to be used again.
    all_through()
    before = all_through()
    assert all_through() - before == Counter()


def test_card_that_waits_to_be_used_again_holds_nothing_of_whom_it_was_for() -> None:
    asked = next(
        view.requests for view in catalogue("en").values() if len(getattr(view, "requests", ())) > 1
    )
    dock = RequestDock()
    dock.lines = asked
    cards: list[RequestCard] = list(dock.children)
    assert [card.line for card in reversed(cards)] == list(asked[:2])
    dock.lines = ()
    assert [card.line for card in cards] == [None, None]
