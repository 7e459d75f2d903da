"""The store's own certificate authority, and the server certificates that phones accept of it."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: Phones refuse a server's certificate that is good for more than 398 days, the day before counted.
SERVER_DAYS: Final = 396
AUTHORITY_DAYS: Final = 3650
# Machines of one store need not agree on the hour.
_LEEWAY: Final = timedelta(days=1)


class BadAuthority(ValueError):
    """What was found is no authority of ours; the text says what is right."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A server's certificate and its key, both PEM."""

    certificate: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Authority:
    """Who holds this signs for every name in the store: the key never leaves the hub's machine."""

    certificate: x509.Certificate
    _key: ec.EllipticCurvePrivateKey

    @classmethod
    def make(cls, name: str, now: datetime) -> Self:
        """A new authority called *name*, good for ten years from *now*."""
        key = _new_key()
        subject, public = _name(name), key.public_key()
        built = (
            _begin(subject, subject, public, now, AUTHORITY_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )
        return cls(built.sign(key, hashes.SHA256()), key)

    @classmethod
    def read(cls, certificate: bytes, key: bytes) -> Self:
        """From PEM. Raises BadAuthority when the two are unreadable or do not belong together."""
        try:
            found = x509.load_pem_x509_certificate(certificate)
            private = serialization.load_pem_private_key(key, None)
        except (ValueError, TypeError) as error:
            raise BadAuthority(f"no PEM certificate and key without a password: {error}") from error
        if not isinstance(private, ec.EllipticCurvePrivateKey) or (
            private.public_key() != found.public_key()
        ):
            raise BadAuthority("the key is not the one of the certificate")
        return cls(found, private)

    def issue(self, names: Sequence[str], now: datetime) -> Issued:
        """A certificate for a server called by all of *names*, host names or addresses."""
        key = _new_key()
        public = key.public_key()
        built = (
            _begin(self.certificate.subject, _name(names[0]), public, now, SERVER_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.SubjectAlternativeName([*map(_general, names)]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        return Issued(_pem(built.sign(self._key, hashes.SHA256())), _pem_key(key))

    def pem(self) -> Issued:
        """The authority itself, to be kept."""
        return Issued(_pem(self.certificate), _pem_key(self._key))


def read_certificate(pem: bytes) -> x509.Certificate:
    """The first certificate in *pem*. Raises BadAuthority."""
    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise BadAuthority(f"no PEM certificate: {error}") from error


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of *certificate*, as phones show it: pairs of hex digits with colons."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The host names and addresses that *certificate* is good for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(general.value) for general in found.value)


def _begin(
    issuer: x509.Name,
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEEWAY)
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _name(text: str) -> x509.Name:
    # A common name of more than 64 characters is no certificate's.
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
