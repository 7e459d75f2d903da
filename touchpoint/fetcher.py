"""Fetches what the hub has for a screen, photographs too, in a thread of its own."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import requests
import structlog
from pydantic import ValidationError

from contract.advice import Advice
from contract.http import LOOPBACK
from contract.sold import Sold
from contract.states import Pointer
from contract.styles import Catalogue
from contract.tiers import StoreSettings
from touchpoint.download import Halted, download
from touchpoint.hearing import AdvicePointer, SettingsPointer, SoldPointer
from touchpoint.hubline import session_to
from touchpoint.inputs import AdviceKnown, CatalogueKnown, SoldKnown
from touchpoint.larder import Larder
from touchpoint.sheet import films_for, pictures_for
from touchpoint.shelf import Shelf

_log = structlog.get_logger()
#: Seconds to connect, and between two bytes.
_TIMEOUT = (3.0, 20.0)
_RETRY = 15.0
#: What no pointer has said: the version of a document is never empty.
_FIRST = SoldPointer(version="", url="/v1/sold")
_PORTS = {"http": 80, "https": 443}


class ForeignAddress(ValueError):
    """Something is to be fetched from elsewhere; this touchpoint's secret goes to its hub only."""


class Fetcher:
    """*width* is the window's, so that only the renditions it shows are fetched; None: none at all.
    Where films are played it *plays* them, and has them too.

    *came* hears the name of each photograph and film as soon as it lies in the larder; *ca* signed
    the hub's certificate; in the languages of *fallback* a product's texts are looked for. *learn*
    hears the store's settings.
    """

    def __init__(
        self,
        larder: Larder,
        hub: str,
        credentials: tuple[str, str],
        width: int | None,
        tell: Callable[[CatalogueKnown | SoldKnown | AdviceKnown], None],
        came: Callable[[str], None],
        ca: Path | None = None,
        fallback: tuple[str, ...] = (),
        learn: Callable[[StoreSettings], None] = lambda _: None,
        *,
        plays: bool = False,
    ) -> None:
        self._larder, self._hub, self._width, self._plays = larder, hub, width, plays
        self._tell, self._came, self._fallback = tell, came, fallback
        self._learn = learn
        self._session = session_to(credentials, ca)
        self._pointers: queue.SimpleQueue[Pointer | None] = queue.SimpleQueue()
        #: The last pointer of each kind, until what it points to is here.
        self._wanted: dict[str, Pointer] = {}
        self._version: str | None = None
        self._sold_version: str | None = None
        self._advice_version: str | None = None
        self._settings_version: str | None = None
        self._down: set[str] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="catalogue", daemon=True)

    def start(self) -> None:
        """Tell the last good copies at once, then fetch what `fetch` asks for.

        What was sold is asked for unasked, once: nothing is shown before it is known, and a screen
        that was enrolled before this topic was may not hear its pointer.
        """
        home = urlsplit(self._hub)
        if home.scheme == "http" and home.hostname not in LOOPBACK:
            _log.warning("hub.in_clear", url=self._hub, why="[hub] url begins with http:")
        if (sold := self._larder.sold()) is not None:
            self._sold_version = sold.version
            self._tell(SoldKnown(sold))
        # Before the catalogue: no screen is to show for a moment what its store does not have.
        if (settings := self._larder.settings()) is not None:
            self._settings_version = settings.version
            self._learn(settings)
        if (kept := self._larder.catalogue()) is not None:
            self._version = kept.version
            self._tell(CatalogueKnown(Shelf(kept, self._fallback)))
        if (advice := self._larder.advice()) is not None:
            self._advice_version = advice.version
            self._tell(AdviceKnown(advice))
        self.fetch(_FIRST)
        self._thread.start()

    def fetch(self, pointer: Pointer) -> None:
        self._pointers.put(pointer)

    def stop(self) -> None:
        self._stopping.set()
        self._pointers.put(None)
        self._thread.join(_TIMEOUT[0])

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                found = self._pointers.get(timeout=_RETRY if self._wanted else None)
            except queue.Empty:
                self._retry()
            else:
                if found is not None:
                    self._wanted[_kind(found)] = found
                    self._try(found)

    def _retry(self) -> None:
        for pointer in tuple(self._wanted.values()):
            self._try(pointer)

    def _try(self, pointer: Pointer) -> None:
        kind = _kind(pointer)
        try:
            self._take(pointer)
        except Halted:
            # It stays wanted, and is gone on with.
            return
        except ForeignAddress as error:
            # Asked again it would be no better; the next pointer may be.
            _log.warning(f"{kind}.refused", version=pointer.version, why=str(error)[:300])
            del self._wanted[kind]
            return
        except (requests.RequestException, ValidationError, OSError, ValueError) as error:
            if kind not in self._down:
                _log.warning(f"{kind}.down", version=pointer.version, why=str(error)[:300])
            self._down.add(kind)
            return
        if kind in self._down:
            _log.info(f"{kind}.back", version=pointer.version)
        self._down.discard(kind)
        del self._wanted[kind]

    def _take(self, pointer: Pointer) -> None:
        match pointer:
            case SoldPointer():
                self._sold(pointer)
            case AdvicePointer():
                self._advice(pointer)
            case SettingsPointer():
                self._settings(pointer)
            case _:
                self._photographs(self._catalogue(pointer))

    def _settings(self, pointer: Pointer) -> None:
        if pointer.version == self._settings_version:
            return
        settings = StoreSettings.model_validate_json(self._get(pointer.url))
        if settings.version == self._settings_version:
            return
        self._learn(settings)
        self._larder.keep_settings(settings)
        self._settings_version = settings.version
        _log.info("settings.known", version=settings.version, tier=settings.tier)

    def _sold(self, pointer: Pointer) -> None:
        if pointer.version == self._sold_version:
            return
        sold = Sold.model_validate_json(self._get(pointer.url))
        if sold.version == self._sold_version:
            return
        # Told before it is kept: a full disk must not show what a shopper wears.
        self._tell(SoldKnown(sold))
        self._larder.keep_sold(sold)
        self._sold_version = sold.version
        _log.info("sold.known", version=sold.version, pieces=len(sold.marks))

    def _advice(self, pointer: AdvicePointer) -> None:
        # Who shows no garments has nobody to advise.
        if pointer.version == self._advice_version or self._width is None:
            return
        advice = Advice.model_validate_json(self._get(pointer.url))
        self._larder.keep_advice(advice)
        self._tell(AdviceKnown(advice))
        self._advice_version = advice.version
        _log.info("advice.known", version=advice.version, styles=len(advice.styles))

    def _catalogue(self, pointer: Pointer) -> Catalogue:
        kept = self._larder.catalogue()
        if kept is not None and kept.version == pointer.version:
            return kept
        catalogue = Catalogue.model_validate_json(self._get(pointer.url))
        # Without an older copy a page without photographs is better than none.
        if kept is None:
            self._tell(CatalogueKnown(Shelf(catalogue, self._fallback)))
        return catalogue

    def _photographs(self, catalogue: Catalogue) -> None:
        """Fetch what is missing first, so that a new page never lacks its photograph for long."""
        pictures = [] if self._width is None else pictures_for(catalogue, self._width)
        films = films_for(catalogue) if self._plays else []
        for file in self._larder.missing(pictures):
            if self._stopping.is_set():
                return
            try:
                self._larder.keep_photo(file, self._get(f"/media/{quote(file)}"))
            except requests.HTTPError as error:
                _log.warning("photo.missing", file=file, why=str(error)[:200])
            else:
                self._came(file)
        self._larder.keep(catalogue)
        self._larder.forget_all_but([*pictures, *films])
        if catalogue.version != self._version:
            self._version = catalogue.version
            _log.info("catalogue.known", version=catalogue.version, styles=len(catalogue.styles))
            self._tell(CatalogueKnown(Shelf(catalogue, self._fallback)))
        self._films(films)

    def _films(self, files: list[str]) -> None:
        """Fetch what is missing of films: no page waits for one, nor does anything newer."""
        for file in self._larder.missing(files):
            url = f"/media/{quote(file)}"
            try:
                download(partial(self._ask, url), self._larder.path(file), self._is_called)
            except requests.HTTPError as error:
                _log.warning("film.missing", file=file, why=str(error)[:200])
            else:
                self._came(file)

    def _is_called(self) -> bool:
        return self._stopping.is_set() or not self._pointers.empty()

    def _get(self, url: str) -> bytes:
        with self._ask(url, {}) as answer:
            answer.raise_for_status()
            return answer.content

    def _ask(self, url: str, headers: dict[str, str]) -> requests.Response:
        # A hub never sends a touchpoint elsewhere; who does is not to be followed.
        answer = self._session.get(
            address_at(self._hub, url),
            headers=headers,
            timeout=_TIMEOUT,
            allow_redirects=False,
            stream=True,
        )
        if answer.is_redirect:
            answer.close()
            raise ForeignAddress(f"{url} was answered with a way to {answer.headers['location']!r}")
        return answer


def _kind(pointer: Pointer) -> str:
    match pointer:
        case SoldPointer():
            return "sold"
        case AdvicePointer():
            return "advice"
        case SettingsPointer():
            return "settings"
    return "catalogue"


def address_at(hub: str, url: str) -> str:
    """*url*, which may be relative, as an address of *hub*. Raises ForeignAddress for another's."""
    home, found = urlsplit(hub), urlsplit(urljoin(hub, url))
    if _origin(found) != _origin(home):
        raise ForeignAddress(f"{url!r} was found; an address of {hub} is right")
    # Written anew from the hub's own name: another reader of the same text might see another host.
    query = f"?{found.query}" if found.query else ""
    return f"{home.scheme}://{home.netloc}/{found.path.lstrip('/')}{query}"


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
