"""What every CRM adapter must do: know a card, know that it does not, or say that it is away."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from hub.crm.file import key_beside, write_customers
from hub.crm.port import Crm, CrmAway, CrmError
from hub.crm.table import make_crm

CUSTOMERS = {"MAISON-00000001": "c-1", "MAISON-00000002": "c-2", "29 ünïcode/|;": "c-3"}
HTTP = "tests.hub.crm_over_http:HttpCrm"


@dataclass(frozen=True)
class Stand:
    """An adapter that knows CUSTOMERS, and how it is made to lose them and get others."""

    crm: Crm
    lose: Callable[[], None]
    know: Callable[[dict[str, str]], None]


def of_a_file(folder: Path, _: HTTPServer) -> Stand:
    file = folder / "customers.csv"

    def know(customers: dict[str, str]) -> None:
        write_customers(file, key_beside(file), customers)

    return Stand(make_crm("file", {"file": str(file)}), file.unlink, know)


def over_http(folder: Path, server: HTTPServer) -> Stand:
    known: dict[str, str] = {}
    (folder / "token").write_text("secret\n")

    def answer(request: Request) -> Response:
        if not known or request.headers["Authorization"] != "Bearer secret":
            return Response(status=503)
        found = known.get(request.get_json()["card"])
        return Response(json.dumps({"id": found}), 200 if found else 404)

    def know(customers: dict[str, str]) -> None:
        known.clear()
        known.update(customers)

    server.expect_request("/customers").respond_with_handler(answer)
    options = {"url": server.url_for("/customers"), "token_file": str(folder / "token")}
    return Stand(make_crm(HTTP, options), known.clear, know)


@pytest.fixture(params=[of_a_file, over_http])
def stand(request: pytest.FixtureRequest, tmp_path: Path, httpserver: HTTPServer) -> Stand:
    made: Stand = request.param(tmp_path, httpserver)
    made.know(CUSTOMERS)
    return made


def test_it_knows_each_card_and_no_other(stand: Stand) -> None:
    codes = [*CUSTOMERS, "MAISON-00000003", "maison-00000001", "x" * 64]
    assert [stand.crm.customer_of(code) for code in codes] == [
        "c-1",
        "c-2",
        "c-3",
        None,
        None,
        None,
    ]


def test_it_is_away_and_comes_back_knowing_what_is_new(stand: Stand) -> None:
    assert stand.crm.customer_of("MAISON-00000001") == "c-1"
    stand.lose()
    with pytest.raises(CrmAway) as away:
        stand.crm.customer_of("MAISON-00000001")
    assert "MAISON" not in str(away.value)
    stand.know({"MAISON-00000003": "c-9"})
    found = [stand.crm.customer_of(f"MAISON-0000000{n}") for n in (1, 3)]
    assert found == [None, "c-9"]


def test_it_is_asked_from_several_threads(stand: Stand) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(stand.crm.customer_of, [*CUSTOMERS] * 8))
    assert found == [*CUSTOMERS.values()] * 8


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("file", {}, "adapter 'file' does not take these options: "),
        ("file", {"file": "x", "colour": "red"}, "adapter 'file' does not take these options: "),
        ("nowhere.at_all:Crm", {}, "adapter 'nowhere.at_all:Crm' cannot be loaded: "),
        ("hub.crm.file:Other", {}, "adapter 'hub.crm.file:Other': hub.crm.file has no class"),
        (
            HTTP,
            {"url": "x", "token_file": "/none"},
            "token_file /none cannot be read: No ",
        ),
    ],
)
def test_what_cannot_be_made_says_why(name: str, options: dict[str, str], why: str) -> None:
    with pytest.raises(CrmError) as error:
        make_crm(name, options)
    assert str(error.value)[: len(why)] == why


def test_guide_shows_the_adapter_that_is_tried() -> None:
    root = Path(__file__).parents[2]
    source = (root / "tests/hub/crm_over_http.py").read_text()
    assert f"```python\n{source}```\n" in (root / "docs/crm.md").read_text()
    assert len(source.splitlines()) < 40
