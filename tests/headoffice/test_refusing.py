"""What a page refuses is said in its reader's language, and to a program in English."""

import html
from collections.abc import Iterator

import pytest
import requests

from headoffice.web.speech import LANGUAGE_COOKIE
from tests.headoffice.office import Office, engine, problem, served

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
_VISIT = "00000000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One for all: nothing here keeps anything."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder) as running:
        yield running


@pytest.fixture(scope="module")
def person(office: Office) -> requests.Session:
    session = office.person()
    session.cookies.set(LANGUAGE_COOKIE, "fr")
    return session


@pytest.mark.parametrize(
    ("path", "status", "french", "english"),
    [
        (
            "/journey?store=lyonn", 404,
            "Aucune boutique ne s’appelle 'lyonn' ; il y a : lyon.",
            "no store is called 'lyonn'; there are: lyon",
        ),
        (
            "/live/stores/lyonn", 404,
            "Aucune boutique ne s’appelle 'lyonn' ; il y a : lyon.",
            "no store is called 'lyonn'; there are: lyon",
        ),
        (
            "/journey/visits?phase=love", 404,
            ("Aucune phase ne s’appelle 'love' ; il y a : awareness, consideration, purchase, "
            "loyalty, advocacy."),
            ("no phase is called 'love'; there are: awareness, consideration, purchase, loyalty, "
            "advocacy"),
        ),
        (
            f"/visits/lyon/{_VISIT}", 404,
            f"Rien n’est gardé d’une visite {_VISIT} à 'lyon'.",
            f"nothing is kept of a visit {_VISIT} in 'lyon'",
        ),
        (
            "/products/cape", 404,
            "Aucun modèle ne s’appelle 'cape' dans le catalogue ; /products les cite tous.",
            "no style is called 'cape' in the catalogue; /products lists those there are",
        ),
        (
            "/pilots?since=2026-12-24", 422,
            "2026-12-24 a été demandé ; il faut un jour avant aujourd’hui.",
            "2026-12-24 was found; a day before today is right",
        ),
        (
            "/briefing?day=2026-12-24", 404,
            ("2026-12-24 a été demandé ; il faut un jour passé et encore connu, "
            "du 2024-10-19 au 2026-11-20."),
            ("2026-12-24 was found; a day that is over and still known, from 2024-10-19 to "
            "2026-11-20, is right"),
        ),
        (
            "/journey?days=0", 422,
            "Ce qui est demandé ne convient pas : days.",
            "query.days: Input should be greater than or equal to 1",
        ),
        ("/nowhere", 404, "Il n’y a rien à l’adresse /nowhere.", "Not Found"),
    ],
)  # fmt: skip
def test_refusal_is_said_in_the_readers_language(
    office: Office, person: requests.Session, path: str, status: int, french: str, english: str
) -> None:
    page = person.get(office.url + path, headers={"Accept": "text/html"}, timeout=60)
    assert (page.status_code, f"<p>{french}</p>" in html.unescape(page.text)) == (status, True)
    told = person.get(office.url + path, headers={"Accept": "application/json"}, timeout=60)
    assert problem(told) == (status, english)
