"""What a phone that trusts nobody yet gets: the authority itself, and a mark to compare."""

import plistlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography import x509

from hub.authority import Authority, fingerprint
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import served, shop


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.make("Parcours, Lyon", datetime.now(UTC))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[Callers]:
    folder = tmp_path_factory.mktemp("hub")
    ca = folder / "ca.crt"
    ca.write_bytes(authority.pem().certificate)
    with served(shop(folder, ca=ca)) as hub:
        yield Callers(hub.shop, hub.url)


def test_certificate_comes_as_phones_take_it(trusted: Callers, authority: Authority) -> None:
    answer = trusted.nobody().get("/ca.crt")
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert answer.headers["content-disposition"] == 'attachment; filename="parcours-lyon.crt"'
    assert x509.load_der_x509_certificate(answer.content) == authority.certificate


def test_profile_holds_the_same_and_is_the_same_each_time(
    trusted: Callers, authority: Authority
) -> None:
    first, second = (trusted.nobody().get("/ca.mobileconfig") for _ in range(2))
    assert first.headers["content-type"] == "application/x-apple-aspen-config"
    assert first.content == second.content
    (root,) = plistlib.loads(first.content)["PayloadContent"]
    assert root["PayloadType"] == "com.apple.security.root"
    assert x509.load_der_x509_certificate(root["PayloadContent"]) == authority.certificate


def test_page_shows_the_mark_that_enrol_prints(trusted: Callers, authority: Authority) -> None:
    page = trusted.nobody().get("/trust", headers={"Accept": "text/html"})
    assert fingerprint(authority.certificate) in page.text
    assert "Settings, General, About, Certificate Trust Settings" in page.text


def test_hub_without_an_authority_of_its_own_says_so(one_hub: Callers) -> None:
    answers = [one_hub.nobody().get(path) for path in ("/trust", "/ca.crt", "/ca.mobileconfig")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "[http] ca is not set" in answers[0].json()["detail"]


def test_key_of_the_authority_is_nowhere_to_be_had(trusted: Callers) -> None:
    paths = ("/ca.key", "/static/ca.key", "/media/../ca.key")
    assert [trusted.nobody().get(path).status_code in {401, 404} for path in paths] == [True] * 3
