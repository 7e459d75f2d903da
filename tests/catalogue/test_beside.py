"""What lies beside the products: size charts, lookbooks, services; and names of nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.charts import read_chart
from catalogue.files import Found, Sources, read_sources
from catalogue.lookbooks import read_lookbooks
from catalogue.parts import picture
from catalogue.problems import FileError, RowProblem
from catalogue.services import read_services
from contract.parts import (
    Delivery,
    Look,
    Lookbook,
    LookText,
    Money,
    Services,
    SizeChart,
    SizeColumn,
    Spot,
)

HEAD = (
    "Handle,Title,Option1 Name,Option1 Value,Variant Barcode,Variant Price,"
    "Goes with (product.metafields.c.goes_with),Chart (product.metafields.c.chart)\n"
)
COAT = "coat,Coat,Size,36,0614141000012,9.00,hat; coat; cape,women\n"
HAT = "hat,Hat,Size,36,0614141000029,9.00,,men\n"


def test_chart_has_systems_and_measures() -> None:
    chart, problems = read_chart("EU, chest (cm)\n36,84\n\n38\n,90\n40,\n", "women", "women.csv")
    columns = (SizeColumn(name="EU"), SizeColumn(name="chest", unit="cm"))
    assert chart == SizeChart(chart="women", columns=columns, rows=(("36", "84"), ("40", "")))
    assert problems == (
        RowProblem(4, "1 cells", "2 cells, as in the header"),
        RowProblem(5, "no EU", "a size"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("EU,EU\n36,8\n", "women.csv: found column 'EU' twice"),
        ("EU,\n36,8\n", "women.csv: found a column without a name"),
        ("EU,UK\n", "women.csv: found no size"),
        ("", "women.csv is empty"),
    ],
)
def test_chart_of_which_nothing_can_be_shown_is_refused(text: str, said: str) -> None:
    with pytest.raises(FileError) as refused:
        read_chart(text, "women", "women.csv")
    assert str(refused.value).startswith(said)


def test_lookbook_of_styles_is_one_look() -> None:
    node = {"id": "frost", "title": {"en": "Frost", "fr": "Givre"}, "season": "AW26",
            "cover": "a.jpg", "styles": ["coat", "hat"]}  # fmt: skip
    books, problems = read_lookbooks(json.dumps([node]))
    words = {"en": LookText(title="Frost"), "fr": LookText(title="Givre")}
    cover = picture("a.jpg", "Frost")
    look = Look(
        look="frost", texts=words, photo=cover, spots=(Spot(style="coat"), Spot(style="hat"))
    )
    assert problems == ()
    assert books == (
        Lookbook(lookbook="frost", season="AW26", texts=words, cover=cover, looks=(look,)),
    )


def test_spots_have_a_place_and_what_does_not_fit_is_told() -> None:
    spots = [
        {"style": "coat", "x": 0.25, "y": 1},
        {"style": "hat", "x": 2, "y": 0},
        {"x": 0, "y": 0},
    ]
    look = {"title": "Quay", "text": "Wind.\n\nSea.", "photo": "b.jpg", "spots": spots}
    document = [
        {"id": "frost", "title": "Frost", "looks": [look]},
        {"id": "frost", "title": "Again", "styles": ["coat"]},
        {"id": "bare", "title": "Bare"},
        {"title": "Nameless", "styles": ["coat"]},
    ]
    (book,), problems = read_lookbooks(json.dumps(document), language="fr")
    assert book.looks == (
        Look(
            look="frost-1",
            texts={"fr": LookText(title="Quay", text="Wind.\n\nSea.")},
            photo=picture("b.jpg", "Quay"),
            spots=(Spot(style="coat", x=0.25, y=1),),
        ),
    )
    assert [problem.found for problem in problems] == [
        "spot of hat at 2, 0",
        "spot of no style at 0, 0",
        "lookbook 'frost' a second time",
        "no look in lookbook 'bare'",
        "a lookbook without id or title",
    ]


def test_services_are_deliveries_and_returns() -> None:
    text = """
        returns.en = "Within 30 days.\\n\\nIn any shop."
        [[delivery]]
        titles = { en = "Home", FR = "À domicile" }
        cost = "9.00 CHF"
        days = [2, 4]
        [[delivery]]
        titles.en = "Shop"
        cost = 0
        days = 1
    """
    assert read_services(text, "services.toml", "EUR") == (
        Services(
            deliveries=(
                Delivery(
                    titles={"en": "Home", "fr": "À domicile"},
                    cost=Money(amount=Decimal("9.00"), currency="CHF"),
                    days=(2, 4),
                ),
                Delivery(
                    titles={"en": "Shop"},
                    cost=Money(amount=Decimal(0), currency="EUR"),
                    days=(1, 1),
                ),
            ),
            returns={"en": "Within 30 days.\n\nIn any shop."},
        ),
        (),
    )


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('[[delivery]]\ncost = "9"', "delivery 2: found {'cost': '9'}; wanted titles by language"),
        ('[[delivery]]\ntitles.en = ""', "delivery 2: found titles without a word; wanted titles"),
        ("[[delivery]]\ntitles.en = 3", "delivery 2: found titles {'en': 3}; wanted texts by"),
        ('[[delivery]]\ntitles.en = "A"\ncost = "?"', "delivery 2: found cost '?'; wanted 0 or"),
        ('[[delivery]]\ntitles.en = "A"\ndays = [4, 2]', "delivery 2: found days [4, 2]; wanted"),
        ('[[delivery]]\ntitles.en = "A"\nprice = 1', "delivery 2: found price; wanted titles"),
        ('returns = "no"', "returns: found returns 'no'; wanted texts by language"),
        ("[shipping]", "found 'shipping'; wanted delivery or returns"),
    ],
)  # fmt: skip
def test_service_that_does_not_fit_is_told_and_the_others_stay(broken: str, said: str) -> None:
    table = broken.startswith("[")
    home = '[[delivery]]\ntitles.en = "Home"\n'
    services, problems = read_services(
        f"{home}{broken}" if table else f"{broken}\n{home}", "services.toml", "EUR"
    )
    assert [delivery.titles for delivery in services.deliveries] == [{"en": "Home"}]
    assert len(problems) == 1
    assert problems[0].removeprefix("services.toml").lstrip(": ").startswith(said)


def test_services_that_are_no_toml_are_refused() -> None:
    with pytest.raises(FileError, match=r"^services\.toml: this is not TOML: "):
        read_services("returns", "services.toml", "EUR")


def folder(path: Path) -> Found:
    (path / "products.csv").write_text(HEAD + COAT + HAT)
    (path / "charts").mkdir()
    (path / "charts/women.csv").write_text("EU\n36\n")
    (path / "charts/broken.csv").write_text("EU,EU\n36,36\n")
    looks = [{"styles": ["coat", "boots"]}, {"styles": ["boots"]}]
    books = [
        {"id": "one", "title": "One", "looks": looks},
        {"id": "two", "title": "Two", "styles": ["boots"]},
    ]
    (path / "lookbook.json").write_text(json.dumps(books))
    return read_sources(Sources(path / "products.csv"))


def test_names_of_nothing_are_told_and_left_out(tmp_path: Path) -> None:
    found = folder(tmp_path)
    assert [(style.goes_with, style.chart) for style in found.styles] == [
        (("hat",), "women"),
        ((), None),
    ]
    assert [[look.look for look in book.looks] for book in found.lookbooks] == [["one-1"]]
    another = "wanted the handle of another usable style"
    usable = "found style 'boots'; wanted the handle of a usable style"
    assert found.problems == (
        f"products.csv line 2: found style 'coat' to go with 'coat'; {another}",
        f"products.csv line 2: found style 'cape' to go with 'coat'; {another}",
        "products.csv line 3: found size chart 'men' of style 'hat'; wanted one of women",
        "broken.csv: found column 'EU' twice; wanted a name of its own for each column",
        f"lookbook.json: lookbook one, look one-1: {usable}",
        f"lookbook.json: lookbook one, look one-2: {usable}",
        f"lookbook.json: lookbook two, look two: {usable}",
        "lookbook.json: lookbook two: found no look to show; it is left out",
    )


def test_what_is_named_goes_before_what_lies_beside(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    folder(tmp_path / "shop")
    other = tmp_path / "other"
    (other / "charts").mkdir(parents=True)
    (other / "charts/men.csv").write_text("EU\n48\n")
    (other / "looks.json").write_text('[{"id": "new", "title": "New", "styles": ["hat"]}]')
    (other / "words.toml").write_text('returns.en = "Never."')
    found = read_sources(
        Sources(
            tmp_path / "shop/products.csv",
            lookbooks=other / "looks.json",
            charts=other / "charts",
            services=other / "words.toml",
        )
    )
    assert (
        [chart.chart for chart in found.charts],
        [book.lookbook for book in found.lookbooks],
        found.services.returns,
    ) == (["men"], ["new"], {"en": "Never."})
