"""When somebody counts as come and as gone, whatever order pictures say it in."""

from hypothesis import given
from hypothesis import strategies as st

from touchpoint.readers.port import Stir
from touchpoint.readers.stirring import COMING, GOING, Stirring, stir

#: Whether each of a row of pictures shows somebody, and the pause before it: fifteen a second.
PICTURES = st.lists(st.tuples(st.booleans(), st.sampled_from([1 / 16, 0.5, 3.0])), max_size=60)


def said(pictures: list[tuple[bool, float]]) -> list[tuple[float, Stir]]:
    """What is said of them, and when."""
    stirring, now, found = Stirring(), 0.0, []
    for shows, pause in pictures:
        now += pause
        stirring, news = stir(stirring, shows, now)
        if news:
            found.append((now, news))
    return found


def row(shows: bool, seconds: float) -> list[tuple[bool, float]]:
    return [(shows, 1 / 16)] * round(seconds * 16)


def test_who_stays_has_come_and_who_stays_away_has_gone() -> None:
    found = said([*row(False, 1), *row(True, 3), *row(False, 4)])
    assert found == [(1 + 1 / 16 + COMING, Stir(True)), (4 + 1 / 16 + GOING, Stir(False))]


def test_who_walks_past_has_not_come() -> None:
    assert said([*row(True, COMING), *row(False, 5)]) == []


def test_who_turns_round_has_not_gone() -> None:
    found = said([*row(True, 2), *row(False, GOING), *row(True, 2)])
    assert [news for _, news in found] == [Stir(True)]


@given(PICTURES)
def test_coming_and_going_take_turns_and_only_what_the_pictures_show(
    pictures: list[tuple[bool, float]],
) -> None:
    found = said(pictures)
    assert [news.near for _, news in found] == [number % 2 == 0 for number in range(len(found))]
    shown, now = {}, 0.0
    for shows, pause in pictures:
        now += pause
        shown[now] = shows
    for at, news in found:
        patience = COMING if news.near else GOING
        lately = [shows for moment, shows in shown.items() if at - patience <= moment <= at]
        assert set(lately) == {news.near}
