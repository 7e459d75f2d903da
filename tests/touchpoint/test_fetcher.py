"""What was sold: fetched from the hub beside the catalogue, kept, good enough without the hub."""

import queue
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from structlog.testing import capture_logs

from contract.advice import Advice, Advised, StyleAdvice
from contract.sold import Sold
from contract.states import Pointer
from tests.touchpoint.sample import CATALOGUE, NAVY_38, NAVY_40, SHELF, sold
from touchpoint.fetcher import Fetcher
from touchpoint.hearing import AdvicePointer, SoldPointer
from touchpoint.inputs import AdviceKnown, CatalogueKnown, SoldKnown
from touchpoint.larder import Larder

FIRST = sold((NAVY_38, "A1"), version="1")
SECOND = sold((NAVY_38, "A1"), (NAVY_40, "A1"), version="2")


def to(version: str) -> SoldPointer:
    return SoldPointer(version=version, url="/v1/sold")


class Fetching:
    """A fetcher at a hub, and what it tells of what was sold."""

    def __init__(self, folder: Path, hub: str) -> None:
        self.larder = Larder(folder)
        self.told: queue.Queue[CatalogueKnown | SoldKnown | AdviceKnown] = queue.Queue()
        self.fetcher = Fetcher(
            self.larder, hub, ("cabin-3", "secret"), 600, self.told.put, lambda _: None
        )

    def next(self) -> Sold:
        told = self.told.get(timeout=60)
        assert isinstance(told, SoldKnown)
        return told.sold


@pytest.fixture
def fetching(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Fetching]:
    made = Fetching(tmp_path, httpserver.url_for("/"))
    yield made
    made.fetcher.stop()


def serve(hub: HTTPServer, *answers: Sold | str) -> None:
    """Each answer once, in this order."""
    for answer in answers:
        body = answer if isinstance(answer, str) else answer.model_dump_json()
        hub.expect_ordered_request("/v1/sold").respond_with_data(body)


def test_what_was_sold_is_told_and_kept_for_nobody_else(
    fetching: Fetching, httpserver: HTTPServer, tmp_path: Path
) -> None:
    serve(httpserver, FIRST, SECOND)
    fetching.fetcher.start()
    fetching.fetcher.fetch(to("2"))
    assert [fetching.next(), fetching.next()] == [FIRST, SECOND]
    fetching.fetcher.stop()
    mode = stat.S_IMODE((tmp_path / "sold.json").stat().st_mode)
    assert (fetching.larder.sold(), oct(mode)) == (SECOND, "0o600")


def test_version_that_is_known_is_not_fetched_again(
    fetching: Fetching, httpserver: HTTPServer
) -> None:
    third = sold(version="3")
    for found in (FIRST, SECOND, third):
        query = {"of": found.version}
        answer = found.model_dump_json()
        httpserver.expect_request("/v1/sold", query_string=query).respond_with_data(answer)
    httpserver.expect_oneshot_request("/v1/sold", query_string="").respond_with_data(
        FIRST.model_dump_json()
    )
    fetching.fetcher.start()
    for version in ("1", "1", "2", "2", "3"):
        fetching.fetcher.fetch(SoldPointer(version=version, url=f"/v1/sold?of={version}"))
    assert [fetching.next() for _ in range(3)] == [FIRST, SECOND, third]


def test_kept_copy_is_told_with_the_hub_away(tmp_path: Path) -> None:
    Larder(tmp_path).keep_sold(FIRST)
    fetching = Fetching(tmp_path, "http://127.0.0.1:9")
    fetching.fetcher.start()
    fetching.fetcher.fetch(to("2"))
    assert fetching.next() == FIRST
    fetching.fetcher.stop()
    assert fetching.larder.sold() == FIRST


def test_broken_copy_is_none(tmp_path: Path) -> None:
    (tmp_path / "sold.json").write_text("{")
    assert Larder(tmp_path).sold() is None


def test_broken_answer_leaves_the_good_copy_and_is_told_without_its_words(
    fetching: Fetching, httpserver: HTTPServer
) -> None:
    fetching.larder.keep_sold(FIRST)
    serve(httpserver, '{"version": "2", "key": "c2VjcmV0", "marks": "c2VjcmV0"}', SECOND)
    with capture_logs() as logs:
        fetching.fetcher.start()
        fetching.fetcher.fetch(to("2"))
        assert [fetching.next(), fetching.next()] == [FIRST, SECOND]
        fetching.fetcher.stop()
    said = [line for line in logs if line["event"].startswith("sold.")]
    assert [line["event"] for line in said] == ["sold.down", "sold.known", "sold.back"]
    assert ["c2VjcmV0" in str(line) for line in said] == [False, False, False]


def test_full_disk_keeps_nobody_from_knowing(
    fetching: Fetching, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """A folder in the place of the file stands in for the disk."""
    serve(httpserver, FIRST)
    (tmp_path / "sold.json" / "in the way").mkdir(parents=True)
    fetching.fetcher.start()
    assert fetching.next() == FIRST


def test_catalogue_that_cannot_be_had_holds_nothing_up_and_is_asked_for_again(
    fetching: Fetching, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("touchpoint.fetcher._RETRY", 0.05)
    httpserver.expect_oneshot_request("/v1/catalogue").respond_with_data(status=503)
    httpserver.expect_request("/v1/catalogue").respond_with_data(CATALOGUE.model_dump_json())
    for found in (FIRST, SECOND):
        answer = found.model_dump_json()
        httpserver.expect_oneshot_request("/v1/sold").respond_with_data(answer)
    fetching.larder.keep_sold(FIRST)
    fetching.fetcher.start()
    fetching.fetcher.fetch(Pointer(version="1", url="/v1/catalogue"))
    fetching.fetcher.fetch(to("2"))
    assert [fetching.told.get(timeout=60) for _ in range(3)] == [
        SoldKnown(FIRST),
        SoldKnown(SECOND),
        CatalogueKnown(SHELF),
    ]


def test_what_was_sold_is_asked_for_unasked_until_the_hub_says_it(
    fetching: Fetching, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that may not hear `{store}/sold` gets no pointer to it."""
    monkeypatch.setattr("touchpoint.fetcher._RETRY", 0.05)
    for _ in range(3):
        httpserver.expect_ordered_request("/v1/sold").respond_with_data(status=503)
    serve(httpserver, FIRST)
    fetching.fetcher.start()
    assert fetching.next() == FIRST
    httpserver.check_assertions()


def test_advice_is_fetched_where_it_is_pointed_to_and_kept(
    fetching: Fetching, httpserver: HTTPServer, tmp_path: Path
) -> None:
    advice = Advice(
        version="7", styles={"coat": StyleAdvice(goes_with=(Advised("scarf", "stylist"),))}
    )
    httpserver.expect_request("/v1/sold").respond_with_data(FIRST.model_dump_json())
    httpserver.expect_oneshot_request("/v1/advice").respond_with_data(advice.model_dump_json())
    fetching.fetcher.start()
    # The second time nothing is asked: there is no answer left.
    for _ in range(2):
        fetching.fetcher.fetch(AdvicePointer(version="7", url="/v1/advice"))
    told = [fetching.told.get(timeout=60) for _ in range(2)]
    fetching.fetcher.stop()
    assert told == [SoldKnown(FIRST), AdviceKnown(advice)]
    assert Larder(tmp_path).advice() == advice
    (tmp_path / "advice.json").write_text('{"version": "8", "styles": {"coat": 3}}')
    assert Larder(tmp_path).advice() is None
