"""Whose card it is: asked of the hub in a thread, answered or away, and written down nowhere."""

import queue
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from structlog.testing import capture_logs

from contract.customers import CustomerAnswer, CustomerAsk
from touchpoint.asking import Asker
from touchpoint.cards import CardAsk
from touchpoint.inputs import CustomerKnown

CODE, PATH = "MAISON-12345678", "/v1/customers"


class Line:
    """An asker and what it tells."""

    def __init__(self, hub: str) -> None:
        self._told: queue.Queue[CustomerKnown] = queue.Queue()
        self.asker = Asker(hub, ("kiosk-1", "secret"), None, self._told.put)
        self.asker.start()

    def ask(self, ask: str) -> CustomerKnown:
        self.asker.ask(CardAsk(ask, CODE))
        return self._told.get(timeout=60)


@pytest.fixture
def line(httpserver: HTTPServer) -> Iterator[Line]:
    made = Line(httpserver.url_for("/"))
    yield made
    made.asker.stop()


def test_each_answer_names_its_question(line: Line, httpserver: HTTPServer) -> None:
    for customer in ("c-1", None):
        answer = CustomerAnswer(customer=customer).model_dump_json()
        httpserver.expect_ordered_request(PATH, "POST").respond_with_data(answer)
    assert [line.ask("a"), line.ask("b")] == [CustomerKnown("a", "c-1"), CustomerKnown("b", None)]
    asked, _ = httpserver.log[0]
    assert CustomerAsk.model_validate_json(asked.data).code == CODE
    assert (asked.authorization and asked.authorization.username, asked.query_string) == (
        "kiosk-1",
        b"",
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, "{}"),
        (404, "{}"),
        (200, "no JSON"),
        (200, '{"customer": "Ada Lovelace, Rue de Sèvres"}'),
    ],
)
def test_what_is_no_answer_is_away(
    line: Line, httpserver: HTTPServer, status: int, body: str
) -> None:
    httpserver.expect_request(PATH).respond_with_data(body, status)
    assert line.ask("a") == CustomerKnown("a", None, away=True)


def test_a_card_is_not_sent_on_to_wherever_an_answer_points(
    line: Line, httpserver: HTTPServer
) -> None:
    where = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request(PATH).respond_with_data("", 307, where)
    assert line.ask("a").away
    assert [request.path for request, _ in httpserver.log] == [PATH]


def test_an_outage_is_logged_once_down_and_once_back_and_names_no_card(
    line: Line, httpserver: HTTPServer
) -> None:
    for status in (503, 503, 200, 200):
        httpserver.expect_ordered_request(PATH).respond_with_data("{}", status)
    with capture_logs() as logged:
        said = [line.ask(str(n)).away for n in range(4)]
    assert said == [True, True, False, False]
    assert [(one["event"], one.get("why")) for one in logged] == [
        ("customers.down", "HTTPError"),
        ("customers.back", None),
    ]
    assert CODE not in repr((logged, CardAsk("a", CODE), CustomerAsk(code=CODE)))
