"""A wedge scanner's typing: prefixes, layouts, separators, and a person at the same keys; pure."""

import os
import pty
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.tags import By, TagRead, identify
from touchpoint.readers import ReaderError, make_reader
from touchpoint.readers.layouts import LAYOUTS, Layout
from touchpoint.readers.wedge import EVENT, MAX_CODE, Keys, Typed

LINK = "HTTPS://id.example/01/00614141100019/21/a-Z_9?x=1&y=%2F"
SHIFT, CTRL, ALT_GR, ENTER = 42, 29, 100, 28


def strokes(text: str, layout: Layout) -> list[tuple[int, int]]:
    """(key code, 1 for down and 0 for up) as a scanner set to *layout* sends *text*."""
    sent: list[tuple[int, int]] = []
    for character in text:
        held, keys = next(
            (held, keys)
            for held, keys in ((0, layout.plain), (SHIFT, layout.shifted), (ALT_GR, layout.alt_gr))
            if character in keys.values()
        )
        code = next(code for code, typed in keys.items() if typed == character)
        pressed = [(code, 1), (code, 0)]
        sent += [(held, 1), *pressed, (held, 0)] if held else pressed
    return sent


def events(keys: list[tuple[int, int]], at: float = 0.0, pause: float = 0.002) -> bytes:
    """What the kernel hands over: each key, and the report that ends it."""
    data = b""
    for number, (code, value) in enumerate(keys):
        seconds, micros = divmod(round((at + number * pause) * 1e6), 1_000_000)
        data += EVENT.pack(seconds, micros, 1, code, value) + EVENT.pack(seconds, micros, 0, 0, 0)
    return data


def text_of(keys: Keys, data: bytes) -> str:
    return "".join(character for character, _ in keys.feed(data))


@given(st.lists(st.text(max_size=30), max_size=6))
def test_pieces_of_typing_make_the_same_codes(pieces: list[str]) -> None:
    whole, parts = Typed(), Typed()
    assert whole.feed("".join(pieces)) == [code for piece in pieces for code in parts.feed(piece)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("0614141100019\r", ["0614141100019"]),
        ("\n\r\n 614141 \n", ["614141"]),
        ("#123$\n", ["123"]),
        ("#12#3$\n", ["12#3"]),
        ("7#123$\n", ["123"]),
        ("#123\n", []),
        ("#\n", []),
        ("x" * (MAX_CODE + 1) + "\n12\n", ["12"]),
        ("]d201\x1d21\x07A\n", ["]d201\x1d21A"]),
    ],
)
def test_enter_ends_a_code(typed: str, codes: list[str]) -> None:
    prefix, suffix = ("#", "$") if "#" in typed else ("", "")
    assert Typed(prefix, suffix).feed(typed) == codes


def test_code_without_the_prefix_is_somebody_typing() -> None:
    assert Typed(prefix="#").feed("123\n#45\n") == ["45"]


def type_slowly(typed: Typed, text: str, at: float, pause: float) -> list[str]:
    return [
        code
        for number, character in enumerate(text)
        for code in typed.feed(character, at + number * pause)
    ]


@pytest.mark.parametrize(("pause", "codes"), [(0.09, ["0614141100019"]), (0.11, [])])
def test_slow_keys_are_a_persons(pause: float, codes: list[str]) -> None:
    assert type_slowly(Typed(gap=0.1), "0614141100019\n", 10.0, pause) == codes


def test_code_is_read_after_a_person_typed_and_before_she_goes_on() -> None:
    typed = Typed(gap=0.1)
    assert type_slowly(typed, "40", 10.0, 0.3) == []
    assert type_slowly(typed, "0614141100019\n", 10.5, 0.01) == ["0614141100019"]
    assert type_slowly(typed, "12\n", 10.7, 0.2) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_code_comes_through_every_layout(name: str) -> None:
    keys = Keys(LAYOUTS[name])
    assert text_of(keys, events([*strokes(LINK, LAYOUTS[name]), (ENTER, 1)])) == LINK + "\n"


