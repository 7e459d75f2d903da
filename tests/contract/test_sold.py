"""The document of what was sold: anybody can make its marks, and none is half read."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contract.sold import Sold, mark_of

GTIN = "00614141100019"
KEY = b"a key of the store"


def test_mark_is_what_any_hmac_makes() -> None:
    """By `printf 00614141100019/A1 | openssl dgst -sha256 -mac HMAC -macopt 'key:…'`."""
    assert mark_of(KEY, GTIN, "A1").hex() == "3991655b8ffdb7ee"


def test_document_is_as_a_foreign_client_reads_it() -> None:
    marks = frozenset({b"b-------", b"a-------", b"\xff-------"})
    assert Sold(version="7", key=KEY, marks=marks).model_dump() == {
        "version": "7",
        "key": base64.b64encode(KEY).decode(),
        "marks": base64.b64encode(b"a-------b-------\xff-------").decode(),
    }


@given(st.binary(max_size=40), st.frozensets(st.binary(min_size=8, max_size=8)))
def test_document_is_read_as_it_was_written(key: bytes, marks: frozenset[bytes]) -> None:
    sold = Sold(version="7", key=key, marks=marks)
    assert Sold.model_validate_json(sold.model_dump_json()) == sold


def test_piece_is_known_by_gtin_and_serial() -> None:
    sold = Sold(version="7", key=KEY, marks=frozenset({mark_of(KEY, GTIN, "A1")}))
    asked = [(GTIN, "A1"), (GTIN, "A2"), ("00614141100026", "A1"), (GTIN, None)]
    assert [sold.has(*piece) for piece in asked] == [True, False, False, False]
    nothing = Sold.model_validate({"version": "1", "key": "a2V5", "marks": ""})
    assert not nothing.has(GTIN, "A1")


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ("c2VjcmV0", "6 bytes were found; a multiple of 8 is right"),
        ("secret!", "something else was found; base64 with its padding is right"),
        ("sécret", "something else was found; base64 with its padding is right"),
    ],
)
def test_broken_document_is_told_without_what_it_holds(marks: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Sold.model_validate({"version": "7", "key": "a2V5", "marks": marks})
    said = str(refused.value)
    assert (words in said, marks in said) == (True, False)


def test_document_without_its_key_says_nothing() -> None:
    with pytest.raises(ValidationError):
        Sold.model_validate_json('{"version": "7", "marks": ""}')


def test_printed_it_keeps_key_and_marks_to_itself() -> None:
    assert repr(Sold(version="7", key=KEY, marks=frozenset({b"a-------"}))) == "Sold(version='7')"
