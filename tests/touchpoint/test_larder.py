"""The local catalogue: fetched from the hub, kept whole, good enough without it."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from contract.states import Pointer
from contract.styles import Catalogue
from tests.touchpoint.sample import CATALOGUE
from touchpoint.fetcher import Fetcher, ForeignAddress, address_at
from touchpoint.inputs import CatalogueKnown, SoldKnown
from touchpoint.larder import Larder, write_whole

POINTER = Pointer(version="1", url="/v1/catalogue")
AUTH = ("cabin-3", "secret")


class Fetching:
    """A fetcher at a hub, and what it tells."""

    def __init__(self, folder: Path, hub: str) -> None:
        self.larder = Larder(folder)
        self.told: queue.Queue[CatalogueKnown | SoldKnown] = queue.Queue()
        self.came: list[str] = []
        self.fetcher = Fetcher(self.larder, hub, AUTH, 600, self.told.put, self.came.append)

    def next(self) -> Catalogue:
        told = self.told.get(timeout=60)
        assert isinstance(told, CatalogueKnown)
        return told.shelf.catalogue


@pytest.fixture
def fetching(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Fetching]:
    made = Fetching(tmp_path, httpserver.url_for("/"))
    yield made
    made.fetcher.stop()


def serve(hub: HTTPServer, catalogue: Catalogue = CATALOGUE) -> None:
    def answer(request: Request) -> Response:
        known = request.authorization and request.authorization.password == AUTH[1]
        if not known:
            return Response(status=401)
        if request.path == "/v1/catalogue":
            return Response(catalogue.model_dump_json())
        return Response(b"photo of " + request.path.encode())

    hub.expect_request("/v1/catalogue").respond_with_handler(answer)
    for file in ("navy-640", "navy-320", "écru-640"):
        hub.expect_request(f"/media/{file}.jpg").respond_with_handler(answer)


def test_first_catalogue_is_told_at_once_and_again_with_its_photographs(
    fetching: Fetching, httpserver: HTTPServer
) -> None:
    serve(httpserver)
    fetching.fetcher.start()
    fetching.fetcher.fetch(POINTER)
    assert [fetching.next(), fetching.next()] == [CATALOGUE, CATALOGUE]
    kept = sorted(path.name for path in fetching.larder.photos.iterdir())
    assert (fetching.larder.catalogue(), kept) == (
        CATALOGUE,
        ["navy-320.jpg", "navy-640.jpg", "écru-640.jpg"],
    )
    assert sorted(fetching.came) == kept


def test_kept_catalogue_is_told_with_the_hub_away(tmp_path: Path) -> None:
    Larder(tmp_path).keep(CATALOGUE)
    fetching = Fetching(tmp_path, "http://127.0.0.1:9")
    fetching.fetcher.start()
    fetching.fetcher.fetch(Pointer(version="2", url="/v1/catalogue"))
    assert fetching.next() == CATALOGUE
    fetching.fetcher.stop()
    assert fetching.larder.catalogue() == CATALOGUE


def test_secret_is_sent_to_the_hub_only(fetching: Fetching, httpserver: HTTPServer) -> None:
    heard: list[str | None] = []

    def hear(request: Request) -> Response:
        heard.append(request.headers.get("Authorization"))
        return Response(CATALOGUE.model_dump_json())

    serve(httpserver)
    with HTTPServer(host="127.0.0.1") as stranger:
        stranger.expect_request("/v1/catalogue").respond_with_handler(hear)
        httpserver.expect_request("/elsewhere").respond_with_data(
            status=302, headers={"Location": stranger.url_for("/v1/catalogue")}
        )
        fetching.fetcher.start()
        fetching.fetcher.fetch(Pointer(version="7", url=stranger.url_for("/v1/catalogue")))
        fetching.fetcher.fetch(Pointer(version="8", url="/elsewhere"))
        fetching.fetcher.fetch(POINTER)
        assert [fetching.next(), fetching.next()] == [CATALOGUE, CATALOGUE]
        assert (heard, len(stranger.log)) == ([], 0)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/v1/catalogue?since=2", "https://hub.local:8080/v1/catalogue?since=2"),
        ("v1/catalogue", "https://hub.local:8080/v1/catalogue"),
        ("https://hub.local:8080/a", "https://hub.local:8080/a"),
        ("https://HUB.local:8080//evil.example/a", "https://hub.local:8080/evil.example/a"),
    ],
)
def test_address_of_the_hub(url: str, address: str) -> None:
    assert address_at("https://hub.local:8080", url) == address


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/catalogue",
        "//evil.example/v1/catalogue",
        "http://hub.local:8080/v1/catalogue",
        "https://hub.local/v1/catalogue",
        "https://hub.local:8080@evil.example/",
        "file:///etc/passwd",
        "https://hub.local:eighty/",
    ],
)
def test_address_of_another_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address_at("https://hub.local:8080", url)


def test_default_port_may_be_left_out() -> None:
    assert address_at("https://hub.local", "https://hub.local:443/a") == "https://hub.local/a"
    with pytest.raises(ForeignAddress) as refused:
        address_at("https://hub.local", "https://evil.example/a")
    assert str(refused.value) == (
        "'https://evil.example/a' was found; an address of https://hub.local is right"
    )


def test_broken_answer_leaves_the_good_copy(fetching: Fetching, httpserver: HTTPServer) -> None:
    fetching.larder.keep(CATALOGUE)
    httpserver.expect_ordered_request("/v1/sold").respond_with_data(status=503)
    httpserver.expect_ordered_request("/v1/catalogue").respond_with_data('{"version": "2"')
    fetching.fetcher.start()
    with httpserver.wait(timeout=60):
        fetching.fetcher.fetch(Pointer(version="2", url="/v1/catalogue"))
    fetching.fetcher.stop()
    assert (fetching.next(), fetching.larder.catalogue()) == (CATALOGUE, CATALOGUE)


def test_broken_copy_is_none(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text("{")
    assert Larder(tmp_path).catalogue() is None


@pytest.mark.parametrize("file", ["../x.jpg", "/etc/x.jpg", "a/../../x.jpg", "."])
def test_photograph_stays_in_its_folder(tmp_path: Path, file: str) -> None:
    with pytest.raises(ValueError, match="outside of its folder"):
        Larder(tmp_path).keep_photo(file, b"x")


def test_photographs_of_gone_styles_are_removed(tmp_path: Path) -> None:
    larder = Larder(tmp_path)
    for file in ("a/1.jpg", "b.jpg"):
        larder.keep_photo(file, b"x")
    larder.forget_all_but(["a/1.jpg"])
    assert larder.missing(["a/1.jpg", "b.jpg"]) == ["b.jpg"]


def test_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.mkdir()
    (target / "in the way").touch()
    with pytest.raises(OSError, match="there"):
        write_whole(target, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
