"""What scanners send: identifiers, element strings with FNC1, links in every spelling, UPC-E."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import gs1
from contract.ids import check_digit, normal_gtin
from contract.tags import By, TagRead, UnknownTag, identify

GTIN = "00614141100019"
GS = "\x1d"


def named(value: str) -> tuple[str, str | None]:
    garment = identify(TagRead(By.BARCODE, value))
    return garment.gtin, garment.serial


@pytest.mark.parametrize(
    ("value", "serial"),
    [
        (f"]d201{GTIN}21A1", "A1"),
        (f"]d2{GS}01{GTIN}21A1", "A1"),
        (f"]C101{GTIN}10LOT7{GS}21A1", "A1"),
        (f"]Q301{GTIN}21A/1{GS}10LOT7", "A/1"),
        (f"]d221A1{GS}01{GTIN}", "A1"),
        (f"]d201{GTIN}17301231", None),
        (f"]e001{GTIN}", None),
        (f"01{GTIN}21A1{GS}10LOT7", "A1"),
        (f"10LOT7{GS}01{GTIN}21A1{GS}", "A1"),
        (f"01{GTIN}", None),
        (f"]E0{GTIN[1:]}", None),
        (f"]C0{GTIN[2:]}", None),
        (f"]I1{GTIN}", None),
        (f"]Q1https://brand.example/01/{GTIN}/21/A1", "A1"),
        (f"]d1HTTPS://BRAND.EXAMPLE/01/{GTIN}/21/A1", "A1"),
    ],
)
def test_scan_names_its_garment(value: str, serial: str | None) -> None:
    assert named(value) == (GTIN, serial)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (f"]d201{GTIN[:-1]}821A1", "check digit 8, which would have to be 9"),
        ("]d200106141412345678908", "names no GTIN; 01 and 14 digits do"),
        (f"]d221A1{GS}10LOT7", "names no GTIN"),
        (f"]d201{GTIN}01{normal_gtin('4006381333931')}", "one garment has one"),
        (f"]d201{GTIN}21A1{GS}21A2", "says 'A1' and 'A2'"),
        (f"]C1{GTIN[1:]}", "holds no GS1 element strings"),
        (f"]d201{GTIN}21" + "9" * 3000, "at most 2335"),
        (f"01{GTIN}21\N{SNOWMAN}", "characters that no GS1 element string has"),
        ("]d2", "names no GTIN"),
    ],
)
def test_scan_that_names_none_says_why(value: str, words: str) -> None:
    with pytest.raises(UnknownTag, match=words):
        named(value)


@pytest.mark.parametrize(
    ("link", "serial"),
    [
        (f"http://a.example/01/{GTIN}", None),
        (f"Https://shop.a.example:8443/fr/p/01/{GTIN}/21/A1", "A1"),
        (f"HTTPS://ID.A.EXAMPLE/01/{GTIN}/22/V2/10/LOT7/21/A1?17=301231&utm_source=tag#top", "A1"),
        (f"https://a.example/01/{GTIN}/21/A%2F1%3F%25", "A/1?%"),
        (f"https://a.example/01/{GTIN}/21/%41%31?gclid=1&x=%zz", "A1"),
        ("https://a.example/01/614141100019/21/A1", "A1"),
        (f"https://a.example/21/B2/01/{GTIN}/21/A1", "A1"),
    ],
)
def test_link_of_any_spelling_is_one_garment(link: str, serial: str | None) -> None:
    assert named(link) == (GTIN, serial)


@pytest.mark.parametrize(
    "link",
    [
        f"https://a.example/01/{GTIN}/21/A1?01=04006381333931",
        f"https://a.example/01/{GTIN}/21/A1?21=A2",
        f"ftp://a.example/01/{GTIN}",
        f"https://a.example/01/{GTIN[:-1]}8/21/A1",
        f"https://a.example/01/{GTIN}/21/%E9",
        "https://a.example/gtin/" + GTIN,
        "http://[/01/" + GTIN,
    ],
)
def test_link_that_is_not_one_garments_is_refused(link: str) -> None:
    with pytest.raises(UnknownTag):
        named(link)


@pytest.mark.parametrize(
    ("value", "gtin"),
    [
        ("96385074", "00000096385074"),
        ("]E496385074", "00000096385074"),
        ("04252614", "00042100005264"),
        ("]E004252614", "00042100005264"),
        ("]E00042100005264", "00042100005264"),
        # Fits as both: without an identifier an EAN-8 is the likelier one.
        ("00000000", "00000000000000"),
    ],
)
def test_eight_digits_are_an_ean_8_or_a_upc_e(value: str, gtin: str) -> None:
    assert named(value) == (gtin, None)


@pytest.mark.parametrize("value", ["04252615", "]E404252614", "]E096385074", "94252614"])
def test_eight_digits_that_are_neither_are_refused(value: str) -> None:
    with pytest.raises(UnknownTag):
        named(value)


@given(
    st.from_regex(r"[0-9]{13}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9/_-]{1,20}", fullmatch=True),
)
def test_link_and_element_strings_of_a_garment_are_the_same_tag(body: str, serial: str) -> None:
    gtin = body + check_digit(body)
    link, message = gs1.write_link(gtin, serial), f"]d201{gtin}21{serial}"
    found = [identify(TagRead(By.QR, value)) for value in (link, message)]
    assert found[0] == found[1]
    assert (found[0].gtin, found[0].serial) == (gtin, serial)


PIECES = st.sampled_from(
    (
        *("]d2", "]C1", "]E0", GS, "01", GTIN, "21", "17", "310", "3922", "00", "8006", "7007"),
        *(
            "https://",
            "http://[",
            "/01/",
            "/21/",
            "?",
            "&17=",
            "%",
            "%D9%A1",
            "30",
            "36",
            "999",
            "٣",
        ),
    )
)


@settings(max_examples=1000)
@given(st.one_of(st.text(max_size=100), st.lists(st.one_of(PIECES, st.text(max_size=6)))))
def test_whatever_is_read_is_a_garment_or_unknown(value: str | list[str]) -> None:
    with contextlib.suppress(UnknownTag):
        garment = identify(TagRead(By.QR, "".join(value)))
        assert normal_gtin(garment.gtin) == garment.gtin
