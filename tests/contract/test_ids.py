"""GTINs and names, as they come in and as they stand on the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from contract.ids import RESERVED, Gtin, Name, check_digit, normal_gtin


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("0614141100019", "00614141100019"),
        ("614141100019", "00614141100019"),
        ("00614141100019", "00614141100019"),
        ("96385074", "00000096385074"),
        (" 4006381333931 ", "04006381333931"),
    ],
)
def test_gtin_of_any_length_is_padded(text: str, gtin: str) -> None:
    assert normal_gtin(text) == gtin


@pytest.mark.parametrize("text", ["", "123", "0614141100018", "06141411000x9", "٠٦١٤١٤١١٠٠٠١٩"])
def test_gtin_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"GTIN|check digit"):
        normal_gtin(text)


@given(st.text("0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_gtin_with_one_wrong_digit_is_refused(body: str, place: int, shift: int) -> None:
    wrong = str((int(body[place]) + shift) % 10)
    broken = body[:place] + wrong + body[place + 1 :] + check_digit(body)
    with pytest.raises(ValueError, match="check digit"):
        normal_gtin(broken)


def test_gtin_on_the_wire_has_fourteen_digits() -> None:
    with pytest.raises(ValidationError, match="14 digits"):
        TypeAdapter(Gtin).validate_python("0614141100019")


@pytest.mark.parametrize("name", ["Lyon", "-lyon", "", "a" * 33, "paris/marais", *sorted(RESERVED)])
def test_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Name).validate_python(name)
