"""Every text has its translation: none missing, fuzzy or left over, with the same names in it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import PoFileError, read_po
from fontTools.ttLib import TTFont

from tests.screens.conftest import ROOT, read_brand
from touchpoint.ui.theme import theme_of
from touchpoint.words import LOCALE, load_words

MARKED = {"say": None, "many": (1, 2)}
PLACES = ("touchpoint", "kiosk", "fittingroom")
#: One row for each language: how many forms a number has, and which one it takes.
FORMS = {
    "en": (2, "(n != 1)"),
    "fr": (2, "(n > 1)"),
    "it": (2, "(n != 1)"),
    "de": (2, "(n != 1)"),
    "es": (2, "(n != 1)"),
}
Message = str | tuple[str, ...]


def said(*folders: Path) -> set[Message]:
    """Every text that the programs and their screens say."""
    files = [f for folder in folders for f in folder.rglob("*") if f.suffix in {".py", ".kv"}]
    found = (row[1] for f in files for row in extract_from_file("python", f, keywords=MARKED))
    return {text if isinstance(text, str) else tuple(text) for text in found if text}


def faults(catalogue: Catalog, wanted: set[Message], language: str) -> list[str]:
    there = {message.id for message in catalogue if message.id}
    left = (there - wanted) | {message.id for message in catalogue.obsolete.values()}
    found = [f"missing: {one!r}" for one in wanted - there] + [
        f"left over: {one!r}" for one in left
    ]
    if (catalogue.num_plurals, catalogue.plural_expr) != FORMS[language]:
        found.append(f"plural forms: {catalogue.plural_forms}")
    for message in catalogue:
        if message.id:
            found += [f"{fault}: {message.id!r}" for fault in _faults(message, language)]
    return found


def _faults(message: object, language: str) -> Iterator[str]:
    ids, texts = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    # English stands in the code.
    if language == "en" and not any(texts):
        return
    if not all(texts):
        yield "not translated"
    elif {_names(text) for text in texts} != {_names(ids[0])}:
        yield "other names"


def _texts(found: Message) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def read(language: str, change: tuple[str, str] = ("", "")) -> Catalog:
    """The catalogue of *language*, with a *change* to its file."""
    text = (LOCALE / language / "LC_MESSAGES" / "parcours.po").read_text(encoding="utf-8")
    assert change[0] in text
    changed = BytesIO(text.replace(*change, 1).encode())
    return read_po(changed, locale=language, abort_invalid=True)


WANTED = said(*(ROOT / place for place in PLACES))


def test_there_is_a_row_for_each_language() -> None:
    assert sorted(FORMS) == sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


@pytest.mark.parametrize("language", FORMS)
def test_catalogue_has_what_is_said_and_nothing_else(language: str) -> None:
    assert faults(read(language), WANTED, language) == []


BACK = '#: touchpoint/ui/labels.py\nmsgid "Back"\nmsgstr "Zurück"\n'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((BACK, ""), "missing: 'Back'"),
        ((BACK, BACK + '\nmsgid "Gone"\nmsgstr "Weg"\n'), "left over: 'Gone'"),
        ((BACK, BACK + '\n#~ msgid "Gone"\n#~ msgstr "Weg"\n'), "left over: 'Gone'"),
        (('msgid "Back"', '#, fuzzy\nmsgid "Back"'), "fuzzy: 'Back'"),
        (('msgstr "Zurück"', 'msgstr ""'), "not translated: 'Back'"),
        (("am {date}", "am {tag}"), "other names: 'on {date}'"),
        (("am {date}", "bald"), "other names: 'on {date}'"),
        (
            ('msgstr[1] "{n}\u00a0hier"', 'msgstr[1] "viele hier"'),
            "other names: ('{n} here', '{n} here')",
        ),
        (('msgstr[1] "{n}\u00a0hier"', ""), "not translated: ('{n} here', '{n} here')"),
        (("(n != 1)", "(n > 1)"), "plural forms: nplurals=2; plural=(n > 1);"),
    ],
)
def test_seeded_fault_is_found(change: tuple[str, str], fault: str) -> None:
    assert faults(read("de", change), WANTED, "de") == [fault]


def test_form_that_no_number_takes_is_found() -> None:
    with pytest.raises(PoFileError, match="more translations than num_plurals"):
        read("de", ('msgstr[1] "{n}\u00a0hier"', 'msgstr[1] "{n} hier"\nmsgstr[2] "{n} hier"'))


def test_text_of_a_screen_that_nobody_translated_is_found(tmp_path: Path) -> None:
    (tmp_path / "new.kv").write_text("<New>:\n    text: root.speech.say('Brand new')\n")
    wanted = WANTED | said(tmp_path)
    assert faults(read("de"), wanted, "de") == ["missing: 'Brand new'"]


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
def test_both_brands_can_draw_it(language: str, brand: str) -> None:
    faces = theme_of(read_brand(brand), (1080, 1920)).faces
    for face in (faces.display, faces.text, faces.strong):
        drawn = TTFont(face).getBestCmap()
        assert sorted(letters(language) - {"\n", *map(chr, drawn)}) == []


def letters(language: str) -> set[str]:
    """What *language* is written with on a screen: its words, its months, its own name."""
    speech = load_words([language]).speech(language)
    texts = [text for message in read(language) if message.id for text in _texts(message.string)]
    months = speech.locale.months["format"]["wide"].values()
    return {letter for text in (*texts, *months, speech.own_name, "1er 1º") for letter in text}


def test_letter_that_no_face_has_would_be_found() -> None:
    drawn = TTFont(theme_of(read_brand("brand.toml"), (1080, 1920)).faces.text).getBestCmap()
    assert [letter for letter in "ßñ\u05d0" if ord(letter) not in drawn] == ["\u05d0"]
