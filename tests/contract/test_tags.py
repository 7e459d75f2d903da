"""From what a reader saw to a garment, with a second decoder as the judge."""

import contextlib

import pytest
from epcpy.epc_schemes.sgtin import SGTIN, SGTINFilterValue
from hypothesis import given
from hypothesis import strategies as st

from contract import gs1, sgtin
from contract.ids import check_digit
from contract.tags import By, Garment, TagRead, UnknownTag, identify

LINK = "https://id.brand.example/01/00614141100019/21/A1B2"


@pytest.mark.parametrize(
    ("value", "gtin", "serial", "tag"),
    [
        (LINK, "00614141100019", "A1B2", "https://id.gs1.org/01/00614141100019/21/A1B2"),
        (
            "http://shop.example/p/01/614141100019?utm=1",
            "00614141100019",
            None,
            "https://id.gs1.org/01/00614141100019",
        ),
        ("0614141100019", "00614141100019", None, "https://id.gs1.org/01/00614141100019"),
        (
            "3074257BF7194E4000001A85",
            "80614141123458",
            "6789",
            "urn:epc:id:sgtin:0614141.812345.6789",
        ),
    ],
)
def test_tag_names_its_garment(value: str, gtin: str, serial: str | None, tag: str) -> None:
    assert identify(TagRead(By.NFC, value)) == Garment(gtin, serial, tag, By.NFC)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "javascript:alert(1)",
        "https://id.example/about",
        "https://id.example/01/00614141100018",
        "https://id.example/00/106141412345678908",
        "https://id.example/01/00614141100019/21/" + "9" * 3000,
        "0614141100018",
        "3174257BF7194E4000001A85",
        "3074257BF7194E4000001A",
        "307C257BF7194E4000001A85",
        "zz",
    ],
)
def test_tag_that_names_no_garment_says_why(value: str) -> None:
    with pytest.raises(UnknownTag):
        identify(TagRead(By.NFC, value))


@given(
    st.integers(6, 12),
    st.integers(0, 10**12 - 1),
    st.integers(0, 10**7 - 1),
    st.integers(0, 2**38 - 1),
)
def test_sgtin_96_is_read_as_the_other_decoder_reads_it(
    digits: int, company: int, item: int, serial: int
) -> None:
    company_text = str(company % 10**digits).zfill(digits)
    item_text = str(item % 10 ** (13 - digits)).zfill(13 - digits)
    uri = f"urn:epc:id:sgtin:{company_text}.{item_text}.{serial}"
    code = SGTIN(uri).hex(
        binary_coding_scheme=SGTIN.BinaryCodingScheme.SGTIN_96,
        filter_value=SGTINFilterValue.POS_ITEM,
    )
    body = item_text[0] + company_text + item_text[1:]
    found = sgtin.decode(code)
    assert (found.uri, found.gtin, found.serial) == (uri, body + check_digit(body), str(serial))
    assert sgtin.encode96(found.gtin, serial, company_digits=digits) == code.upper()


@given(st.from_regex(r"[A-Za-z0-9!'()*+,.:;=_-]{1,20}", fullmatch=True))
def test_sgtin_198_is_read_as_the_other_decoder_reads_it(serial: str) -> None:
    uri = f"urn:epc:id:sgtin:0614141.812345.{serial}"
    code = SGTIN(uri).hex(
        binary_coding_scheme=SGTIN.BinaryCodingScheme.SGTIN_198,
        filter_value=SGTINFilterValue.POS_ITEM,
    )
    assert sgtin.decode(code.ljust(52, "0")).uri == uri


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert len(sgtin.decode(raw.hex()).gtin) == 14


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert len(gs1.read_link("https://x.example/" + text).gtin) == 14


@given(st.text("abcXYZ019-._/ %", min_size=1, max_size=20))
def test_link_is_read_as_it_was_written(serial: str) -> None:
    try:
        item = gs1.read_link(gs1.write_link("00614141100019", serial, "https://b.example"))
    except ValueError:
        return
    assert item == gs1.Item("00614141100019", serial)
