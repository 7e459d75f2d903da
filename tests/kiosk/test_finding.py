"""Search finds what is meant, typed with a slip or not, always in the same order."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contract.parts import Money
from contract.styles import Catalogue, Style, StyleText, Variant
from kiosk.finding import MOST_LETTERS, index_of, meant, search
from kiosk.spelling import forgiven, words_of
from tests.touchpoint.sample import CATALOGUE, SCARF, SHELF, gtin
from touchpoint.shelf import Shelf

#: Letters of the five languages.
LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçèéêëìîïñòôöùûüßœ"
WORD = st.text(LETTERS, min_size=1, max_size=10)
TITLES = st.lists(
    st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12, unique=True
)


def style(name: str, title: str, *, colour: str = "Noir", **parts: object) -> Style:
    price = Money(amount="10.00", currency="EUR")
    number = 100 + int(name)
    return Style(
        style=name,
        brand="Maison",
        texts={"fr": StyleText(title=title, fabric=str(parts.get("fabric", "")))},
        category=(str(parts.get("category", "Robes")),),
        variants=(Variant(gtin=gtin(number), colour=colour, size="38", price=price),),
    )


def shelf(*styles: Style) -> Shelf:
    return Shelf(Catalogue(version="1", languages=("fr",), styles=styles))


def titled(titles: list[str]) -> Shelf:
    return shelf(*(style(str(n), title) for n, title in enumerate(titles)))


def found(query: str, *styles: Style) -> tuple[str, ...]:
    return search(index_of(shelf(*styles), "fr"), query)


COAT = style("1", "Manteau Sévigné", colour="Écru", category="Manteaux", fabric="laine vierge")
DRESS = style("2", "Robe manteau", colour="Rubis", fabric="soie")
SHIRT = style("3", "Chemise Charlot", colour="Ciel", category="Chemises", fabric="laine")
ALL = (SHIRT, DRESS, COAT)


@given(TITLES)
def test_every_style_is_found_by_its_own_title(titles: list[str]) -> None:
    index = index_of(titled(titles), "fr")
    for number, title in enumerate(titles):
        assert str(number) in search(index, title)


@given(TITLES, st.data())
def test_a_title_with_one_slip_is_still_found(titles: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(titles) - 1))
    words = list(words_of(titles[number]))
    at = data.draw(st.integers(0, len(words) - 1))
    word = words[at]
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    assume(forgiven(slipped) and len(" ".join(words)) < MOST_LETTERS)
    words[at] = slipped
    assert str(number) in search(index_of(titled(titles), "fr"), " ".join(words))


@given(TITLES, WORD)
def test_order_is_the_catalogue_s_where_nothing_else_tells(titles: list[str], query: str) -> None:
    made = titled([f"{query} {title}" for title in titles])
    first = search(index_of(made, "fr"), query)
    assert first == tuple(str(number) for number in range(len(titles)))
    assert search(index_of(Shelf(made.catalogue), "fr"), query) == first


@settings(max_examples=50)
@given(TITLES, st.text(max_size=200))
def test_nothing_that_is_typed_breaks_it(titles: list[str], query: str) -> None:
    index = index_of(titled(titles), "fr")
    once = search(index, query)
    assert len(set(once)) == len(once)
    assert search(index, query[:MOST_LETTERS]) == once


def test_title_counts_more_than_category_and_fabric() -> None:
    assert found("manteau", *ALL) == ("2", "1")
    assert found("laine", *ALL) == ("3", "1")


def test_beginnings_come_before_slips() -> None:
    long, near = style("1", "Chemises"), style("2", "Chemin")
    assert found("chemis", near, long) == ("1", "2")


def test_every_word_is_wanted() -> None:
    assert found("manteau ecru", *ALL) == ("1",)
    assert found("robe laine", *ALL) == ()


def test_one_edit_for_four_letters_and_two_for_eight() -> None:
    queries = ("rbo", "roeb", "chemsie", "hcemsie", "cachmire", "cachmrie", "cchmrie")
    scarf = style("4", "Robe et chemise en cachemire")
    assert [found(query, scarf) for query in queries] == [
        (), ("4",), ("4",), (), ("4",), ("4",), ()
    ]  # fmt: skip


def test_nothing_asked_is_nothing_found() -> None:
    assert [found(query, *ALL) for query in ("", "  ", "?!")] == [(), (), ()]


def test_shopper_s_own_language_is_searched() -> None:
    assert [search(index_of(SHELF, code), "manteau") for code in ("en", "fr")] == [(), ("coat",)]
    # Who has no French title is found by the one it has.
    assert search(index_of(SHELF, "fr"), "scarf") == ("scarf",)


def test_style_without_variants_is_not_offered() -> None:
    empty = SCARF.model_copy(update={"style": "empty", "variants": ()})
    made = Shelf(CATALOGUE.model_copy(update={"styles": (empty, SCARF)}))
    assert search(index_of(made, "en"), "scarf") == ("scarf",)


def test_colour_that_is_named_is_the_one_shown() -> None:
    item = SHELF.styles["coat"]
    colours = [meant(item, query).colour for query in ("coat", "coat ecru", "écr")]
    assert colours == ["Navy", "Écru", "Écru"]
