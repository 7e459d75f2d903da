"""Ratings, care symbols, videos and friends' pictures as one cell says them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.parts import Parts, picture, rating, read_parts
from catalogue.photos import at_most_ten
from catalogue.problems import Misfit
from contract.parts import Rating, SocialPicture, Video


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("4.6", "4.6"),
        ("5", "5"),
        ('{"value": "4.55", "scale_min": "1.0", "scale_max": "5.0"}', "4.55"),
        ('{"value": 80, "scale_min": 0, "scale_max": 100}', "4.2"),
        ('{"value": "9", "scale_max": "10"}', "4.56"),
    ],
)
def test_rating_is_of_one_to_five(found: str, wanted: str) -> None:
    assert rating(found, "12") == Rating(mean=Decimal(wanted), count=12)


@pytest.mark.parametrize(
    ("found", "count", "said"),
    [
        ("4.6", "", "rating of no opinions"),
        ("4.6", "0", "rating of 0 opinions"),
        ("4.6", "many", "rating of many opinions"),
        ("5.1", "3", "rating '5.1'"),
        ("NaN", "3", "rating 'NaN'"),
        ("good", "3", "rating 'good'"),
        ("{}", "3", "rating '{}'"),
        ('{"value": "3", "scale_min": "5", "scale_max": "5"}', "3", "rating '3'"),
        ('{"value": "1e999999"}', "3", "rating '1e999999'"),
    ],
)
def test_rating_that_is_none_is_told(found: str, count: str, said: str) -> None:
    with pytest.raises(Misfit) as told:
        rating(found, count)
    assert told.value.found == said


def test_each_part_that_does_not_fit_is_told_and_the_others_stay() -> None:
    told: list[Misfit] = []
    said = {
        "care_symbols": "wash 30, boil, iron-low",
        "videos": "a.mp4 | opera",
        "social": "friend.jpg",
        "rating": "4.5",
        "rating_count": "8",
        "promotion": "cheap",
        "goes_with": "hat; scarf",
        "chart": "women",
    }
    assert read_parts(said, "EUR", "en", told.append) == Parts(
        chart="women",
        care_symbols=("wash_30", "iron_low"),
        rating=Rating(mean=Decimal("4.5"), count=8),
        goes_with=("hat", "scarf"),
    )
    assert [misfit.found for misfit in told] == [
        "care symbol 'boil'",
        "video 'a.mp4 | opera'",
        "social picture 'friend.jpg'",
        "promotion 'cheap'",
    ]


def test_videos_and_friends() -> None:
    said = {
        "videos": "a.mp4; | craft | b.jpg | <b>Hands</b> at work\nc.mp4|training",
        "social": "d.jpg | @ines; e.jpg | Tom, Lyon",
    }
    found = read_parts(said, "EUR", "fr", lambda _: None)
    assert found.videos == (
        Video(file="a.mp4"),
        Video(file="", kind="craft", poster=picture("b.jpg"), titles={"fr": "Hands at work"}),
        Video(file="c.mp4", kind="training"),
    )
    assert found.social == (
        SocialPicture(photo=picture("d.jpg"), credit="@ines"),
        SocialPicture(photo=picture("e.jpg"), credit="Tom, Lyon"),
    )


def test_page_of_each_colour_has_ten_photographs_at_most() -> None:
    red = tuple(picture(f"red-{n}", colour="red") for n in range(12))
    blue = tuple(picture(f"blue-{n}", colour="blue") for n in range(3))
    both = tuple(picture(f"both-{n}") for n in range(15))
    kept = at_most_ten(both + red + blue)
    assert kept == both[:10] + red[:10] + blue
    assert at_most_ten(red) == red[:10]
