"""A code is read when two frames agree on it, and once for each time it is held up."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.tags import By
from touchpoint.readers.agreement import Agreement, Code, agree

A, B = Code(By.BARCODE, "4006381333931"), Code(By.BARCODE, "4006381333948")


def reads(frames: Iterable[tuple[float, list[Code]]]) -> list[tuple[float, Code]]:
    agreement, found = Agreement(), []
    for at, codes in frames:
        agreement, read = agree(agreement, codes, at)
        found += [(at, code) for code in read]
    return found


@pytest.mark.parametrize(
    ("frames", "read"),
    [
        ([(0, [A])], []),
        ([(0, [A]), (0.1, [A])], [(0.1, A)]),
        ([(0, [A]), (0.1, []), (0.9, [A])], [(0.9, A)]),
        ([(0, [A]), (1.1, [A])], []),
        ([(0, [A]), (1.1, [A]), (1.2, [A])], [(1.2, A)]),
        ([(0, [A]), (0.1, [B]), (0.2, [A])], [(0.2, A)]),
        ([(0, [A, A])], []),
        ([(0, [A, B]), (0.1, [B, A])], [(0.1, B), (0.1, A)]),
        ([(0, [A]), (0.1, [Code(By.QR, A.value)])], []),
    ],
)
def test_two_frames_have_to_agree(
    frames: list[tuple[float, list[Code]]], read: list[tuple[float, Code]]
) -> None:
    assert reads(frames) == read


def test_code_held_for_a_minute_is_read_once() -> None:
    assert reads((n / 15, [A]) for n in range(900)) == [(1 / 15, A)]


def test_code_lost_for_a_moment_is_still_the_same_appearance() -> None:
    assert reads([(0, [A]), (0.1, [A]), (2.0, []), (2.1, [A]), (4.1, [A]), (4.2, [A])]) == [
        (0.1, A)
    ]


def test_code_held_up_again_is_read_again() -> None:
    assert reads([(0, [A]), (0.1, [A]), (2.2, [A]), (2.3, [A])]) == [(0.1, A), (2.3, A)]


FRAMES = st.lists(st.tuples(st.floats(0, 3), st.lists(st.sampled_from([A, B]), max_size=3)))


@given(FRAMES)
def test_no_code_is_read_from_one_frame_nor_twice_in_two_seconds(
    pauses: list[tuple[float, list[Code]]],
) -> None:
    at, frames = 0.0, []
    for pause, codes in pauses:
        at += pause
        frames.append((at, codes))
    for when, code in (found := reads(frames)):
        assert sum(when - 1 <= t <= when and code in codes for t, codes in frames) >= 2
        assert [c for t, c in found if c == code and when - 2 < t < when] == []


@given(FRAMES)
def test_nothing_is_remembered_for_long(pauses: list[tuple[float, list[Code]]]) -> None:
    agreement = Agreement()
    for number, (_, codes) in enumerate(pauses):
        agreement, _ = agree(agreement, codes, number / 15)
    assert agree(agreement, [], len(pauses) + 10.0)[0].before == {}
