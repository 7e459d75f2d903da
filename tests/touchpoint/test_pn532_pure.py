"""NDEF messages, UIDs and bindings: any bytes give a value or a clear refusal."""

import struct
from pathlib import Path

import ndef
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.gs1 import MAX_LINK
from contract.tags import By, TagRead, UnknownTag, identify
from contract.uid import read_uid, write_uid
from touchpoint.readers.bindings import read_bindings
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import MAX_MESSAGE, message_of, value_of

LINK = "https://id.example/01/00614141100019/21/A%2F1"
UID = bytes.fromhex("04A1B2C3D4E5F6")


def record(kind: bytes, payload: bytes, length: int | None = None) -> bytes:
    """One long record, whose length may be a lie."""
    said = len(payload) if length is None else length
    return struct.pack(">BBI", 0xC1, len(kind), said) + kind + payload


def test_link_comes_back_as_it_was_written() -> None:
    assert value_of(message_of(LINK)) == LINK


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, categories=["L", "N", "P"])))
def test_any_printable_link_comes_back(path: str) -> None:
    assert value_of(message_of(f"https://id.example/{path}")) == f"https://id.example/{path}"


def test_text_is_read_and_a_link_comes_first() -> None:
    text, link = ndef.TextRecord(" 00614141100019 "), ndef.UriRecord(LINK)
    assert value_of(b"".join(ndef.message_encoder([text]))) == "00614141100019"
    assert value_of(b"".join(ndef.message_encoder([text, link]))) == LINK


def test_link_on_a_smart_poster_is_read() -> None:
    poster = ndef.SmartposterRecord(LINK, title="A scarf")
    assert value_of(b"".join(ndef.message_encoder([poster]))) == LINK


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x00" * 40,
        record(b"U", b"\x04id.example/01/00614141100019", length=0xFFFFFFFF),
        record(b"U", b"\x04" + b"x" * MAX_LINK),
        record(b"U", b"\x04" + b"x" * 2 * MAX_MESSAGE),
        record(b"U", b"\x04caf\xe9/\xff\xfe"),
        record(b"U", b"\x04id.example/\n01"),
        record(b"U", b"\x00javascript:alert(document.cookie)"),
        record(b"U", b"\x00https://id.example/\xe2\x80\xae01"),
        record(b"U", b"\x05+33123456789"),
        record(b"T", b"\x82en\xd8\x00\xd8"),
        record(b"T", b"\x3fen"),
        record(b"T", b"\x02\xff\xffabc"),
        record(b"Sp", b"\x91\x01\xff"),
    ],
)
def test_message_without_use_is_as_good_as_none(message: bytes) -> None:
    assert value_of(message) is None


def test_record_before_a_broken_one_counts() -> None:
    good = bytearray(message_of(LINK))
    good[0] &= ~0x40
    assert value_of(bytes(good) + record(b"U", b"", length=9)) == LINK


PIECES = st.sampled_from([b"\xc1\x01", b"\xd1\x01\x05U", b"T", b"Sp", b"\x00\x00\xff\xff", b"\x04"])


@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(PIECES, st.binary())).map(b"".join)))
def test_any_message_is_borne(message: bytes) -> None:
    found = value_of(message)
    assert found is None or (found.isprintable() and 0 < len(found) <= MAX_LINK)


def test_uid_is_recognised_and_names_no_garment() -> None:
    assert write_uid(UID) == "uid:04A1B2C3D4E5F6"
    with pytest.raises(UnknownTag, match="plain UID"):
        identify(TagRead(By.NFC, write_uid(UID)))


def test_random_uid_is_written_alike_and_refused() -> None:
    one, other = write_uid(b"\x08\x11\x22\x33"), write_uid(b"\x08\x44\x55\x66")
    assert (one, other) == ("uid:08", "uid:08")
    with pytest.raises(UnknownTag, match="random"):
        identify(TagRead(By.NFC, one))
    with pytest.raises(ValueError, match="random UID"):
        read_uid("08112233")


@pytest.mark.parametrize("text", ["04A1B2C3D4E5F6", "uid:04a1b2c3d4e5f6", "04:A1:B2:C3:D4:E5:F6"])
def test_uid_is_read_however_it_is_written(text: str) -> None:
    assert read_uid(text) == "uid:04A1B2C3D4E5F6"


def test_seven_bytes_beginning_with_08_are_a_maker_and_not_random() -> None:
    assert read_uid("08A1B2C3D4E5F6") == "uid:08A1B2C3D4E5F6"


@pytest.mark.parametrize("text", ["", "04", "04A1B2C3D4", "04A1B2C", "garment!", "４４４４"])
def test_no_uid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="4, 7, 8 or 10 bytes"):
        read_uid(text)


def bound(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bindings.toml"
    path.write_text(text)
    return path


def test_bindings_are_read(tmp_path: Path) -> None:
    path = bound(tmp_path, f'# a scarf\n"04:A1:B2:C3:D4:E5:F6" = "{LINK}"\n')
    assert read_bindings(path) == {"uid:04A1B2C3D4E5F6": LINK}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("04A1", "no TOML"),
        ('"04A1" = "https://x"', "04A1.*no UID"),
        ('"08A1B2C3" = "https://x"', "random UID"),
        ('04A1B2C3D4E5F6 = "https://x"', "no GS1 Digital Link"),
        ("04A1B2C3D4E5F6 = 7", "no web address"),
    ],
)
def test_broken_bindings_say_where(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReaderError, match=said):
        read_bindings(bound(tmp_path, text))


def test_missing_bindings_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="cannot be read: No such file"):
        read_bindings(tmp_path / "none.toml")
