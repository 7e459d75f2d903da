"""The store's own authority: what it signs is taken by a strict verifier, and by nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from hub.authority import Authority, BadAuthority, fingerprint, names_of, read_certificate

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
NAMES = ("hub.local", "192.168.1.10")
#: What phones allow a server's certificate at most.
MOST = timedelta(days=398)


def verify(authority: Authority, certificate: x509.Certificate, at: datetime) -> None:
    """As a browser would, that trusts *authority* and looks for hub.local. Raises."""
    trusting = PolicyBuilder().store(Store([authority.certificate])).time(at)
    trusting.build_server_verifier(x509.DNSName("hub.local")).verify(certificate, [])


def test_certificate_is_one_that_phones_accept() -> None:
    authority = Authority.make("Parcours, Lyon", NOW)
    found = read_certificate(authority.issue(NAMES, NOW).certificate)
    usage = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert names_of(found) == NAMES
    assert found.not_valid_after_utc - found.not_valid_before_utc <= MOST
    verify(authority, found, NOW + timedelta(days=390))


def test_certificate_of_another_authority_is_refused() -> None:
    mine, other = (Authority.make("Parcours, Lyon", NOW) for _ in range(2))
    found = read_certificate(other.issue(NAMES, NOW).certificate)
    with pytest.raises(VerificationError):
        verify(mine, found, NOW)


def test_authority_that_was_kept_signs_on() -> None:
    first = Authority.make("Parcours, Lyon", NOW)
    kept = first.pem()
    again = Authority.read(kept.certificate, kept.key)
    later = NOW + timedelta(days=700)
    verify(first, read_certificate(again.issue(NAMES, later).certificate), later)
    assert fingerprint(again.certificate) == fingerprint(first.certificate)


def test_key_of_another_authority_is_said() -> None:
    mine, other = (Authority.make("Parcours, Lyon", NOW).pem() for _ in range(2))
    with pytest.raises(BadAuthority, match="the key is not the one of the certificate"):
        Authority.read(mine.certificate, other.key)
    with pytest.raises(BadAuthority, match="no PEM certificate and key without a password"):
        Authority.read(b"none", b"none")
