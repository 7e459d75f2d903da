"""Films fetched from the hub: piece by piece, gone on with where it broke off, last of all."""

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from contract.states import Pointer
from contract.styles import Catalogue
from tests.kiosk.screen import filmed
from tests.touchpoint.sample import sold
from touchpoint.download import Halted, beginning_of, download
from touchpoint.fetcher import Fetcher
from touchpoint.hearing import SoldPointer
from touchpoint.inputs import CatalogueKnown, SoldKnown
from touchpoint.larder import Larder

WHOLE = bytes(range(256)) * 8000
#: The films of the catalogue and what is read in them, as they are fetched.
FILES = ["fold-en.vtt", "fold-fr.vtt", "fold.mp4", "seam.mp4", "street.mp4"]


class Media:
    """What a hub answers for files; *breaks* has after how many bytes each answer breaks off."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.breaks: list[int] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, request: Request) -> Response:
        name, wanted = request.path.rpartition("/")[2], request.headers.get("Range", "")
        self.asked.append((name, wanted))
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
        if start > len(WHOLE):
            return Response(status=416)
        body = WHOLE[start:]
        end = self.breaks.pop(0) if self.breaks else len(body)
        answer = Response(self._pieces(body[:end]), status=206 if start else 200)
        answer.headers["Content-Length"] = str(len(body))
        return answer

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        yield body[: len(body) // 2]
        self.meanwhile()
        yield body[len(body) // 2 :]


@pytest.fixture
def media(httpserver: HTTPServer) -> Media:
    made = Media()
    httpserver.expect_request("/media/film").respond_with_handler(made)
    return made


@pytest.fixture
def ask(httpserver: HTTPServer) -> Callable[[dict[str, str]], requests.Response]:
    def asking(headers: dict[str, str]) -> requests.Response:
        url = httpserver.url_for("/media/film")
        return requests.get(url, headers=headers, timeout=60, stream=True)

    return asking


def test_what_broke_off_is_gone_on_with(tmp_path: Path, media: Media, ask: Any) -> None:
    media.breaks = [1_000_000]
    film = tmp_path / "deep" / "film"
    with pytest.raises(requests.RequestException):
        download(ask, film, lambda: False)
    there = beginning_of(film).stat().st_size
    assert (film.exists(), 0 < there <= 1_000_000) == (False, True)
    download(ask, film, lambda: False)
    assert (film.read_bytes() == WHOLE, beginning_of(film).exists()) == (True, False)
    assert media.asked == [("film", ""), ("film", f"bytes={there}-")]


def test_what_is_called_away_keeps_what_came(tmp_path: Path, media: Media, ask: Any) -> None:
    film = tmp_path / "film"
    with pytest.raises(Halted):
        download(ask, film, lambda: True)
    assert 0 < beginning_of(film).stat().st_size < len(WHOLE)
    download(ask, film, lambda: False)
    assert (film.read_bytes() == WHOLE, len(media.asked)) == (True, 2)


def test_beginning_of_another_making_is_begun_anew(tmp_path: Path, media: Media, ask: Any) -> None:
    film = tmp_path / "film"
    beginning_of(film).write_bytes(b"x" * (len(WHOLE) + 9))
    with pytest.raises(requests.HTTPError):
        download(ask, film, lambda: False)
    download(ask, film, lambda: False)
    assert film.read_bytes() == WHOLE
    assert [wanted for _, wanted in media.asked] == [f"bytes={len(WHOLE) + 9}-", ""]


class Fetching:
    """A fetcher that plays films, and what it tells, in order."""

    def __init__(self, folder: Path, hub: HTTPServer, catalogue: Catalogue, *, plays: bool) -> None:
        self.larder, self.told = Larder(folder), queue.Queue[object]()
        self.media, self.catalogue = Media(), catalogue
        hub.expect_request("/v1/catalogue").respond_with_data(catalogue.model_dump_json())
        hub.expect_request("/v1/sold").respond_with_data(sold(version="1").model_dump_json())
        for file in FILES:
            hub.expect_request(f"/media/{file}").respond_with_handler(self.media)
        hub.expect_request("/media/navy-320.jpg").respond_with_data(b"photo")
        url, who = hub.url_for("/"), ("kiosk-1", "secret")
        self.fetcher = Fetcher(self.larder, url, who, 300, self._tell, self.told.put, plays=plays)

    def _tell(self, news: CatalogueKnown | SoldKnown) -> None:
        self.told.put(type(news).__name__)

    def begin(self) -> None:
        self.fetcher.start()
        assert self.told.get(timeout=60) == "SoldKnown"
        self.fetcher.fetch(Pointer(version=self.catalogue.version, url="/v1/catalogue"))

    def hear(self, last: str) -> list[object]:
        heard = [self.told.get(timeout=60)]
        while heard[-1] != last:
            heard.append(self.told.get(timeout=60))
        return heard


@pytest.fixture
def put(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Callable[..., Fetching]]:
    made: list[Fetching] = []

    def fetching(*, plays: bool = True) -> Fetching:
        coat, scarf = (s.model_copy(update={"photos": s.photos[:1]}) for s in filmed().styles)
        catalogue = filmed().model_copy(update={"styles": (coat, scarf), "lookbooks": ()})
        made.append(Fetching(tmp_path, httpserver, catalogue, plays=plays))
        return made[-1]

    yield fetching
    for one in made:
        one.fetcher.stop()


def test_films_come_last_and_each_is_told(put: Callable[..., Fetching]) -> None:
    fetching = put()
    fetching.larder.keep(fetching.catalogue.model_copy(update={"version": "0"}))
    fetching.fetcher.start()
    fetching.fetcher.fetch(Pointer(version="1", url="/v1/catalogue"))
    heard = fetching.hear("street.mp4")
    # The new catalogue waits for no film.
    assert [one for one in heard if one in {*FILES, "CatalogueKnown"}] == [
        "CatalogueKnown",
        "CatalogueKnown",
        *FILES,
    ]
    assert (fetching.larder.photos / "fold.mp4").read_bytes() == WHOLE


def test_place_that_plays_none_fetches_none(put: Callable[..., Fetching]) -> None:
    fetching = put(plays=False)
    fetching.begin()
    fetching.hear("CatalogueKnown")
    fetching.fetcher.fetch(SoldPointer(version="2", url="/v1/sold"))
    fetching.fetcher.stop()
    assert fetching.media.asked == []


def test_film_gives_way_to_what_is_newer_and_goes_on(
    put: Callable[..., Fetching], monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    monkeypatch.setattr("touchpoint.fetcher._RETRY", 0.05)
    httpserver.expect_request("/v1/news").respond_with_data(sold(version="2").model_dump_json())
    fetching, called = put(), threading.Event()

    def sells() -> None:
        if not called.is_set():
            called.set()
            fetching.fetcher.fetch(SoldPointer(version="2", url="/v1/news"))

    fetching.media.meanwhile = sells
    fetching.begin()
    heard = fetching.hear("street.mp4")
    assert heard.index("SoldKnown") < heard.index("fold-en.vtt")
    first, second = fetching.media.asked[:2]
    assert (first, second[0], second[1] > "bytes=") == (("fold-en.vtt", ""), "fold-en.vtt", True)
    assert (fetching.larder.photos / "fold-en.vtt").read_bytes() == WHOLE


def test_what_is_gone_from_the_catalogue_is_forgotten_and_what_is_begun_is_kept(
    tmp_path: Path,
) -> None:
    larder = Larder(tmp_path)
    for name in ("kept.mp4", ".begun.mp4.part", "gone.mp4", ".gone.mp4.part", ".part-stray"):
        (larder.photos / name).write_bytes(b"x")
    larder.forget_all_but(["kept.mp4", "begun.mp4"])
    assert sorted(p.name for p in larder.photos.iterdir()) == [".begun.mp4.part", "kept.mp4"]
