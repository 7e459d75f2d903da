"""A store's first start: the catalogue is there before anybody knows what was sold."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from contract.sgtin import encode96
from contract.states import Pointer
from contract.tags import By, TagRead
from fittingroom.state import Mirror
from fittingroom.view import screen_of
from tests.fittingroom.room import Room
from tests.touchpoint.sample import CATALOGUE, NAVY_38, sold
from touchpoint.fetcher import Fetcher
from touchpoint.inputs import CatalogueKnown, SoldKnown
from touchpoint.larder import Larder
from touchpoint.readers.lines import ReadLine
from touchpoint.station.gate import Gate

SOLD = sold((NAVY_38, "7"))
READS = [ReadLine(TagRead(By.UHF, encode96(NAVY_38, n), -50.0, antenna=1), 1.0) for n in (7, 8)]


class Start:
    """A station's gate and a mirror behind one fetcher; both heard by their own reader."""

    def __init__(self, folder: Path, hub: HTTPServer) -> None:
        self.knows = False
        self.told: queue.Queue[CatalogueKnown | SoldKnown] = queue.Queue()
        self.gate, self.room = Gate(), Room()
        self.room.mirror = Mirror()
        hub.expect_request("/v1/catalogue").respond_with_data(CATALOGUE.model_dump_json())
        hub.expect_request("/v1/sold").respond_with_handler(self._answer)
        auth, nobody = ("cabin-3", "secret"), lambda _: None
        larder = Larder(folder)
        self.fetcher = Fetcher(larder, hub.url_for("/"), auth, None, self.told.put, nobody)
        self.fetcher.start()
        self.fetcher.fetch(Pointer(version="1", url="/v1/catalogue"))

    def _answer(self, _: Request) -> Response:
        return Response(SOLD.model_dump_json()) if self.knows else Response(status=503)

    def learn(self, kind: type[CatalogueKnown | SoldKnown]) -> None:
        """Until something of this *kind* is told."""
        news = None
        while not isinstance(news, kind):
            news = self.told.get(timeout=60)
            self.gate.learn(news.shelf if isinstance(news, CatalogueKnown) else news.sold)
            self.room.feel(news)

    def hang(self) -> tuple[list[str], list[str]]:
        """Serials that go out of the station, and that are in the mirror's room."""
        out = [sighting.epc for sighting in self.gate.let_out(READS)]
        for serial in ("7", "8"):
            self.room.hang(NAVY_38, serial)
        here = [h.garment.serial for h in self.room.mirror.room]
        return [n for n in ("7", "8") if encode96(NAVY_38, int(n)) in out], here


@pytest.fixture
def start(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    monkeypatch.setattr("touchpoint.fetcher._RETRY", 0.05)
    made = Start(tmp_path, httpserver)
    yield made
    made.fetcher.stop()


def test_nothing_goes_out_or_is_shown_before_it_is_known_what_was_sold(start: Start) -> None:
    start.learn(CatalogueKnown)
    before = start.hang(), screen_of(start.room.mirror), list(start.room.owed)
    start.knows = True
    start.learn(SoldKnown)
    assert before == (([], []), "rest", [])
    assert (start.hang(), screen_of(start.room.mirror)) == ((["8"], ["8"]), "invite")