@pytest.mark.parametrize(
    ("layout", "read"),
    [("us", "a;01z/q"), ("fr", "qmà&w!a"), ("de", "aö01y-q")],
)
def test_same_keys_type_what_their_layout_says(layout: str, read: str) -> None:
    codes = (30, 39, 11, 2, 44, 53, 16)
    assert text_of(Keys(LAYOUTS[layout]), events([(code, 1) for code in codes])) == read


def test_every_character_of_a_link_has_its_key_in_every_layout() -> None:
    wanted = set(ascii_letters + digits + "-._~:/?#[]@!$&'()*+,;=%")
    for name, layout in LAYOUTS.items():
        typed = {*layout.plain.values(), *layout.shifted.values(), *layout.alt_gr.values()}
        assert (name, wanted - typed) == (name, set())


@pytest.mark.parametrize(
    ("layout", "keys"),
    [
        ("us", [(CTRL, 1), (27, 1), (27, 0), (CTRL, 0)]),
        ("fr", [(CTRL, 1), (27, 1), (27, 0), (CTRL, 0)]),
        ("de", [(CTRL, 1), (ALT_GR, 1), (10, 1), (10, 0), (ALT_GR, 0), (CTRL, 0)]),
    ],
)
def test_separator_of_an_element_string_comes_as_a_control_key(
    layout: str, keys: list[tuple[int, int]]
) -> None:
    found = LAYOUTS[layout]
    sent = [*strokes("0100614141100019", found), *strokes("10L", found), *keys]
    sent += [*strokes("21A1", found), (CTRL, 1), (46, 1), (CTRL, 0), (ENTER, 1)]
    typed = Typed(gap=0.1)
    codes = [
        code
        for character, at in Keys(found).feed(events(sent))
        for code in typed.feed(character, at)
    ]
    assert codes == ["010061414110001910L\x1d21A1"]
    assert identify(TagRead(By.BARCODE, codes[0])).serial == "A1"


def test_kernels_times_tell_a_scanner_from_a_hand() -> None:
    keys, typed = Keys(), Typed(gap=0.1)
    data = events(strokes("40", LAYOUTS["us"]), 5.0, 0.2)
    data += events([*strokes("96385074", LAYOUTS["us"]), (ENTER, 1)], 6.0)
    data += events([(3, 1), (ENTER, 1)], 7.0, 0.2)
    assert [code for c, at in keys.feed(data) for code in typed.feed(c, at)] == ["96385074"]


def test_held_key_is_typed_once() -> None:
    assert text_of(Keys(), events([(2, 1), (2, 2), (2, 2), (2, 0)])) == "1"


@given(st.binary(max_size=200))
def test_any_key_events_are_borne(data: bytes) -> None:
    whole, parts = Keys(), Keys()
    split = len(data) // 3
    assert whole.feed(data) == parts.feed(data[:split]) + parts.feed(data[split:])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"layout": "be"}, "layout is 'be'; one of us, fr, de is right"),
        ({"gap_ms": "fast"}, "gap_ms is 'fast'; 0 to 10000 is right"),
        ({"gap_ms": "-1"}, "gap_ms is '-1'"),
    ],
)
def test_wrong_option_is_told(options: dict[str, str], words: str) -> None:
    with pytest.raises(ReaderError, match=words):
        make_reader("keyboard", {"device": "-", **options})


def test_separator_comes_through_a_terminal() -> None:
    master, slave = pty.openpty()
    reader = make_reader("keyboard", {"device": os.ttyname(slave)})
    reader.open()
    os.write(master, b"]d2010061414110001910L\x1d21A1\r")
    read = reader.read(1.0)
    reader.close()
    os.close(slave)
    os.close(master)
    code = "]d2010061414110001910L\x1d21A1"
    assert read == TagRead(By.QR, code, None, momentary=True)
    assert identify(read).serial == "A1"
