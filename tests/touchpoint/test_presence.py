"""Repeats become arrived and left, whatever the reader's pace; a silent reader proves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.sgtin import encode96
from contract.tags import By, TagRead
from tests.touchpoint.sample import NAVY_38, garment
from touchpoint.inputs import Arrived, Left, UnknownRead
from touchpoint.presence import Presence, heard, resumed, seen

CODE = f"https://id.example/01/{NAVY_38}/21/A1"
#: All that may be said of a RAIN tag.
KINDS = [
    "no EPC",
    "empty",
    "not hexadecimal",
    "of a wrong length",
    "of another scheme than SGTIN",
    "of no partition",
    "of a serial that GS1 does not allow",
    "padded wrongly",
    "company prefix too large",
    "item reference too large",
]
COAT = TagRead(By.NFC, CODE)


def test_first_read_arrives_and_repeats_do_not() -> None:
    presence, first = seen(Presence(1.0), COAT, 5.0)
    presence, again = seen(presence, COAT, 5.5)
    assert (first, again) == ((Arrived(garment(NAVY_38), 5.0),), ())


def test_tag_leaves_when_the_reader_goes_on_without_it() -> None:
    presence, _ = seen(Presence(1.0), COAT, 5.0)
    presence, _ = seen(presence, COAT, 8.0)
    presence, early = heard(presence, 8.9)
    presence, late = heard(presence, 9.0)
    assert (early, late, dict(presence.here)) == ((), (Left(garment(NAVY_38).tag, 3.0, 9.0),), {})


def test_restarted_reader_gets_time_to_read_it_again() -> None:
    presence, _ = seen(Presence(1.0), COAT, 5.0)
    presence = resumed(presence, 60.0)
    presence, gone = heard(presence, 60.9)
    assert gone == ()
    presence, still = seen(presence, COAT, 60.95)
    assert still == ()


def test_unknown_tag_is_told_once_and_leaves_silently() -> None:
    strange = TagRead(By.UHF, "E2801160")
    presence, first = seen(Presence(1.0), strange, 1.0)
    presence, again = seen(presence, strange, 1.2)
    presence, gone = heard(presence, 9.0)
    assert (first, again, gone) == (
        (UnknownRead(By.UHF, 1.0, "of another scheme than SGTIN"),),
        (),
        (),
    )


def test_scanned_code_arrives_each_time() -> None:
    scan = TagRead(By.BARCODE, NAVY_38, None, momentary=True)
    presence, first = seen(Presence(1.0), scan, 1.0)
    presence, second = seen(presence, scan, 1.1)
    assert [a.at for a in (*first, *second) if isinstance(a, Arrived)] == [1.0, 1.1]
    assert dict(presence.here) == {}


@pytest.mark.parametrize(
    "value",
    [
        "4006381333931",
        "]d2010400638133393121Z9",
        "https://other.example/01/04006381333931/21/Z9",
        encode96("04006381333931", 7),
    ],
)
def test_another_brands_code_is_a_garment_and_no_unreadable_one(value: str) -> None:
    _, (found,) = seen(Presence(1.0), TagRead(By.BARCODE, value, None, momentary=True), 1.0)
    assert isinstance(found, Arrived)
    # Whether the store has it is the catalogue's to say; see tests/kiosk/test_visit.py.
    assert found.garment.gtin == "04006381333931"


@pytest.mark.parametrize("value", ["4006381333932", "]d221Z9", "ftp://a.b", "MAISON-12345678"])
def test_unreadable_code_is_told_as_such_without_a_word_of_it(value: str) -> None:
    _, found = seen(Presence(1.0), TagRead(By.BARCODE, value, None, momentary=True), 1.0)
    why = f"a code of {len(value)} characters that names no garment"
    assert found == (UnknownRead(By.BARCODE, 1.0, why),)


def test_unreadable_tag_is_told_with_its_reason() -> None:
    _, found = seen(Presence(1.0), TagRead(By.NFC, "ftp://a.b"), 1.0)
    why = "'ftp://a.b' is no web address; a Digital Link begins with https://"
    assert found == (UnknownRead(By.NFC, 1.0, why),)


@given(
    st.one_of(
        st.text(max_size=60),
        st.binary(min_size=11, max_size=13).map(lambda rest: "30" + rest.hex()),
        st.binary(min_size=24, max_size=26).map(lambda rest: "36" + rest.hex()),
    )
)
def test_why_a_worn_tag_names_nothing_holds_no_word_of_it(value: str) -> None:
    _, (found,) = seen(Presence(1.0), TagRead(By.UHF, value), 1.0)
    assert isinstance(found, Arrived) or found in [UnknownRead(By.UHF, 1.0, k) for k in KINDS]


@given(
    st.lists(
        st.tuples(st.sampled_from(["read A", "read B", "alive", "restart"]), st.floats(0.01, 3.0)),
        max_size=60,
    )
)
def test_arrived_and_left_take_turns(course: list[tuple[str, float]]) -> None:
    presence, now, here = Presence(1.0), 0.0, dict[str, float]()
    for what, pause in course:
        now += pause
        found: tuple[object, ...] = ()
        if what.startswith("read"):
            read = TagRead(By.NFC, f"https://id.example/01/{NAVY_38}/21/{what[-1]}")
            presence, found = seen(presence, read, now)
        elif what == "restart":
            presence = resumed(presence, now)
        else:
            presence, found = heard(presence, now)
        for news in found:
            if isinstance(news, Arrived):
                assert news.garment.tag not in here
                here[news.garment.tag] = news.at
            else:
                assert isinstance(news, Left)
                assert 0 <= news.seconds <= now - here.pop(news.tag)
    assert {h.garment.tag for h in presence.here.values() if h.garment} == set(here)
